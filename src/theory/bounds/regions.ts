import { Polynomial, Rational, RationalFunction } from '../../rigor/index.js';
import { kernelDirections, wedge, type Direction } from './kernelDirections.js';
import { asRational, type Radicals, type RadicalTerm } from './radicals.js';

/**
 * A part of the counts on which the supremum is still to be sought: some counts stay free, others are 0 or have gone to
 * infinity.
 */
export interface Region {
  sum: Radicals;
  /** The counts that are still free, each positive. */
  free: readonly string[];
  /**
   * The others in the order in which they went to a limit: each is as nothing, or as everything, against all that went
   * after it.
   */
  gone: readonly Extreme[];
}

export interface Extreme {
  name: string;
  to: 'zero' | 'infinity';
}

/**
 * Shrinks the search for the supremum of a homogeneous function to faces of the orthant of counts, by proofs of
 * monotonicity.
 *
 * If `κ·∇f ≥ 0` on the whole orthant for a constant direction κ, decided by the signs of exact coefficients, then
 * moving along κ never lowers f, so the supremum is found where that ray leaves: where one of the counts that κ lowers
 * becomes zero, or, if κ lowers none and raises one, where that one goes to infinity. f is continuous there because its
 * denominators have coefficients of one sign and do not vanish identically on the face.
 *
 * @param sum - the function f of the counts, homogeneous of degree zero
 * @param hints - functions along whose level sets it pays to move: the measures that f is made of
 */
export function regions(
  sum: Radicals,
  free: readonly string[],
  hints: readonly Radicals[],
  gone: readonly Extreme[] = [],
): Region[] {
  for (const direction of isConstant(sum) ? [] : candidates([sum, ...hints], free)) {
    const slope = directionalSign(sum, direction);
    if (slope === undefined) continue;
    // Where f is constant along the direction, both ways are open: take the one with fewer faces, and zero before
    // infinity.
    const ways = (slope === 0 ? [1, -1] : [slope])
      .map((sign) => leave(sum, free, direction, sign, gone))
      .filter((faces) => faces !== undefined);
    const best = ways.sort((a, b) => a.length - b.length || toInfinity(a) - toInfinity(b))[0];
    if (!best) continue;
    return best.flatMap((face) =>
      regions(
        face.sum,
        face.free,
        hints.map((hint) => limit(hint, face.gone.at(-1)!)).filter((hint) => hint !== undefined),
        face.gone,
      ),
    );
  }
  return [{ sum, free, gone }];
}

/**
 * The faces at which rays in the direction `sign · direction` leave the orthant, or undefined where f has no continuous
 * limit there.
 */
function leave(
  sum: Radicals,
  free: readonly string[],
  direction: Direction,
  sign: number,
  gone: readonly Extreme[],
): Region[] | undefined {
  const lowered = [...direction].filter(([, weight]) => weight.sign() * sign < 0).map(([name]) => name);
  // A ray that lowers nothing never leaves; it is followed to its end only along one axis.
  if (lowered.length === 0 && direction.size > 1) return undefined;
  const extremes: Extreme[] =
    lowered.length > 0
      ? lowered.map((name) => ({ name, to: 'zero' }))
      : [...direction.keys()].map((name) => ({ name, to: 'infinity' }));
  const faces = extremes.map((extreme) => {
    const limited = limit(sum, extreme);
    return limited && { sum: limited, free: free.filter((name) => name !== extreme.name), gone: [...gone, extreme] };
  });
  return faces.every((face) => face !== undefined) ? faces : undefined;
}

function limit(sum: Radicals, { name, to }: Extreme): Radicals | undefined {
  return to === 'zero' ? atZero(sum, name) : atInfinity(sum, name);
}

function candidates(functions: readonly Radicals[], free: readonly string[]): Direction[] {
  // True negatives first: most measures of overlap do not depend on them.
  const axes = [...free].reverse().map((name): Direction => new Map([[name, Rational.of(1)]]));
  return [...axes, ...functions.map(asRational).flatMap((f) => (f ? kernelDirections(free, f) : []))];
}

function isConstant(sum: Radicals): boolean {
  const polynomials: Polynomial[] = sum.flatMap(({ factor, radicand }) => [
    factor.numerator,
    factor.denominator,
    radicand.numerator,
    radicand.denominator,
  ]);
  return polynomials.every((p) => p.variables().length === 0);
}

