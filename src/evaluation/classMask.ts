/**
 * The mask of one class: 1 where `labels` holds `classIndex`, else 0. With several classes every measure is taken class
 * by class.
 *
 * @param labels - class indices, 0 = background
 * @example
 * ```ts
 * import { classMask } from 'dice-workbook/evaluation';
 * [...classMask([0, 1, 2, 2], 2)] // => [0, 0, 1, 1]
 * ```
 */
export function classMask(labels: ArrayLike<number>, classIndex: number): Uint8Array {
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) mask[i] = labels[i] === classIndex ? 1 : 0;
  return mask;
}
