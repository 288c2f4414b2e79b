/**
 * Which images of a batch one network learns from by their labels, chosen by the other network's losses: labels that are
 * wrong are fitted later, so that a small loss speaks for a label. The half of smaller losses (rounded up) is `trusted`, the
 * rest `doubted`; of equal losses the first is trusted.
 *
 * @param losses - of each image of the batch under the other network, with the labels that network holds
 * @returns places in the batch, each list by growing loss
 *
 * @example
 * ```ts
 * import { crossSelection } from 'dice-workbook/training';
 * crossSelection([0.7, 0.1, 0.4, 0.9]) // => { trusted: [1, 2], doubted: [0, 3] }
 * ```
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021, local label filtering
 */
export function crossSelection(losses: readonly number[]): { trusted: number[]; doubted: number[] } {
  const order = [...losses.keys()].sort((a, b) => losses[a]! - losses[b]! || a - b);
  const half = Math.ceil(losses.length / 2);
  return { trusted: order.slice(0, half), doubted: order.slice(half) };
}
