import { confusionCounts } from '../overlap/index.js';
import { UserError } from '../userError.js';
import { isNumber } from './checkArgument.js';
import { emptyDistance, type EmptyDistance } from './empty.js';
import { checkMasks, checkOptions, shown } from './options.js';

/**
 * Signed volume error in cubic millimetres (an image's area error in square millimetres): above 0 where too much is
 * predicted.
 *
 * `(|ỹ| − |y|)·product of spacingMm`
 *
 * Defined for empty masks as for any other.
 *
 * @param reference - 0/1
 * @param prediction - 0/1, of the same length
 * @param options - `spacingMm`: the size of a voxel along each axis, in millimetres, above 0; default 1: the error in
 * voxels
 * @throws RangeError for lengths that differ, or values other than 0 and 1; UserError for a spacing of 0 or less
 * @example
 * ```ts
 * import { volumeError } from 'dice-workbook/evaluation';
 * volumeError([1, 0, 0], [1, 1, 1], { spacingMm: [0.5, 2, 3] }) // => 6
 * ```
 */
export function volumeError(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: { spacingMm?: readonly number[] } = {},
): number {
  checkOptions('volumeError', options, ['spacingMm']);
  checkMasks('volumeError', reference, prediction);
  const { spacingMm = [1] } = options;
  if (!Array.isArray(spacingMm)) throw new UserError(`spacingMm is a list of lengths, not ${shown(spacingMm)}.`);
  if (!spacingMm.every((s) => isNumber(s, Number.MIN_VALUE, Number.MAX_VALUE)))
    throw new UserError(`spacingMm gives lengths above 0, not [${spacingMm}].`);
  const { fp, fn } = confusionCounts(reference, prediction);
  return (fp - fn) * spacingMm.reduce((product, s) => product * s, 1);
}

/**
 * Signed relative volume error: above 0 where too much is predicted.
 *
 * `(|ỹ| − |y|) / |y|`
 *
 * Two empty masks: 0; only the reference empty: `empty` (default Infinity). Range [−1, ∞].
 *
 * @param reference - 0/1
 * @param prediction - 0/1, of the same length
 * @throws RangeError for lengths that differ, or values other than 0 and 1; UserError for another `empty`
 * @example
 * ```ts
 * import { relativeVolumeError } from 'dice-workbook/evaluation';
 * relativeVolumeError([1, 1, 0], [1, 0, 0]) // => -0.5
 * ```
 */
export function relativeVolumeError(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: { empty?: Exclude<EmptyDistance, 'diagonal'> } = {},
): number {
  checkOptions('relativeVolumeError', options, ['empty']);
  checkMasks('relativeVolumeError', reference, prediction);
  const { empty = 'infinite' } = options;
  if ((empty as EmptyDistance) === 'diagonal')
    throw new UserError("a relative error has no diagonal: empty is 'infinite', 'nan' or a number of 0 or more.");
  const replacement = emptyDistance(empty, NaN);
  const { tp, fp, fn } = confusionCounts(reference, prediction);
  if (tp + fn > 0) return (fp - fn) / (tp + fn);
  return fp > 0 || empty === 'nan' ? replacement : 0;
}
