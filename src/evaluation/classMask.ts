import { checkNumbers } from './options.js';

/**
 * The mask of one class, or of several together: 1 where `labels` holds the class, else 0. With several classes every
 * measure is taken class by class.
 *
 * @param labels - class indices, 0 = background
 * @param classes - a class, or a list of classes
 * @throws UserError where `labels` is no list of numbers
 * @example
 * ```ts
 * import { classMask } from 'dice-workbook/evaluation';
 * [...classMask([0, 1, 2, 2], 2)] // => [0, 0, 1, 1]
 * [...classMask([0, 1, 2, 4], [1, 4])] // => [0, 1, 0, 1]
 * ```
 */
export function classMask(labels: ArrayLike<number>, classes: number | readonly number[]): Uint8Array {
  checkNumbers('classMask', 'labels', labels);
  const wanted = new Set(typeof classes === 'number' ? [classes] : classes);
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) mask[i] = wanted.has(labels[i] ?? NaN) ? 1 : 0;
  return mask;
}
