import { addDown, addUp, Interval, multiplyDown, multiplyUp, type Box, type Polynomial } from '../../rigor/index.js';

/**
 * A polynomial made ready for many boxes with sides in [0, ∞): there every power is increasing, so a term's range has the powers of the
 * ends as its ends and needs no case distinction.
 *
 * @returns a function from a box (sides in the order of `names`) to an interval that holds all values on it
 */
export function boxPolynomial(polynomial: Polynomial, names: readonly string[]): (box: Box) => Interval {
  // A common power is taken out, so that a sum that changes sign only there keeps its sign on the whole box.
  const divisor = polynomial.monomialDivisor();
  const common = names.map((name) => divisor.get(name) ?? 0);
  const terms = [...polynomial.divideByMonomial(divisor).terms.values()].map(({ exponents, coefficient }) => {
    const { lower, upper } = Interval.from(coefficient);
    return { lower, upper, negative: upper < 0, powers: names.map((name) => exponents.get(name) ?? 0) };
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
    const product = (powers: readonly number[], table: readonly Float64Array[], multiply: (a: number, b: number) => number) => {
      let value = 1;
      for (let i = 0; i < powers.length; i++) if (powers[i] !== 0) value = multiply(value, table[i]![powers[i]!]!);
      return value;
    };
    let [least, most] = [0, 0];
    for (const { lower, upper, negative, powers } of terms) {
      const [small, large] = [product(powers, downs, multiplyDown), product(powers, ups, multiplyUp)];
      least = addDown(least, multiplyDown(lower, negative ? large : small));
      most = addUp(most, multiplyUp(upper, negative ? small : large));
    }
    const rest = new Interval(least, most);
    return divisor.size === 0 ? rest : rest.multiply(new Interval(product(common, downs, multiplyDown), product(common, ups, multiplyUp)));
  };
}
