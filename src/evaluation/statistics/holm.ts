import { UserError } from '../../userError.js';
import { checkScores } from '../checkArgument.js';

/**
 * Holm's correction of p-values for several comparisons: what each is worth when all are made.
 *
 * `adjusted[(k)] = max over j ≤ k of min(1, (m − j + 1)·p[(j)])` for p[(1)] ≤ … ≤ p[(m)]
 *
 * Rejecting where `adjusted ≤ α` keeps the chance of any false rejection at most α, whatever the dependence between the
 * tests.
 *
 * @param pValues - in [0, 1]
 * @returns the adjusted p-values in the order given
 * @throws UserError for anything outside [0, 1]
 * @example
 * ```ts
 * import { holm } from 'dice-workbook/evaluation';
 * holm([0.04, 0.01, 0.03]) // => [0.06, 0.03, 0.06]
 * ```
 * Source: S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6
 * (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  checkScores('holm', 'the p-values', pValues);
  pValues.forEach((p, k) => {
    if (!(p >= 0 && p <= 1)) throw new UserError(`p-values lie in [0, 1], and number ${k} is ${p}.`);
  });
  const order = Array.from(pValues, (_, k) => k).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((k, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[k]!));
    adjusted[k] = largest;
  });
  return adjusted;
}