function toInfinity(faces: readonly Region[]): number {
  return faces.some((face) => face.gone.at(-1)!.to === 'infinity') ? 1 : 0;
}

/**
 * −1, 0 or 1 where `direction·∇f` has that sign at every point of the open orthant; undefined where the coefficients do
 * not tell.
 */
export function directionalSign(sum: Radicals, direction: Direction): number | undefined {
  let sign = 0;
  for (const term of sum) {
    const slope = termSign(term, direction);
    if (slope === undefined || slope * sign < 0) return undefined;
    sign ||= slope;
  }
  return sign;
}

/**
 * `∂((n/d)√(a/b)) = (2(n'd − nd')ab + nd(a'b − ab')) / (2d²ab) · √(a/b)`: the sign of the first numerator, where the
 * rest is positive.
 */
function termSign(
  { factor: { numerator: n, denominator: d }, radicand: { numerator: a, denominator: b } }: RadicalTerm,
  direction: Direction,
): number | undefined {
  if (d.coefficientSign() === 0 || a.coefficientSign() * b.coefficientSign() !== 1) return undefined;
  let slope = Polynomial.constant(0);
  for (const [name, weight] of direction) {
    const outside = wedge(n, d, name).multiply(a).multiply(b).scale(2);
    slope = slope.add(outside.add(n.multiply(d).multiply(wedge(a, b, name))).scale(weight));
  }
  return slope.isZero() ? 0 : slope.coefficientSign() || undefined;
}

/** The function on the face where a count is zero, or undefined where a denominator vanishes there. */
export function atZero(sum: Radicals, name: string): Radicals | undefined {
  const zero = { [name]: Polynomial.constant(0) };
  const restrict = (f: RationalFunction) => {
    const denominator = f.denominator.substitute(zero);
    return denominator.isZero() ? undefined : RationalFunction.of(f.numerator.substitute(zero), denominator);
  };
  return termwise(sum, ({ factor, radicand }) => [restrict(factor), restrict(radicand)]);
}

/** The limit as a count grows beyond all bounds, or undefined where a term does. */
export function atInfinity(sum: Radicals, name: string): Radicals | undefined {
  return termwise(sum, ({ factor, radicand }) => {
    const [f, q] = [leading(factor, name), leading(radicand, name)];
    const order = 2 * f.degree + q.degree;
    if (order > 0) return [undefined, undefined];
    return order < 0 ? [RationalFunction.from(0), RationalFunction.from(1)] : [f.quotient, q.quotient];
  });
}

function termwise(
  sum: Radicals,
  limit: (term: RadicalTerm) => [RationalFunction | undefined, RationalFunction | undefined],
): Radicals | undefined {
  const terms: RadicalTerm[] = [];
  for (const term of sum) {
    const [factor, radicand] = limit(term);
    if (!factor || !radicand) return undefined;
    if (!factor.numerator.isZero() && !radicand.numerator.isZero()) terms.push({ factor, radicand });
  }
  // Terms whose roots have become equal are one term; charts and signs need not know, but a rational function should be
  // seen as one.
  const [first, ...rest] = terms;
  return first && rest.every(({ radicand }) => radicand.equals(first.radicand))
    ? withoutZero({ factor: rest.reduce((f, term) => f.add(term.factor), first.factor), radicand: first.radicand })
    : terms;
}

function withoutZero(term: RadicalTerm): Radicals {
  return term.factor.numerator.isZero() ? [] : [term];
}

/** The quotient of the leading coefficients in one variable, and the degree of the whole in it. */
function leading(f: RationalFunction, name: string): { degree: number; quotient: RationalFunction } {
  const [top, bottom] = [leadingCoefficient(f.numerator, name), leadingCoefficient(f.denominator, name)];
  return { degree: top.degree - bottom.degree, quotient: RationalFunction.of(top.coefficient, bottom.coefficient) };
}

function leadingCoefficient(p: Polynomial, name: string): { degree: number; coefficient: Polynomial } {
  let [degree, coefficient, factorial] = [0, p, 1n];
  for (let derivative = p.derivative(name); !derivative.isZero(); derivative = derivative.derivative(name)) {
    // The last derivative that is not zero is degree! times the leading coefficient.
    degree++;
    factorial *= BigInt(degree);
    coefficient = derivative.scale(Rational.of(1n, factorial));
  }
  return { degree, coefficient };
}
