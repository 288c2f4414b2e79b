import { UserError } from '../../userError.js';
import { checkArgument } from '../checkArgument.js';
import { checkOptions, shown } from '../options.js';
import { scaleOf, tied } from '../slack.js';
import { chiSquareSurvival } from './chiSquareSurvival.js';
import { ranks } from './ranks.js';
import { pairedDifferences } from './resamplingUnits.js';

export interface WilcoxonOptions {
  /**
   * What becomes of differences of 0. `wilcox` (default): they are left out before ranking; `pratt`: they are ranked
   * with the others, and their ranks are left out.
   */
  zeros?: 'wilcox' | 'pratt';
  /** `W` is moved half a step towards its mean before it is compared with the normal law. Default false. */
  continuity?: boolean;
}

export interface WilcoxonTest {
  /** Sums of the ranks of |a − b| where a is larger, and where b is. */
  wPlus: number;
  wMinus: number;
  /** Two-sided. */
  p: number;
  /** True where p was counted over all signs of the ranks, false where the normal law stands for them. */
  exact: boolean;
  /** Pairs whose difference is not 0, and pairs whose difference is. */
  pairs: number;
  zeros: number;
}

/** Above this many pairs the normal law is used; and above so many where sizes tie or are 0. */
const LARGEST_EXACT = 50;
const LARGEST_EXACT_WITH_TIES = 13;

/**
 * Wilcoxon's signed-rank test of paired scores: are the differences symmetric about 0?
 *
 * `W+ = Σ of rank |d[k]| over d[k] > 0`, `d = a − b`; p = P(W is at least as far from its mean)
 *
 * Exact up to 50 pairs, where no size of a difference occurs twice and none is 0, and up to 13 pairs in any case, as
 * SciPy's default; else by the normal law with the variance corrected for ties: `(Σ rank²)/4` over the ranks that count. Sizes within rounding (1e-7 of the largest
 * score) tie, and differences within it are 0. Without a difference p is 1.
 *
 * Pairs are taken as independent: give patients, not the slices of a few.
 *
 * @param a - score of each unit under one method
 * @param b - score of the same units, in the same order, under the other
 * @throws UserError where lengths differ, no pair stands, a difference is not finite, or an option is unknown
 * @example
 * ```ts
 * import { wilcoxonSignedRank } from 'dice-workbook/evaluation';
 * wilcoxonSignedRank([3, 5, 8, 2], [2, 3, 4, 5]).p // => 0.625
 * ```
 * Source: F. Wilcoxon, Individual Comparisons by Ranking Methods, Biometrics Bulletin 1 (1945); J. W. Pratt, Remarks on
 * Zeros and Ties in the Wilcoxon Signed Rank Procedures, JASA 54 (1959).
 */
export function wilcoxonSignedRank(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: WilcoxonOptions = {},
): WilcoxonTest {
  checkOptions('wilcoxonSignedRank', options, ['zeros', 'continuity']);
  const { zeros = 'wilcox', continuity = false } = options;
  if (zeros !== 'wilcox' && zeros !== 'pratt')
    throw new UserError(`zeros is 'wilcox' (left out before ranking) or 'pratt' (after), not ${shown(zeros)}.`);
  checkArgument('wilcoxonSignedRank', 'continuity', continuity, 'true or false', typeof continuity === 'boolean');
  const raw = pairedDifferences(a, b);
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const all = raw.map((d) => (tied(d, 0, scale) ? 0 : d));
  if (all.length === 0) throw new UserError('wilcoxonSignedRank needs at least one pair of scores, and none came.');
  const differences = zeros === 'wilcox' ? all.filter((d) => d !== 0) : all;
  // Ranks count from the smallest size up.
  const places = ranks(
    differences.map((d) => -Math.abs(d)),
    scale,
  );
  const kept = places.filter((_, k) => differences[k] !== 0);
  const wPlus = places.reduce((sum, rank, k) => ((differences[k] ?? 0) > 0 ? sum + rank : sum), 0);
  const wMinus = places.reduce((sum, rank, k) => ((differences[k] ?? 0) < 0 ? sum + rank : sum), 0);
  const pairs = kept.length;
  const counted = all.length - pairs;
  const distinct = counted === 0 && new Set(kept).size === pairs;
  const exact = all.length <= (distinct ? LARGEST_EXACT : LARGEST_EXACT_WITH_TIES);
  const p = pairs === 0 ? 1 : exact ? exactP(kept, Math.min(wPlus, wMinus)) : normalP(kept, wPlus, continuity);
  return { wPlus, wMinus, p, exact, pairs, zeros: counted };
}

/** Twice the share of the signs under which the positive ranks sum to `smaller` or less. */
function exactP(ranksKept: readonly number[], smaller: number): number {
  // Ranks that tie share a mean, a multiple of a half: sums are counted in halves. ways[w]: subsets of the ranks so far
  // whose sum is w/2; below 2^50, so that floats count them exactly.
  const halves = ranksKept.map((rank) => 2 * rank);
  const ways = new Float64Array(halves.reduce((sum, rank) => sum + rank, 0) + 1);
  ways[0] = 1;
  for (const rank of halves)
    for (let w = ways.length - 1; w >= rank; w--) ways[w] = (ways[w] ?? 0) + (ways[w - rank] ?? 0);
  const tail = ways.subarray(0, 2 * smaller + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / 2 ** halves.length);
}

function normalP(kept: readonly number[], wPlus: number, continuity: boolean): number {
  const mean = kept.reduce((sum, rank) => sum + rank, 0) / 2;
  const variance = kept.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  const distance = Math.max(0, Math.abs(wPlus - mean) - (continuity ? 0.5 : 0));
  return chiSquareSurvival(distance ** 2 / variance, 1);
}
