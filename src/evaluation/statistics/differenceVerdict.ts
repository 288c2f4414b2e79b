import { UserError } from '../../userError.js';
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
 * @param difference - mean and interval of the difference, and its p-value, corrected where several are made
 * @param options - `margin`: the smallest difference that counts, 0 or more, default 0.01; `alpha`: default 0.05
 * @throws UserError for a mean outside the interval, a p-value outside [0, 1], or a negative margin
 * @example
 * ```ts
 * import { differenceVerdict } from 'dice-workbook/evaluation';
 * differenceVerdict({ mean: 0.03, lower: 0.012, upper: 0.05, p: 0.004 }) // => 'greater'
 * differenceVerdict({ mean: 0.004, lower: 0.001, upper: 0.008, p: 0.01 }) // => 'tie'
 * differenceVerdict({ mean: 0.02, lower: -0.01, upper: 0.05, p: 0.2 }) // => 'not decided'
 * ```
 */
export function differenceVerdict(
  { mean, lower, upper, p }: { mean: number; lower: number; upper: number; p: number },
  { margin = 0.01, alpha = 0.05 }: { margin?: number; alpha?: number } = {},
): DifferenceVerdict {
  if (!(lower <= upper))
    throw new UserError(`the interval of a difference runs upwards, not from ${lower} to ${upper}.`);
  if (!Number.isFinite(mean)) throw new UserError(`the mean of a difference is a finite number, not ${mean}.`);
  if (!(p >= 0 && p <= 1)) throw new UserError(`a p-value lies in [0, 1], not at ${p}.`);
  if (!(margin >= 0)) throw new UserError(`margin, the smallest difference that counts, is 0 or more, not ${margin}.`);
  if (lower >= -margin && upper <= margin) return 'tie';
  if (!atMost(p, alpha) || Math.abs(mean) <= margin) return 'not decided';
  return mean > 0 ? 'greater' : 'less';
}
