import { UserError } from '../../userError.js';

/**
 * The methods that are not significantly worse than the best one, itself among them: what the paper prints in bold.
 *
 * Best is the largest mean; where several share it, a method belongs to the group if it is not significantly worse than
 * one of them.
 * Belonging to the group is no proof of being as good as the best: with few patients everything belongs.
 *
 * @param means - `{method: mean score}`, larger is better
 * @param isWorse - is the first method significantly worse than the second?
 * @returns names in the order of `means`
 * @throws UserError where there is no method, or a mean is NaN
 * @example
 * ```ts
 * import { bestGroup } from 'dice-workbook/evaluation';
 * bestGroup({ ce: 0.7, dice: 0.8, jaccard: 0.79 }, (method) => method === 'ce') // => ['dice', 'jaccard']
 * ```
 */
export function bestGroup(
  means: Readonly<Record<string, number>>,
  isWorse: (method: string, than: string) => boolean,
): string[] {
  const methods = Object.keys(means);
  const values = Object.values(means);
  if (methods.length === 0) throw new UserError('bestGroup needs the mean of at least one method.');
  const odd = values.findIndex(Number.isNaN);
  if (odd >= 0) throw new UserError(`${methods[odd]} has no mean: leave it out, and say so.`);
  const best = methods.filter((method) => means[method] === Math.max(...values));
  return methods.filter((method) => best.some((one) => one === method || !isWorse(method, one)));
}
