import { addDown, addUp, Interval, multiplyDown, multiplyUp, type Box, type Polynomial } from '../../rigor/index.js';
import { wedge } from './kernelDirections.js';
import type { RadicalTerm } from './radicals.js';

type BoxFunction = (box: Box) => Interval;
const [one, two, nonNegative] = [new Interval(1), new Interval(2), new Interval(0, Infinity)] as const;

/**
 * A polynomial made ready for many boxes with sides in [0, ∞): there every power is increasing, so a term's range has
 * the powers of the ends as its ends and needs no case distinction.
 *
 * @returns a function from a box (sides in the order of `names`) to an interval that holds all values on it
 */
export function boxPolynomial(polynomial: Polynomial, names: readonly string[]): (box: Box) => Interval {
  // A common power is taken out, so that a sum that changes sign only there keeps its sign on the whole box.
  const divisor = polynomial.monomialDivisor();
  const common = names.map((name) => divisor.get(name) ?? 0);
  const terms = [...polynomial.divideByMonomial(divisor).terms.values()].map(({ exponents, coefficient }) => {
    const { lower, upper } = Interval.from(coefficient);
    return { lower, upper, powers: names.map((name) => exponents.get(name) ?? 0) };
  });
  const degrees = names.map((_, i) => Math.max(common[i]!, ...terms.map(({ powers }) => powers[i]!)));
  const downs = degrees.map((degree) => new Float64Array(degree + 1).fill(1));
  const ups = degrees.map((degree) => new Float64Array(degree + 1).fill(1));
  return (box) => {
    degrees.forEach((degree, i) => {
      const { lower, upper } = box[i]!;
      for (let k = 1; k <= degree; k++) {
        downs[i]![k] = multiplyDown(downs[i]![k - 1]!, lower);
        ups[i]![k] = multiplyUp(ups[i]![k - 1]!, upper);
      }
    });
    const product = (
      powers: readonly number[],
      table: readonly Float64Array[],
      multiply: (a: number, b: number) => number,
    ) => {
      let value = 1;
      for (let i = 0; i < powers.length; i++) if (powers[i] !== 0) value = multiply(value, table[i]![powers[i]!]!);
      return value;
    };
    let [least, most] = [0, 0];
    for (const { lower, upper, powers } of terms) {
      const [small, large] = [product(powers, downs, multiplyDown), product(powers, ups, multiplyUp)];
      least = addDown(least, multiplyDown(lower, lower < 0 ? large : small));
      most = addUp(most, multiplyUp(upper, upper < 0 ? small : large));
    }
    const rest = new Interval(least, most);
    return divisor.size === 0
      ? rest
      : rest.multiply(new Interval(product(common, downs, multiplyDown), product(common, ups, multiplyUp)));
  };
}

/**
 * `R√Q` and its gradient as interval functions on boxes of the chart, with `R = n/d` and `Q = a/b`:
 * `∂(R√Q) = (2(n'd − nd')ab + nd(a'b − ab')) / (2d²ab) · √Q`, whose numerator is one exact polynomial.
 */
export function boxFunction(
  { factor: { numerator: n, denominator: d }, radicand: { numerator: a, denominator: b } }: RadicalTerm,
  variables: readonly string[],
) {
  const [top, bottom, above, below] = [n, d, a, b].map((p) => boxPolynomial(p, variables)) as [
    BoxFunction,
    BoxFunction,
    BoxFunction,
    BoxFunction,
  ];
  const rational = a.equals(b);
  const root: BoxFunction = rational
    ? () => one
    : (box) => (above(box).divide(below(box)).intersect(nonNegative) ?? nonNegative).sqrt();
  const slopes = variables.map((name) =>
    boxPolynomial(
      rational
        ? wedge(n, d, name)
        : wedge(n, d, name)
            .multiply(a)
            .multiply(b)
            .scale(2)
            .add(n.multiply(d).multiply(wedge(a, b, name))),
      variables,
    ),
  );
  const below2: BoxFunction = rational
    ? (box) => bottom(box).square()
    : (box) => bottom(box).square().multiply(above(box)).multiply(below(box)).multiply(two);
  return {
    value: (box: Box) => top(box).divide(bottom(box)).multiply(root(box)),
    gradient(box: Box): Interval[] {
      const [scale, divisor] = [root(box), below2(box)];
      return slopes.map((slope) => slope(box).divide(divisor).multiply(scale));
    },
  };
}
