import type { Counts } from '../../overlap/index.js';
import { commonDenominator, Polynomial, Rational, vectors, type RationalFunction } from '../../rigor/index.js';
import { COUNT_NAMES } from './radicals.js';
import type { Family } from './witnesses.js';

/** Small counts, and ratios far enough apart for poles such as tp = 1000 fp. */
const SIZES = [1, 2, 3, 1e3, 1e7];
/** Halvings of a segment after which numerator and denominator are taken to vanish together. */
const PATIENCE = 40;

/**
 * A family of counts, all positive, along which a quotient grows beyond all bounds because its denominator changes sign
 * inside, as that of `tp/(tp − fp)` does; undefined where none was met.
 *
 * On a segment between points at which the denominator has different signs, halving goes on until a bound on its slope
 * shows that the numerator keeps its sign on what is left. So the pole is certain, in exact arithmetic.
 */
export function interiorPole({ numerator, denominator }: RationalFunction): Family | undefined {
  const sides = signChange(denominator);
  if (!sides) return undefined;
  const [from, to] = sides;
  const t = Polynomial.variable('t');
  const along = Object.fromEntries(
    COUNT_NAMES.map((name, i) => [name, t.scale(to[i]! - from[i]!).add(Polynomial.constant(from[i]!))]),
  );
  const [above, below] = [numerator.substitute(along), denominator.substitute(along)];
  let ends: Ends = [Rational.of(0), Rational.of(1)];
  for (let i = 0; !keepsSign(above, ends); i++) {
    if (i === PATIENCE) return undefined;
    ends = halve(below, ends);
  }
  return (k) => {
    let inside = ends;
    while (inside[1].subtract(inside[0]).multiply(k).greaterThan(1)) inside = halve(below, inside);
    const at = inside.find((end) => valueAt(above, end) * valueAt(below, end) > 0)!;
    const { numerators } = commonDenominator(from.map((size, i) => at.multiply(to[i]! - size).add(size)));
    return Object.fromEntries(COUNT_NAMES.map((name, i) => [name, numerators[i]!])) as unknown as Counts<bigint>;
  };
}

/**
 * All-positive counts at which a polynomial is negative and positive, so that it vanishes between; undefined where none
 * were met.
 */
export function signChange(
  polynomial: Polynomial,
): [negative: readonly number[], positive: readonly number[]] | undefined {
  if (polynomial.isZero() || polynomial.coefficientSign() !== 0) return undefined;
  const points = [...vectors(SIZES, COUNT_NAMES.length)];
  const signs = points.map((point) =>
    polynomial.evaluate(Object.fromEntries(COUNT_NAMES.map((name, i) => [name, point[i]!]))).sign(),
  );
  const [negative, positive] = [points[signs.indexOf(-1)], points[signs.indexOf(1)]];
  return negative && positive && [negative, positive];
}

/** The ends of a segment at which the denominator is negative and positive, in the order of t. */
type Ends = readonly [Rational, Rational];

const valueAt = (p: Polynomial, t: Rational): number => p.evaluate({ t }).sign();

/**
 * The half at whose ends the denominator still has different signs; where it vanishes in the middle, that is moved a
 * little.
 */
function halve(below: Polynomial, [from, to]: Ends): Ends {
  let middle = from.add(to).divide(2);
  while (valueAt(below, middle) === 0) middle = middle.add(from).divide(2);
  return valueAt(below, middle) === valueAt(below, from) ? [middle, to] : [from, middle];
}

/**
 * Whether |p| at one end exceeds all that its slope can take away up to the other; the sum of |coefficients| of p'
 * bounds it on [0, 1].
 */
function keepsSign(p: Polynomial, [from, to]: Ends): boolean {
  const slope = [...p.derivative('t').terms.values()].reduce(
    (sum, { coefficient }) => sum.add(coefficient.abs()),
    Rational.of(0),
  );
  return p
    .evaluate({ t: from })
    .abs()
    .greaterThan(slope.multiply(to.subtract(from)));
}
