import { Polynomial, Rational, RationalFunction } from '../../rigor/index.js';
import { derivativeNumerator, kernelDirections, type Direction } from './kernelDirections.js';

/** A part of the counts on which the supremum is still to be sought: some counts stay free, others are 0 or have gone to infinity. */
export interface Region {
  f: RationalFunction;
  /** The counts that are still free, each positive. */
  free: readonly string[];
  /** The others in the order in which they went to a limit: each is as nothing, or as everything, against all that went after it. */
  gone: readonly Extreme[];
}

export interface Extreme {
  name: string;
  to: 'zero' | 'infinity';
}

/**
 * Shrinks the search for the supremum of a homogeneous function to faces of the orthant of counts, by proofs of monotonicity.
 *
 * If `κ·∇f ≥ 0` on the whole orthant for a constant direction κ, decided by the signs of exact coefficients, then moving along κ never lowers f, so the
 * supremum is found where that ray leaves: where one of the counts that κ lowers becomes zero, or, if κ lowers none and raises one, where that one
 * goes to infinity. f is continuous there because its denominator has positive coefficients and does not vanish identically on the face.
 *
 * @param f - a function of the counts, homogeneous of degree zero
 * @param hints - functions along whose level sets it pays to move: the measures that f is made of
 */
export function regions(f: RationalFunction, free: readonly string[], hints: readonly RationalFunction[], gone: readonly Extreme[] = []): Region[] {
  const constant = [f.numerator, f.denominator].every((p) => p.variables().length === 0);
  for (const direction of constant ? [] : candidates(f, free, hints)) {
    const slope = directionalSign(f, direction);
    if (slope === undefined) continue;
    // Where f is constant along the direction, both ways are open: take the one with fewer faces, and zero before infinity.
    const ways = (slope === 0 ? [1, -1] : [slope]).map((sign) => leave(f, free, direction, sign, gone)).filter((faces) => faces !== undefined);
    const best = ways.sort((a, b) => a.length - b.length || toInfinity(a) - toInfinity(b))[0];
    if (!best) continue;
    return best.flatMap((face) => regions(face.f, face.free, hints.map((hint) => restrict(hint, face)).filter((hint) => hint !== undefined), face.gone));
  }
  return [{ f, free, gone }];
}

/** −1, 0 or 1 where `direction·∇f` has that sign at every point of the open orthant; undefined where its coefficients do not tell. */
function directionalSign(f: RationalFunction, direction: Direction): number | undefined {
  if (f.denominator.coefficientSign() === 0) return undefined;
  let slope = Polynomial.constant(0);
  for (const [name, weight] of direction) slope = slope.add(derivativeNumerator(f, name).scale(weight));
  if (slope.isZero()) return 0;
  return slope.coefficientSign() || undefined;
}

/** The faces at which rays in the direction `sign · direction` leave the orthant, or undefined where f has no continuous limit there. */
function leave(f: RationalFunction, free: readonly string[], direction: Direction, sign: number, gone: readonly Extreme[]): Region[] | undefined {
  const lowered = [...direction].filter(([, weight]) => weight.sign() * sign < 0).map(([name]) => name);
  if (lowered.length === 0) {
    const [raised, ...more] = [...direction].map(([name]) => name);
    const limit = more.length === 0 ? atInfinity(f, raised!) : undefined;
    return limit && [{ f: limit, free: without(free, raised!), gone: [...gone, { name: raised!, to: 'infinity' as const }] }];
  }
  const faces = lowered.map((name) => {
    const restricted = atZero(f, name);
    return restricted && { f: restricted, free: without(free, name), gone: [...gone, { name, to: 'zero' as const }] };
  });
  return faces.every((face) => face !== undefined) ? faces : undefined;
}

function atZero(f: RationalFunction, name: string): RationalFunction | undefined {
  const zero = { [name]: Polynomial.constant(0) };
  const denominator = f.denominator.substitute(zero);
  return denominator.isZero() ? undefined : RationalFunction.of(f.numerator.substitute(zero), denominator);
}

/** The limit of f as one count grows beyond all bounds: the quotient of the leading coefficients. */
function atInfinity(f: RationalFunction, name: string): RationalFunction | undefined {
  const [top, bottom] = [leading(f.numerator, name), leading(f.denominator, name)];
  if (top.degree > bottom.degree) return undefined;
  return top.degree < bottom.degree ? RationalFunction.from(0) : RationalFunction.of(top.coefficient, bottom.coefficient);
}

function leading(p: Polynomial, name: string): { degree: number; coefficient: Polynomial } {
  let [degree, coefficient, factorial] = [0, p, 1n];
  for (let derivative = p.derivative(name); !derivative.isZero(); derivative = derivative.derivative(name)) {
    // The last derivative that is not zero is degree! times the leading coefficient.
    degree++;
    factorial *= BigInt(degree);
    coefficient = derivative.scale(Rational.of(1n, factorial));
  }
  return { degree, coefficient };
}

function restrict(hint: RationalFunction, face: Region): RationalFunction | undefined {
  const { name, to } = face.gone.at(-1)!;
  return to === 'infinity' ? atInfinity(hint, name) : atZero(hint, name);
}

function candidates(f: RationalFunction, free: readonly string[], hints: readonly RationalFunction[]): Direction[] {
  // True negatives first: most measures of overlap do not depend on them.
  const axes = [...free].reverse().map((name): Direction => new Map([[name, Rational.of(1)]]));
  return [...axes, ...[f, ...hints].flatMap((g) => kernelDirections(free, g))];
}

function toInfinity(faces: readonly Region[]): number {
  return faces.some((face) => face.gone.at(-1)!.to === 'infinity') ? 1 : 0;
}

function without(names: readonly string[], gone: string): string[] {
  return names.filter((name) => name !== gone);
}
