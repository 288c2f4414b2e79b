import { seededRandom } from '../../random.js';
import { checkOptions, checkWhole, MOST_DRAWS } from '../options.js';
import { RELATIVE_SLACK, scaleOf } from '../slack.js';
import { pairedDifferences, resamplingUnits } from './resamplingUnits.js';

export interface SignFlipOptions {
  /**
   * Number of random flips; where all 2^units are no more than that, each is taken once and the test is exact. Default
   * 10 000.
   */
  resamples?: number;
  /** Integer; the same seed gives the same result on every machine. Default 1. */
  seed?: number;
  /** The patient of each image: then all images of a patient change sides together. Default: each image for itself. */
  patients?: ArrayLike<string | number>;
}

export interface SignFlipTest {
  mean: number;
  /** One-sided p-values for "a scores more than b" and "a scores less than b", and the two-sided one. */
  pGreater: number;
  pLess: number;
  pTwoSided: number;
  /** True where every assignment of signs was enumerated. */
  exact: boolean;
}

/**
 * Paired permutation test: were a and b exchangeable in every image, how often would the mean difference be at least as
 * large?
 *
 * `δ[k] = a[k] − b[k];  pGreater = #{mean of ±δ ≥ mean of δ} / (number of sign assignments)`
 *
 * Drawn at random, `(1 + #) / (resamples + 1)`. Ties count: the observed assignment is one of them, so that p is never
 * 0.
 *
 * @param a - score of each image under one method
 * @param b - score of the same images, in the same order, under the other
 * @throws UserError where lengths differ, fewer than two images stand, or a difference is not finite
 * @example
 * ```ts
 * import { signFlipTest } from 'dice-workbook/evaluation';
 * signFlipTest([3, 2, 1], [0, 0, 0]).pGreater // => 0.125
 * ```
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21.
 */
export function signFlipTest(a: ArrayLike<number>, b: ArrayLike<number>, options: SignFlipOptions = {}): SignFlipTest {
  checkOptions('signFlipTest', options, ['resamples', 'seed', 'patients']);
  const { resamples = 10_000, seed = 1, patients } = options;
  checkWhole('signFlipTest', 'resamples', resamples, 1, MOST_DRAWS);
  checkWhole('signFlipTest', 'seed', seed);
  const { sums } = resamplingUnits(pairedDifferences(a, b), patients);
  const n = sums.length;
  const observed = sums.reduce((sum, d) => sum + d, 0);
  // Sums that differ only by the rounding of the scores are ties.
  const tie = RELATIVE_SLACK * Math.max(scaleOf(a), scaleOf(b), scaleOf(sums));
  const exact = 2 ** n <= resamples;
  const random = seededRandom(seed, 0xf11b);
  const flips = exact ? 2 ** n : resamples;
  const hits = { greater: 0, less: 0, either: 0 };
  for (let r = 0; r < flips; r++) {
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const flipped = exact ? (r >> k) & 1 : random.uniform() < 0.5;
      sum += flipped ? -sums[k]! : sums[k]!;
    }
    if (sum >= observed - tie) hits.greater++;
    if (sum <= observed + tie) hits.less++;
    if (Math.abs(sum) >= Math.abs(observed) - tie) hits.either++;
  }
  const p = (count: number) => (exact ? count / flips : (1 + count) / (flips + 1));
  return {
    mean: observed / a.length,
    pGreater: p(hits.greater),
    pLess: p(hits.less),
    pTwoSided: p(hits.either),
    exact,
  };
}
