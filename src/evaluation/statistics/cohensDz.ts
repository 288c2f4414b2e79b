import { checkOptions } from '../options.js';
import { scaleOf, tied } from '../slack.js';
import { pairedDifferences, unitMeans } from './resamplingUnits.js';

/**
 * Cohen's d_z, the effect size of paired scores: the mean difference in units of the differences' standard deviation.
 *
 * `d_z = mean(a − b) / sd(a − b)`, sd with n − 1
 *
 * With `patients`, over patients, each with its mean difference, so that many slices of one do not count as many. Where
 * all differences are equal (up to rounding): 0 if they are 0, else ±Infinity. It says how consistent a difference is,
 * not how large: .001 Dice in every patient alike has an infinite d_z.
 *
 * @param a - score of each image under one method
 * @param b - score of the same images, in the same order, under the other
 * @param options - `patients`: the patient of each image; default: each image for itself
 * @throws UserError where lengths differ, fewer than two units stand, or a difference is not finite
 * @example
 * ```ts
 * import { cohensDz } from 'dice-workbook/evaluation';
 * cohensDz([3, 2, 1], [0, 0, 0]) // => 2
 * ```
 * Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.3.5.
 */
export function cohensDz(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: { patients?: ArrayLike<string | number> } = {},
): number {
  checkOptions('cohensDz', options, ['patients']);
  const differences = unitMeans(pairedDifferences(a, b), options.patients);
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  const squares = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (differences.length - 1));
  const scale = Math.max(scaleOf(a), scaleOf(b));
  if (!tied(deviation, 0, scale)) return mean / deviation;
  return tied(mean, 0, scale) ? 0 : Math.sign(mean) * Infinity;
}
