import { UserError } from '../../userError.js';
import { shown } from '../options.js';
import type { ClassCounts, EmptyUnits } from './countedImage.js';

/** Every measure of stored counts is a ratio of two sums, so that it can be pooled over units. */
interface Ratio {
  over: number;
  under: number;
}

/**
 * - `dice`, `jaccard`, `precision`, `recall`: in [0, 1], 1 is best;
 * - `volumeError`: pixels predicted too many, below 0 too few;
 * - `relativeVolumeError`: that, as a part of the reference.
 */
export type UnitMeasure = 'dice' | 'jaccard' | 'precision' | 'recall' | 'volumeError' | 'relativeVolumeError';

const RATIOS: Record<UnitMeasure, (counts: ClassCounts) => Ratio> = {
  dice: ({ tp, fp, fn }) => ({ over: 2 * tp, under: 2 * tp + fp + fn }),
  jaccard: ({ tp, fp, fn }) => ({ over: tp, under: tp + fp + fn }),
  precision: ({ tp, fp }) => ({ over: tp, under: tp + fp }),
  recall: ({ tp, fn }) => ({ over: tp, under: tp + fn }),
  volumeError: ({ fp, fn }) => ({ over: fp - fn, under: 1 }),
  relativeVolumeError: ({ tp, fp, fn }) => ({ over: fp - fn, under: tp + fn }),
};

/** The measure's ratio; refuses a measure that there is not. */
export function ratioOf(measure: UnitMeasure): (counts: ClassCounts) => Ratio {
  if (typeof measure !== 'string' || !Object.hasOwn(RATIOS, measure))
    throw new UserError(`the measures of stored counts are ${Object.keys(RATIOS).join(', ')}, not ${shown(measure)}.`);
  return RATIOS[measure];
}

/** The score of one class of one unit; NaN where it has none. */
export function classScore(measure: UnitMeasure, counts: ClassCounts, empty: EmptyUnits): number {
  const emptyScores = { leaveOut: NaN, one: 1, zero: 0 };
  if (typeof empty !== 'string' || !Object.hasOwn(emptyScores, empty))
    throw new UserError(
      `empty, what a unit without a target scores, is 'leaveOut', 'one' or 'zero', not ${shown(empty)}.`,
    );
  if (empty === 'leaveOut' && counts.tp + counts.fn === 0) return NaN;
  const { over, under } = ratioOf(measure)(counts);
  if (under > 0) return over / under;
  // An error has no best score of 1: nothing predicted is an error of 0, and something has no size to be measured by.
  if (measure === 'relativeVolumeError') return over === 0 ? 0 : NaN;
  return emptyScores[empty];
}

/** The mean over the values that are not NaN; NaN where there is none. */
export function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
