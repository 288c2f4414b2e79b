import { reliability, type ReliabilityOptions } from './reliability.js';

/**
 * Expected calibration error of foreground probabilities (ECE): how far, on average over pixels, probability and
 * frequency lie apart.
 *
 * `Σ over bins of (count / pixels)·|meanProbability − foregroundFraction|`
 *
 * It bounds the volume bias: `|mean p − mean y| ≤ ECE`. Probabilities of the foreground are binned, not the confidence
 * of the likelier class. NaN where no pixel counts. Range [0, 1], 0 is best.
 *
 * @param labels - in [0, 1]
 * @param probabilities - of the foreground, in [0, 1]
 * @throws UserError for lengths that differ, or values outside [0, 1]
 * @example
 * ```ts
 * import { expectedCalibrationError } from 'dice-workbook/evaluation';
 * expectedCalibrationError([0, 1], [0.25, 0.75]) // => 0.25
 * ```
 * Source: C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017, equation 3, for the foreground class.
 */
export function expectedCalibrationError(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ReliabilityOptions = {},
): number {
  let weighted = 0;
  let pixels = 0;
  for (const { count, meanProbability, foregroundFraction } of reliability(labels, probabilities, options)) {
    if (count > 0) weighted += count * Math.abs(meanProbability - foregroundFraction);
    pixels += count;
  }
  return weighted / pixels;
}
