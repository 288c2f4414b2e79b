import type { Rational } from '../rigor/index.js';
import { exactWeight, type Weight } from './arithmetic.js';

/** The exact value of a weight that must be at least zero; `name` stands in the error. */
export function nonNegative(name: string, weight: Weight): Rational {
  const exact = parsed(name, weight);
  if (exact.sign() < 0) throw new RangeError(`${name} must be at least 0; got ${weight}.`);
  return exact;
}

/** The exact value of a weight that must lie in [0, 1]. */
export function fractional(name: string, weight: Weight): Rational {
  const exact = parsed(name, weight);
  if (exact.sign() < 0 || exact.greaterThan(1)) throw new RangeError(`${name} must lie between 0 and 1; got ${weight}.`);
  return exact;
}

function parsed(name: string, weight: Weight): Rational {
  try {
    return exactWeight(weight);
  } catch {
    throw new RangeError(`${name} must be a finite number such as 3, 0.3, 3/10 or 1e-3; got '${weight}'.`);
  }
}
