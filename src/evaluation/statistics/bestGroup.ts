import { UserError } from '../../userError.js';
import { checkArgument, isNumber } from '../checkArgument.js';
import { isRecord, shown } from '../options.js';
import { tied } from '../slack.js';

/**
 * The methods that are not significantly worse than the best one, itself among them: what the paper prints in bold.
 *
 * Best is the largest mean; where several share it (up to rounding, a relative 1e-7), a method belongs to the group if it is not significantly worse than
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
  checkMeans('bestGroup', 'the mean', means);
  checkArgument('bestGroup', 'isWorse', isWorse, 'a function of two methods', typeof isWorse === 'function');
  const methods = Object.keys(means);
  const values = Object.values(means);
  if (methods.length === 0) throw new UserError('bestGroup needs the mean of at least one method.');
  const largest = Math.max(...values);
  const best = methods.filter((method) => tied(means[method] ?? NaN, largest));
  return methods.filter((method) => best.some((one) => one === method || !isWorse(method, one)));
}

/** Refuses anything but numbers by method: without a mean, or a rank, a method cannot be placed. */
export function checkMeans(name: string, what: string, means: Readonly<Record<string, unknown>>): void {
  checkArgument(name, 'the first argument', means, `{ method: ${what} }`, isRecord(means));
  for (const [method, value] of Object.entries(means))
    if (!isNumber(value))
      throw new UserError(`${name}: ${what} of ${method} is ${shown(value)}. Leave the method out, and say so.`);
}
