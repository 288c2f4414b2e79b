import { checkOptions, checkShare, checkWhole, MOST_DRAWS } from '../options.js';
import { RELATIVE_SLACK, scaleOf } from '../slack.js';
import { quantile } from './quantile.js';
import { resampleMeans } from './resampleMeans.js';
import { pairedDifferences, resamplingUnits } from './resamplingUnits.js';

export interface PairedBootstrapOptions {
  /** Number of bootstrap samples, at least 1. Default 10 000. */
  resamples?: number;
  /** Integer; the same seed gives the same result on every machine. Default 1. */
  seed?: number;
  /** Coverage of the interval, in (0, 1). Default 0.95. */
  level?: number;
  /** The patient of each image: then patients are drawn, each with all its images. Default: images are drawn. */
  patients?: ArrayLike<string | number>;
}

export interface PairedBootstrap {
  /** Mean over images of `a − b`. */
  mean: number;
  /** Ends of the percentile interval at `level`. */
  lower: number;
  upper: number;
  /** One-sided p-value for "a scores more than b": small where a is better. */
  pGreater: number;
  /** One-sided p-value for "a scores less than b". */
  pLess: number;
  /** Two-sided p-value: twice the smaller of the two, at most 1. */
  pTwoSided: number;
  images: number;
  /** What was drawn: the number of patients, or of images where none are named. */
  units: number;
  resamples: number;
  level: number;
}

/**
 * Paired bootstrap of the mean difference between two scores per image.
 *
 * `δ[k] = a[k] − b[k];  pGreater = (1 + #{mean δ* ≤ 0}) / (B + 1);  pLess = (1 + #{mean δ* ≥ 0}) / (B + 1)`
 *
 * over B resamples with replacement; the interval holds the (1 ± level)/2 quantiles of mean δ*. A p-value is never 0,
 * and two equal scores give 1 on both sides; equal means up to rounding (1e-7 of the largest score). Slices of one volume are not independent: name their `patients`, or the
 * interval is too narrow.
 *
 * @param a - score of each image under one method
 * @param b - score of the same images, in the same order, under the other
 * @throws UserError where lengths differ, fewer than two units stand, or a difference is not finite (a NaN is never
 * left out silently)
 * @example
 * ```ts
 * import { pairedBootstrap } from 'dice-workbook/evaluation';
 * const { mean, pGreater } = pairedBootstrap([0.9, 0.8, 0.85], [0.8, 0.7, 0.75], { resamples: 999 });
 * mean // => 0.1
 * pGreater // => 0.001
 * ```
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 16.
 */
export function pairedBootstrap(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: PairedBootstrapOptions = {},
): PairedBootstrap {
  checkOptions('pairedBootstrap', options, ['resamples', 'seed', 'level', 'patients']);
  const { resamples = 10_000, seed = 1, level = 0.95, patients } = options;
  checkWhole('pairedBootstrap', 'resamples', resamples, 1, MOST_DRAWS);
  checkWhole('pairedBootstrap', 'seed', seed);
  checkShare('pairedBootstrap', 'level', level);
  const units = resamplingUnits(pairedDifferences(a, b), patients);
  const means = resampleMeans(units, resamples, seed).sort();
  let notAbove = 0;
  let notBelow = 0;
  // Differences of equal scores may be rounding alone: it is told by the size of the scores.
  const zero = RELATIVE_SLACK * Math.max(scaleOf(a), scaleOf(b));
  for (const mean of means) {
    if (mean <= zero) notAbove++;
    if (mean >= -zero) notBelow++;
  }
  const [pGreater, pLess] = [notAbove, notBelow].map((count) => (1 + count) / (resamples + 1)) as [number, number];
  return {
    mean: units.sums.reduce((sum, d) => sum + d, 0) / a.length,
    lower: quantile(means, (1 - level) / 2),
    upper: quantile(means, (1 + level) / 2),
    pGreater,
    pLess,
    pTwoSided: Math.min(1, 2 * Math.min(pGreater, pLess)),
    images: a.length,
    units: units.sums.length,
    resamples,
    level,
  };
}
