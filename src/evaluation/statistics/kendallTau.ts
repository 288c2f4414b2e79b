import { UserError } from '../../userError.js';
import { checkScores } from '../checkArgument.js';
import { scaleOf, tied } from '../slack.js';

/**
 * How far two rankings agree: Kendall's tau, with ties as Emond and Mason treat them.
 *
 * `(pairs in the same order − pairs in opposite orders) / pairs`, where a pair tied in both rankings counts as in the
 * same order, and one tied in a single ranking as neither
 *
 * Values within rounding (1e-7 of the largest) tie. Without ties this is Kendall's tau. A ranking agrees with itself at 1, ties or not, even where all are tied (tau-b is
 * 0/0 there). Range [−1, 1].
 *
 * @param a - rank or score of each item, no NaN
 * @param b - of the same items, in the same order, counted in the same direction
 * @throws UserError where lengths differ, fewer than two items stand, or a value is NaN
 * @example
 * ```ts
 * import { kendallTau } from 'dice-workbook/evaluation';
 * kendallTau([1, 2, 3], [1, 3, 2]) // => 1 / 3
 * kendallTau([1.5, 1.5, 3], [1.5, 1.5, 3]) // => 1
 * ```
 * Source: E. J. Emond and D. W. Mason, A New Rank Correlation Coefficient with Application to the Consensus Ranking
 * Problem, Journal of Multi-Criteria Decision Analysis 11 (2002).
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkScores('kendallTau', 'the first ranking', a);
  checkScores('kendallTau', 'the second ranking', b);
  if (a.length !== b.length || a.length < 2)
    throw new UserError(
      `kendallTau compares two rankings of the same items, two at least, not ${a.length} and ${b.length}.`,
    );
  const scales = { a: scaleOf(a), b: scaleOf(b) };
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [p, q] = [Math.sign(difference(a, i, j, scales.a)), Math.sign(difference(b, i, j, scales.b))];
      sum += p === 0 && q === 0 ? 1 : p * q;
    }
  }
  return sum / ((a.length * (a.length - 1)) / 2);
}

function difference(ranks: ArrayLike<number>, i: number, j: number, scale: number): number {
  const [x, y] = [ranks[i] ?? NaN, ranks[j] ?? NaN];
  if (Number.isNaN(x) || Number.isNaN(y))
    throw new UserError(`a ranking holds numbers, and items ${j} and ${i} hold ${y} and ${x}.`);
  return tied(x, y, scale) ? 0 : x - y;
}
