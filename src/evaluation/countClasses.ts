import type { ClassCounts } from './units/countedImage.js';

/**
 * True positives, false positives and false negatives of every foreground class, over the pixels that count.
 *
 * @param reference - class indices, 0 = background
 * @param prediction - class indices, of the same length
 * @param foreground - number of foreground classes
 * @param valid - 0 where a pixel does not count; default: all count
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
  const counts = Array.from({ length: foreground }, (): ClassCounts => ({ tp: 0, fp: 0, fn: 0 }));
  for (let i = 0; i < reference.length; i++) {
    if (valid && valid[i] === 0) continue;
    const [truth, said] = [reference[i]!, prediction[i]!];
    if (truth === said) {
      if (truth > 0) counts[truth - 1]!.tp++;
    } else {
      if (said > 0) counts[said - 1]!.fp++;
      if (truth > 0) counts[truth - 1]!.fn++;
    }
  }
  return counts;
}
