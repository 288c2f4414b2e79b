import { UserError } from '../../userError.js';
import { checkOptions } from '../options.js';
import { checkBins, probabilityBins, type ProbabilityBin, type ReliabilityOptions } from './probabilityBins.js';

/**
 * Expected calibration error of foreground probabilities (ECE): how far, on average over pixels, probability and
 * frequency lie apart.
 *
 * `Σ over bins of (count / pixels)·|meanProbability − foregroundFraction|`
 *
 * It bounds the volume bias: `|mean p − mean y| ≤ ECE`. Probabilities of the foreground are binned, not the confidence
 * of the likelier class. Range [0, 1], 0 is best.
 *
 * @param labels - in [0, 1]
 * @param probabilities - of the foreground, in [0, 1]
 * @throws UserError for lengths that differ, values outside [0, 1], or where no pixel counts
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
  checkOptions('expectedCalibrationError', options, ['bins', 'valid']);
  return calibrationError(probabilityBins(labels, probabilities, options));
}

/**
 * Expected calibration error from stored bins: see `expectedCalibrationError`.
 *
 * `Σ over bins of |sumOfProbabilities − sumOfLabels| / pixels`
 *
 * @param bins - from `probabilityBins`, added over images with `addBins`
 * @throws UserError where the bins hold no pixel
 * @example
 * ```ts
 * import { calibrationError } from 'dice-workbook/evaluation';
 * calibrationError([{ count: 4, sumOfProbabilities: 1, sumOfLabels: 2 }]) // => 0.25
 * ```
 */
export function calibrationError(bins: readonly ProbabilityBin[]): number {
  checkBins('calibrationError', bins);
  const pixels = bins.reduce((sum, { count }) => sum + count, 0);
  if (!(pixels > 0))
    throw new UserError('a calibration error is a mean over pixels, and no pixel counts: leave the image out.');
  const gap = bins.reduce((sum, bin) => sum + Math.abs(bin.sumOfProbabilities - bin.sumOfLabels), 0);
  return gap / pixels;
}
