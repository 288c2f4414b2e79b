import { exactWeight, type Arithmetic, type Measure } from '../../overlap/index.js';
import { Rational, rational } from '../../rigor/index.js';
import { softCounts } from './softCounts.js';

/** A value with its derivative by one chosen input: forward automatic differentiation, exact in rational arithmetic. */
export interface Dual {
  value: Rational;
  slope: Rational;
}

const sum = (a: Dual, b: Dual): Dual => ({ value: a.value.add(b.value), slope: a.slope.add(b.slope) });
const product = (a: Dual, b: Dual): Dual => ({
  value: a.value.multiply(b.value),
  slope: a.slope.multiply(b.value).add(a.value.multiply(b.slope)),
});

/** Arithmetic on dual numbers: a measure written once for every arithmetic brings its exact derivative along. */
export const duals: Arithmetic<Dual> = {
  of: (value) => ({ value: exactWeight(value), slope: rational(0) }),
  add: (...terms) => terms.reduce(sum),
  subtract: (a, b) => ({ value: a.value.subtract(b.value), slope: a.slope.subtract(b.slope) }),
  multiply: (...factors) => factors.reduce(product),
  divide(a, b) {
    const value = a.value.divide(b.value);
    return { value, slope: a.slope.subtract(value.multiply(b.slope)).divide(b.value) };
  },
  sqrt() {
    throw new RangeError(
      'The square root has no exact derivative in fractions; measures with a root cannot be differentiated here.',
    );
  },
};

/** The exact gradient of `f` at `point`, one forward pass for each input. */
export function gradient(f: (inputs: Dual[]) => Dual, point: readonly Rational[]): Rational[] {
  return point.map((_, i) => f(point.map((value, j) => ({ value, slope: rational(i === j ? 1 : 0) }))).slope);
}

/**
 * The exact gradient of a measure's soft form (L1 norm, no smoothing) by forward automatic differentiation, one entry
 * for each pixel.
 *
 * @throws RangeError where the score is 0/0 or the formula takes a root.
 * @example
 * ```ts
 * import { dice } from 'dice-workbook/overlap';
 * import { rational } from 'dice-workbook/rigor';
 * import { softGradient } from 'dice-workbook/theory';
 * softGradient(dice, [1, 0], [rational(1, 2), rational(1, 2)]).join() // => '3/4,-1/4'
 * ```
 */
export function softGradient(
  measure: Measure,
  labels: readonly number[],
  probabilities: readonly Rational[],
): Rational[] {
  return gradient((inputs) => measure.over(softCounts(labels, inputs, duals), duals), probabilities);
}
