import { exactWeight, type Arithmetic } from '../../overlap/index.js';
import { Rational, rational } from '../../rigor/index.js';

/** A value with its derivative by one chosen input: forward automatic differentiation, exact in rational arithmetic. */
export interface Dual {
  value: Rational;
  slope: Rational;
}

const sum = (a: Dual, b: Dual): Dual => ({ value: a.value.add(b.value), slope: a.slope.add(b.slope) });
const product = (a: Dual, b: Dual): Dual => ({ value: a.value.multiply(b.value), slope: a.slope.multiply(b.value).add(a.value.multiply(b.slope)) });

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
    throw new RangeError('The square root has no exact derivative in fractions; measures with a root cannot be differentiated here.');
  },
};

/** The exact gradient of `f` at `point`, one forward pass for each input. */
export function gradient(f: (inputs: Dual[]) => Dual, point: readonly Rational[]): Rational[] {
  return point.map((_, i) => f(point.map((value, j) => ({ value, slope: rational(i === j ? 1 : 0) }))).slope);
}
