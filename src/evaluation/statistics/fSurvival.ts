import { UserError } from '../../userError.js';
import { isNumber } from '../checkArgument.js';
import { shown } from '../options.js';
import { checkDegrees } from './chiSquareSurvival.js';
import { logGamma } from './logGamma.js';

/**
 * The chance that a variable of the F distribution exceeds x: the p-value of a ratio of variances.
 *
 * `P(F > x) = I(d2/(d2 + d1·x); d2/2, d1/2)`, I the regularised incomplete beta function
 *
 * Small tails keep their relative accuracy: nothing is subtracted from 1.
 *
 * @param x - at least 0; Infinity gives 0
 * @param d1 - degrees of freedom of the numerator, above 0
 * @param d2 - and of the denominator
 * @throws UserError for anything else
 * @example
 * ```ts
 * import { fSurvival } from 'dice-workbook/evaluation';
 * fSurvival(3, 2, 2) // => 0.25
 * ```
 * Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/8.17.E22 (continued fraction).
 */
export function fSurvival(x: number, d1: number, d2: number): number {
  if (!isNumber(x, 0)) throw new UserError(`an F statistic is 0 or more, not ${shown(x)}.`);
  checkDegrees(d1);
  checkDegrees(d2);
  if (x === 0) return 1;
  if (d1 * x === Infinity) return 0;
  const [share, rest] = [d2 / (d2 + d1 * x), (d1 * x) / (d2 + d1 * x)];
  const [a, b] = [d2 / 2, d1 / 2];
  const factor = Math.exp(a * Math.log(share) + b * Math.log(rest) - logGamma(a) - logGamma(b) + logGamma(a + b));
  // The fraction is quick on this side of the mean; on the other, 1 − I is as accurate, for I is not small there.
  return share < (a + 1) / (a + b + 2)
    ? (factor / a) * betaFraction(a, b, share)
    : 1 - (factor / b) * betaFraction(b, a, rest);
}

/** The continued fraction of the incomplete beta function, evaluated forwards by Lentz's method. */
function betaFraction(a: number, b: number, x: number): number {
  const guard = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}
