import { UserError } from '../../userError.js';
import { chiSquareSurvival } from './chiSquareSurvival.js';
import { fSurvival } from './fSurvival.js';
import { ranks } from './ranks.js';
import { scoreTable, type ScoresByMethod } from './scoreTable.js';

export interface FriedmanTest {
  /** Friedman's statistic, corrected for ties, and its p-value by the chi-square law. */
  chiSquare: number;
  degrees: number;
  p: number;
  /** Iman and Davenport's statistic, less conservative, and its p-value by the F law. */
  f: number;
  fDegrees: [number, number];
  pF: number;
  /** Mean rank of each method over the blocks, 1 is best. */
  meanRanks: Record<string, number>;
  blocks: number;
}

/**
 * Friedman test: do k methods differ, judged by their ranks within each of n blocks (tasks, or images)?
 *
 * `χ² = (k − 1)·(Σ over methods of (R − n(k + 1)/2)²) / (Σ over blocks of Σ over methods of (r − (k + 1)/2)²);
 * F = (n − 1)·χ² / (n(k − 1) − χ²)`, R the sum of a method's ranks r
 *
 * χ² follows the chi-square law with k − 1 degrees, F the F law with k − 1 and (k − 1)(n − 1), for large n. Ties share
 * their mean rank; without any, χ² is the textbook's `12/(nk(k + 1))·Σ R² − 3n(k + 1)`. Where every block ties all
 * methods, nothing differs: χ² and F are 0, p is 1. Where all blocks rank alike without ties, F is infinite and pF 0.
 *
 * @param scores - `{method: score in each block}`, larger is better, two blocks or more, no NaN
 * @throws UserError where fewer than two methods or blocks stand, lengths differ, or a score is NaN
 * @example
 * ```ts
 * import { friedmanTest } from 'dice-workbook/evaluation';
 * friedmanTest({ a: [0.9, 0.8, 0.7], b: [0.8, 0.7, 0.6], c: [0.5, 0.6, 0.65] }).chiSquare // => 14 / 3
 * ```
 * Source: J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7 (2006), section 3.2.2; W. J.
 * Conover, Practical Nonparametric Statistics (1999), section 5.8, for ties.
 */
export function friedmanTest(scores: ScoresByMethod): FriedmanTest {
  const { methods, rows } = scoreTable('friedmanTest', scores);
  const k = methods.length;
  const n = rows[0]?.length ?? 0;
  if (n < 2) throw new UserError(`friedmanTest needs at least two blocks, tasks or images, and ${n} came.`);
  const sums = new Float64Array(k);
  let spread = 0;
  for (let block = 0; block < n; block++) {
    const values = rows.map((row) => row[block] ?? NaN);
    const odd = values.findIndex(Number.isNaN);
    if (odd >= 0)
      throw new UserError(`${methods[odd]} has no score in block ${block}: friedmanTest ranks every method.`);
    ranks(values).forEach((rank, m) => {
      sums[m] = (sums[m] ?? 0) + rank;
      spread += (rank - (k + 1) / 2) ** 2;
    });
  }
  const between = sums.reduce((sum, total) => sum + (total - (n * (k + 1)) / 2) ** 2, 0);
  const chiSquare = spread === 0 ? 0 : ((k - 1) * between) / spread;
  // Rank sums are multiples of a half, so that "all blocks alike" is met exactly but for the last division.
  const rest = Math.max(0, n * (k - 1) - chiSquare);
  const f = chiSquare === 0 ? 0 : rest < 1e-9 ? Infinity : ((n - 1) * chiSquare) / rest;
  const fDegrees: [number, number] = [k - 1, (k - 1) * (n - 1)];
  return {
    chiSquare,
    degrees: k - 1,
    p: chiSquareSurvival(chiSquare, k - 1),
    f,
    fDegrees,
    pF: fSurvival(f, ...fDegrees),
    meanRanks: Object.fromEntries(methods.map((method, m) => [method, (sums[m] ?? NaN) / n])),
    blocks: n,
  };
}
