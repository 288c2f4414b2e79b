import { checkArgument, isNumber } from '../checkArgument.js';
import { atMost } from '../slack.js';
import { checkMeans } from './bestGroup.js';

/**
 * The bars of a critical-difference diagram: the longest runs of methods whose mean ranks span less than a critical
 * difference.
 *
 * Runs of a single method, and runs within a longer one, are left out.
 *
 * @param meanRanks - `{method: mean rank}`
 * @param criticalDifference - methods at least so far apart differ
 * @returns runs of names, the best first in each
 * @throws UserError where a rank is no number, or the critical difference is below 0
 * @example
 * ```ts
 * import { rankGroups } from 'dice-workbook/evaluation';
 * rankGroups({ a: 1.2, b: 1.8, c: 3 }, 1.25) // => [['a', 'b'], ['b', 'c']]
 * ```
 * Source: J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7 (2006), figure 1.
 */
export function rankGroups(meanRanks: Readonly<Record<string, number>>, criticalDifference: number): string[][] {
  checkMeans('rankGroups', 'the mean rank', meanRanks);
  checkArgument(
    ...(['rankGroups', 'criticalDifference', criticalDifference, 'a number of 0 or more'] as const),
    isNumber(criticalDifference, 0),
  );
  const ordered = Object.entries(meanRanks).sort(([, a], [, b]) => a - b);
  const runs = ordered.map(([, best], first) => {
    const length = ordered.slice(first).filter(([, rank]) => !atMost(criticalDifference, rank - best)).length;
    return { first, end: first + length };
  });
  return runs
    .filter(({ first, end }, k) => end - first > 1 && end > (runs[k - 1]?.end ?? 0))
    .map(({ first, end }) => ordered.slice(first, end).map(([method]) => method));
}
