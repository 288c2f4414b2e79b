import { Polynomial, Rational } from '../../rigor/index.js';
import { kernelDirections, type Direction } from './kernelDirections.js';
import { atInfinity, atZero, directionalSign } from './limits.js';
import { asRational, type Radicals } from './radicals.js';

/** A part of the counts on which the supremum is still to be sought: some counts stay free, others are 0 or have gone to infinity. */
export interface Region {
  sum: Radicals;
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
 * goes to infinity. f is continuous there because its denominators have coefficients of one sign and do not vanish identically on the face.
 *
 * @param sum - the function f of the counts, homogeneous of degree zero
 * @param hints - functions along whose level sets it pays to move: the measures that f is made of
 */
export function regions(sum: Radicals, free: readonly string[], hints: readonly Radicals[], gone: readonly Extreme[] = []): Region[] {
  for (const direction of isConstant(sum) ? [] : candidates([sum, ...hints], free)) {
    const slope = directionalSign(sum, direction);
    if (slope === undefined) continue;
    // Where f is constant along the direction, both ways are open: take the one with fewer faces, and zero before infinity.
    const ways = (slope === 0 ? [1, -1] : [slope]).map((sign) => leave(sum, free, direction, sign, gone)).filter((faces) => faces !== undefined);
    const best = ways.sort((a, b) => a.length - b.length || toInfinity(a) - toInfinity(b))[0];
    if (!best) continue;
    return best.flatMap((face) => regions(face.sum, face.free, hints.map((hint) => limit(hint, face.gone.at(-1)!)).filter((hint) => hint !== undefined), face.gone));
  }
  return [{ sum, free, gone }];
}

/** The faces at which rays in the direction `sign · direction` leave the orthant, or undefined where f has no continuous limit there. */
function leave(sum: Radicals, free: readonly string[], direction: Direction, sign: number, gone: readonly Extreme[]): Region[] | undefined {
  const lowered = [...direction].filter(([, weight]) => weight.sign() * sign < 0).map(([name]) => name);
  // A ray that lowers nothing never leaves; it is followed to its end only along one axis.
  if (lowered.length === 0 && direction.size > 1) return undefined;
  const extremes: Extreme[] = lowered.length > 0 ? lowered.map((name) => ({ name, to: 'zero' })) : [...direction.keys()].map((name) => ({ name, to: 'infinity' }));
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
  const polynomials: Polynomial[] = sum.flatMap(({ factor, radicand }) => [factor.numerator, factor.denominator, radicand.numerator, radicand.denominator]);
  return polynomials.every((p) => p.variables().length === 0);
}

function toInfinity(faces: readonly Region[]): number {
  return faces.some((face) => face.gone.at(-1)!.to === 'infinity') ? 1 : 0;
}
