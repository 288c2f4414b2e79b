import { checkOptions } from '../options.js';
import { checkBins, probabilityBins, type ProbabilityBin, type ReliabilityOptions } from './probabilityBins.js';

/** The pixels whose probability lies in one bin. */
export interface ReliabilityBin {
  /** Ends of the bin, [lower, upper); the last bin holds 1 too. */
  lower: number;
  upper: number;
  count: number;
  /** Means over the bin's pixels; NaN where it has none. */
  meanProbability: number;
  foregroundFraction: number;
}

/**
 * The rows of a reliability diagram: among pixels of about the same predicted probability, how many are foreground?
 *
 * @param labels - in [0, 1]; soft labels count as fractions of foreground
 * @param probabilities - of the foreground, in [0, 1]
 * @throws UserError for lengths that differ, values outside [0, 1], or unknown options
 * @example
 * ```ts
 * import { reliability } from 'dice-workbook/evaluation';
 * reliability([0, 1, 1], [0.1, 0.6, 0.9], { bins: 2 })[1].foregroundFraction // => 1
 * ```
 * Source: A. H. Murphy and R. L. Winkler, Reliability of Subjective Probability Forecasts of Precipitation and
 * Temperature, Applied Statistics 26 (1977).
 */
export function reliability(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ReliabilityOptions = {},
): ReliabilityBin[] {
  checkOptions('reliability', options, ['bins', 'valid']);
  return reliabilityRows(probabilityBins(labels, probabilities, options));
}

/**
 * The rows of a reliability diagram from stored bins.
 *
 * @param bins - from `probabilityBins`, added over images with `addBins`
 * @example
 * ```ts
 * import { reliabilityRows } from 'dice-workbook/evaluation';
 * const bins = [{ count: 4, sumOfProbabilities: 1, sumOfLabels: 0 }, { count: 2, sumOfProbabilities: 1.5, sumOfLabels: 2 }];
 * reliabilityRows(bins)[1].meanProbability // => 0.75
 * ```
 */
export function reliabilityRows(bins: readonly ProbabilityBin[]): ReliabilityBin[] {
  checkBins('reliabilityRows', bins);
  return bins.map(({ count, sumOfProbabilities, sumOfLabels }, k) => ({
    lower: k / bins.length,
    upper: (k + 1) / bins.length,
    count,
    meanProbability: sumOfProbabilities / count,
    foregroundFraction: sumOfLabels / count,
  }));
}
