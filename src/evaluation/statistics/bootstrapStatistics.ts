import { checkArgument } from '../checkArgument.js';
import { seededRandom } from '../../random.js';
import { checkNumbers, checkOptions, checkShare, checkWhole, MOST_DRAWS } from '../options.js';
import { quantile } from './quantile.js';

/** A number computed of units, and how it scatters when other units are drawn. */
export interface BootstrappedStatistic {
  /** Of the units as they are. */
  value: number;
  /** Ends of the percentile interval. */
  lower: number;
  upper: number;
  /** Twice the smaller share of resamples at or beyond 0, at most 1; never 0. */
  pTwoSided: number;
}

/**
 * Bootstrap of numbers that are computed of all units at once, such as differences of lowest means: the units are drawn
 * with replacement, for all numbers the same ones, so that what is paired stays paired.
 *
 * `p = min(1, 2·min(1 + #{s* ≤ 0}, 1 + #{s* ≥ 0}) / (B + 1))`
 *
 * @param units - their number, at least 2
 * @param statistics - the numbers of the units drawn, each given by its place and as often as it was drawn
 * @param options - `resamples`: default 5 000; `seed`: default 1; `level`: of the interval, default 0.95
 * @returns one for each number
 * @throws UserError where an option has no meaning
 * @example
 * ```ts
 * import { bootstrapStatistics } from 'dice-workbook/evaluation';
 * const x = [0.1, 0.2, 0.3];
 * const [mean] = bootstrapStatistics(3, (drawn) => [drawn.reduce((sum, k) => sum + x[k] / 3, 0)], { resamples: 999 });
 * mean.value // => 0.2
 * mean.pTwoSided // => 0.002
 * ```
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 16.
 */
export function bootstrapStatistics(
  units: number,
  statistics: (drawn: number[]) => number[],
  options: { resamples?: number; seed?: number; level?: number } = {},
): BootstrappedStatistic[] {
  checkOptions('bootstrapStatistics', options, ['resamples', 'seed', 'level']);
  const { resamples = 5000, seed = 1, level = 0.95 } = options;
  checkWhole('bootstrapStatistics', 'units', units, 2, MOST_DRAWS);
  checkWhole('bootstrapStatistics', 'resamples', resamples, 1, MOST_DRAWS);
  checkArgument(
    'bootstrapStatistics',
    'statistics',
    statistics,
    'a function of the units drawn',
    typeof statistics === 'function',
  );
  checkWhole('bootstrapStatistics', 'seed', seed);
  checkShare('bootstrapStatistics', 'level', level);
  const random = seededRandom(seed, 0x57a7);
  const values = statistics(Array.from({ length: units }, (_, k) => k));
  checkNumbers('bootstrapStatistics', 'what statistics gives', values);
  const drawn = values.map(() => new Float64Array(resamples));
  for (let r = 0; r < resamples; r++)
    statistics(Array.from({ length: units }, () => random.integer(units))).forEach((one, k) => (drawn[k]![r] = one));
  return values.map((value, k) => {
    const sorted = drawn[k]!.sort();
    const [notAbove, notBelow] = [sorted.filter((one) => one <= 0).length, sorted.filter((one) => one >= 0).length];
    return {
      value,
      lower: quantile(sorted, (1 - level) / 2),
      upper: quantile(sorted, (1 + level) / 2),
      pTwoSided: Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (resamples + 1)),
    };
  });
}
