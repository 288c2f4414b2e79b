import { UserError } from '../userError.js';
import { checkArgument } from './checkArgument.js';
import { checkNumbers, shown } from './options.js';

/**
 * The mask of one class, or of several together: 1 where `labels` holds the class, else 0. With several classes every
 * measure is taken class by class.
 *
 * @param labels - class indices, 0 = background
 * @param classes - a class, or a list of classes
 * @throws UserError where labels or classes are no whole numbers, or there is no class
 * @example
 * ```ts
 * import { classMask } from 'dice-workbook/evaluation';
 * [...classMask([0, 1, 2, 2], 2)] // => [0, 0, 1, 1]
 * [...classMask([0, 1, 2, 4], [1, 4])] // => [0, 1, 0, 1]
 * ```
 */
export function classMask(labels: ArrayLike<number>, classes: number | readonly number[]): Uint8Array {
  checkNumbers('classMask', 'labels', labels);
  const listed: readonly unknown[] = Array.isArray(classes) ? classes : [classes];
  checkArgument(
    ...(['classMask', 'classes', classes, 'a whole number, or a list of at least one'] as const),
    listed.length > 0 && listed.every(Number.isSafeInteger),
  );
  const wanted = new Set(listed);
  const mask = new Uint8Array(labels.length);
  for (let i = 0; i < mask.length; i++) {
    if (!Number.isInteger(labels[i]))
      throw new UserError(`classMask: labels are whole numbers, and pixel ${i} holds ${shown(labels[i])}.`);
    mask[i] = wanted.has(labels[i]) ? 1 : 0;
  }
  return mask;
}
