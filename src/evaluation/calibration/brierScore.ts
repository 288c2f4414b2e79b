import { UserError } from '../../userError.js';
import { checkOptions } from '../options.js';
import { forEachPixel } from './probabilityBins.js';

/**
 * Brier score: the mean squared difference of probability and label.
 *
 * `(1/n)·Σ (p[i] − y[i])²`
 *
 * Range [0, 1], 0 is best.
 *
 * @param labels - in [0, 1]
 * @param probabilities - of the foreground, in [0, 1]
 * @param options - `valid`: 1 where a pixel counts, 0 where it does not; default: all count
 * @throws UserError for lengths that differ, values outside [0, 1], or where no pixel counts
 * @example
 * ```ts
 * import { brierScore } from 'dice-workbook/evaluation';
 * brierScore([0, 1], [0.5, 0.5]) // => 0.25
 * ```
 * Source: G. W. Brier, Verification of Forecasts Expressed in Terms of Probability, Monthly Weather Review 78 (1950).
 */
export function brierScore(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: { valid?: ArrayLike<number> } = {},
): number {
  checkOptions('brierScore', options, ['valid']);
  let sum = 0;
  let pixels = 0;
  forEachPixel(labels, probabilities, options.valid, (y, p) => {
    sum += (p - y) ** 2;
    pixels++;
  });
  if (pixels === 0)
    throw new UserError('a Brier score is a mean over pixels, and no pixel counts: leave the image out.');
  return sum / pixels;
}
