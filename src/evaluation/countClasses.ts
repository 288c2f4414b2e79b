import { UserError } from '../userError.js';
import { checkValid } from './checkValid.js';
import { checkMasks, checkWhole, shown } from './options.js';
import type { ClassCounts } from './units/countedImage.js';

/**
 * True positives, false positives and false negatives of every foreground class, over the pixels that count.
 *
 * @param reference - class indices, 0 = background
 * @param prediction - class indices, of the same length
 * @param foreground - number of foreground classes
 * @param valid - 0 where a pixel does not count; default: all count
 * @throws UserError where the lists differ in length, or hold anything but classes from 0 to `foreground`
 * @example
 * ```ts
 * import { countClasses } from 'dice-workbook/evaluation';
 * countClasses([1, 1, 2, 0], [1, 2, 2, 1], 2) // => [{ tp: 1, fp: 1, fn: 1 }, { tp: 1, fp: 1, fn: 0 }]
 * ```
 */
export function countClasses(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  foreground: number,
  valid?: ArrayLike<number>,
): ClassCounts[] {
  checkMasks('countClasses', reference, prediction);
  checkWhole('countClasses', 'the number of foreground classes', foreground, 1);
  if (reference.length !== prediction.length)
    throw new UserError(
      `countClasses: the reference has ${reference.length} pixels, the prediction ${prediction.length}.`,
    );
  checkValid(valid, reference.length);
  const counts = Array.from({ length: foreground + 1 }, (): ClassCounts => ({ tp: 0, fp: 0, fn: 0 }));
  for (let i = 0; i < reference.length; i++) {
    if (valid && valid[i] === 0) continue;
    const [truth, said] = [counts[reference[i] ?? NaN], counts[prediction[i] ?? NaN]];
    if (!truth || !said)
      throw new UserError(
        `countClasses: classes are whole numbers from 0 to ${foreground}, and pixel ${i} holds ${shown(truth ? prediction[i] : reference[i])}.`,
      );
    if (truth === said) truth.tp++;
    else {
      said.fp++;
      truth.fn++;
    }
  }
  return counts.slice(1);
}
