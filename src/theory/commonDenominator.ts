import { rational, type Rational } from '../rigor/index.js';

/** Fractions as integers over one denominator, the least common one: comparisons of their sums are then comparisons of integers. */
export function commonDenominator(values: readonly Rational[]): { numerators: bigint[]; denominator: bigint } {
  // d / gcd(d, common) is the numerator of d/common in lowest terms.
  const denominator = values.reduce((common, { denominator: d }) => common * rational(d, common).numerator, 1n);
  return { numerators: values.map((value) => (value.numerator * denominator) / value.denominator), denominator };
}
