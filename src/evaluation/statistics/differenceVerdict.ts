import { UserError } from '../../userError.js';
import { checkArgument, isNumber } from '../checkArgument.js';
import { checkOptions, checkShare, isRecord, shown } from '../options.js';
import { atMost } from '../slack.js';

/** `greater` and `less` are decided differences that count, `tie` is a decided absence of one. */
export type DifferenceVerdict = 'greater' | 'less' | 'tie' | 'not decided';

/**
 * What a difference of two methods says, by rule.
 *
 * - `tie`: the whole interval lies within ±margin, so that no difference that counts is left (two one-sided tests at
 *   half of what the interval leaves out), even where it is significant;
 * - `greater`, `less`: the p-value is at most alpha and the mean lies beyond the margin;
 * - `not decided`: all else; never to be read as "no difference".
 *
 * Both bounds are met up to rounding, a relative 1e-7: a difference of 0.71 and 0.7 lies within 0.01.
 *
 * @param difference - mean and interval of the difference, and its p-value, corrected where several are made
 * @param options - `margin`: the smallest difference that counts, 0 or more, default 0.01; `alpha`: default 0.05
 * @throws UserError for an interval that runs downwards, a p-value outside [0, 1], a negative margin, or unknown options
 * @example
 * ```ts
 * import { differenceVerdict } from 'dice-workbook/evaluation';
 * differenceVerdict({ mean: 0.03, lower: 0.012, upper: 0.05, p: 0.004 }) // => 'greater'
 * differenceVerdict({ mean: 0.004, lower: 0.001, upper: 0.008, p: 0.01 }) // => 'tie'
 * differenceVerdict({ mean: 0.02, lower: -0.01, upper: 0.05, p: 0.2 }) // => 'not decided'
 * ```
 */
export function differenceVerdict(
  difference: { mean: number; lower: number; upper: number; p: number },
  options: { margin?: number; alpha?: number } = {},
): DifferenceVerdict {
  checkOptions('differenceVerdict', options, ['margin', 'alpha']);
  const { margin = 0.01, alpha = 0.05 } = options;
  checkArgument(
    ...(['differenceVerdict', 'a difference', difference, 'an object { mean, lower, upper, p }'] as const),
    isRecord(difference),
  );
  const { mean, lower, upper, p } = difference;
  if (!(isNumber(lower) && isNumber(upper, lower)))
    throw new UserError(`the interval of a difference runs upwards, not from ${shown(lower)} to ${shown(upper)}.`);
  if (!Number.isFinite(mean)) throw new UserError(`the mean of a difference is a finite number, not ${shown(mean)}.`);
  if (!isNumber(p, 0, 1)) throw new UserError(`a p-value lies in [0, 1], not at ${shown(p)}.`);
  if (!isNumber(margin, 0))
    throw new UserError(`margin, the smallest difference that counts, is 0 or more, not ${shown(margin)}.`);
  checkShare('differenceVerdict', 'alpha', alpha);
  if (atMost(-lower, margin) && atMost(upper, margin)) return 'tie';
  if (!atMost(p, alpha) || atMost(Math.abs(mean), margin)) return 'not decided';
  return mean > 0 ? 'greater' : 'less';
}
