import { checkArgument } from '../checkArgument.js';
import { checkOptions, checkShare, checkWhole, isRecord, MOST_DRAWS } from '../options.js';
import { quantile } from './quantile.js';
import { resampleMeans } from './resampleMeans.js';
import { pairedDifferences, resamplingUnits } from './resamplingUnits.js';

/** A part of a gap, with its bootstrap interval. */
export interface RatioBootstrap {
  ratio: number;
  lower: number;
  upper: number;
}

/**
 * Bootstrap of what part of a gap between two methods a third one closes: `Σ (some[k] − low[k]) / Σ (high[k] − low[k])`, 0
 * where it scores like `low` and 1 where it scores like `high`. Patients are drawn, each with all its images.
 *
 * Where the gap may be 0, draws divide by nearly nothing and the interval says nothing: look at the gap first.
 *
 * @param scores - of the same images in the same order under three methods, and the patient of each
 * @param options - `resamples`: default 10 000; `seed`: default 1; `level`: coverage, default 0.95
 * @returns the ratio, and the ends of its percentile interval; NaN where a draw has no gap at all
 * @throws UserError where lengths differ, fewer than two patients stand, or a score is not finite
 * @example
 * ```ts
 * import { ratioBootstrap } from 'dice-workbook/evaluation';
 * const patients = ['a', 'b', 'c'];
 * const scores = { low: [0.2, 0.4, 0.3], some: [0.4, 0.5, 0.5], high: [0.6, 0.6, 0.7], patients };
 * ratioBootstrap(scores, { resamples: 999 }) // => { ratio: 0.5, lower: 0.5, upper: 0.5 }
 * ```
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 10 (ratio of two means).
 */
export function ratioBootstrap(
  scores: { low: ArrayLike<number>; some: ArrayLike<number>; high: ArrayLike<number>; patients: ArrayLike<string> },
  options: { resamples?: number; seed?: number; level?: number } = {},
): RatioBootstrap {
  checkArgument('ratioBootstrap', 'scores', scores, 'an object { low, some, high, patients }', isRecord(scores));
  checkOptions('ratioBootstrap', options, ['resamples', 'seed', 'level']);
  const { low, some, high, patients } = scores;
  const { resamples = 10_000, seed = 1, level = 0.95 } = options;
  checkWhole('ratioBootstrap', 'resamples', resamples, 1, MOST_DRAWS);
  checkWhole('ratioBootstrap', 'seed', seed);
  checkShare('ratioBootstrap', 'level', level);
  const [sums, counts] = [some, high].map((one) => resamplingUnits(pairedDifferences(one, low), patients).sums) as [
    Float64Array,
    Float64Array,
  ];
  const ratios = resampleMeans({ sums, counts }, resamples, seed).sort();
  const total = (of: Float64Array) => of.reduce((sum, value) => sum + value, 0);
  // NaN sorts to the end.
  const whole = !Number.isNaN(ratios.at(-1));
  return {
    ratio: total(sums) / total(counts),
    lower: whole ? quantile(ratios, (1 - level) / 2) : NaN,
    upper: whole ? quantile(ratios, (1 + level) / 2) : NaN,
  };
}
