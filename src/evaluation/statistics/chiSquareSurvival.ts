import { UserError } from '../../userError.js';
import { isNumber } from '../checkArgument.js';
import { shown } from '../options.js';
import { logGamma } from './logGamma.js';

/**
 * The chance that a chi-square variable exceeds x: the p-value of a statistic that follows that law.
 *
 * `P(X > x) = Q(degrees/2, x/2)`, Q the regularised upper incomplete gamma function
 *
 * Small tails keep their relative accuracy (about 13 digits): nothing is subtracted from 1. With one degree of freedom
 * and x = z², it is the two-sided p-value of a standard normal z.
 *
 * @param x - at least 0; Infinity gives 0
 * @param degrees - of freedom, above 0
 * @throws UserError for anything else
 * @example
 * ```ts
 * import { chiSquareSurvival } from 'dice-workbook/evaluation';
 * chiSquareSurvival(2, 2) // => Math.exp(-1)
 * ```
 * Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/8.11.E4 (series) and
 * https://dlmf.nist.gov/8.9.E2 (continued fraction).
 */
export function chiSquareSurvival(x: number, degrees: number): number {
  if (!isNumber(x, 0)) throw new UserError(`a chi-square statistic is 0 or more, not ${shown(x)}.`);
  checkDegrees(degrees);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const [a, z] = [degrees / 2, x / 2];
  const factor = Math.exp(a * Math.log(z) - z - logGamma(a));
  return z < a + 1 ? 1 - factor * lowerSeries(a, z) : factor * upperFraction(a, z);
}

/** `Γ(a)·P(a, z) / (z^a e^(−z))`, a series of positive terms, quick for z < a + 1. */
function lowerSeries(a: number, z: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k++) sum += term *= z / (a + k);
  return sum;
}

/** `Γ(a)·Q(a, z) / (z^a e^(−z))`, its continued fraction summed forwards by Steed's method, quick for z ≥ a + 1. */
function upperFraction(a: number, z: number): number {
  let b = z + 1 - a;
  let d = 1 / b;
  let step = d;
  let sum = d;
  for (let k = 1; k < 10_000 && Math.abs(step) > 1e-17 * Math.abs(sum); k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (b + numerator * d);
    step *= b * d - 1;
    sum += step;
  }
  return sum;
}

/** Refuses degrees of freedom that there are not. */
export function checkDegrees(degrees: unknown): void {
  if (!isNumber(degrees, 1e-15, 1e15))
    throw new UserError(`degrees of freedom lie above 0, not at ${shown(degrees)}, and at most at 1e15.`);
}
