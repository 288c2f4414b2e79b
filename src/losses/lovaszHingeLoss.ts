import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { lovaszLoss } from './lovaszLoss.js';
import { without, type OptionsOf } from './option.js';

export const LOVASZ_HINGE_OPTIONS = without(shared('per', 'empty', 'classWeights', 'background'), 'fromLogits');
export type LovaszHingeOptions = OptionsOf<typeof LOVASZ_HINGE_OPTIONS>;

/**
 * Lovász hinge: the convex extension of the Jaccard loss of each channel, at the hinge errors of its logits.
 *
 * `L(max(0, 1 - s*(2y - 1)))` per region, where L is the Lovász extension (lovaszJaccard) of the Jaccard loss.
 *
 * It takes logits, each channel for itself, and needs hard labels. A pixel that is right by a margin of 1 has error and
 * gradient 0. A region without foreground has its largest error with `empty: 'one'` (default), the constant 1 with
 * `'zero'`, and is left out with `'skip'`.
 *
 * @param labels - `[batch, ...space, classes]`, 0 or 1
 * @param logits - the same shape, finite
 * @returns scalar of at least 0, smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, NaN, soft labels
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { lovaszHingeLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const logits = tf.tensor3d([2, -0.5, 0.5, -1, -3], [1, 5, 1]);
 * lovaszHingeLoss(labels, logits).arraySync() // => 1
 * ```
 *
 * Source: J. Yu, M. B. Blaschko, "The Lovász Hinge: A Novel Convex Surrogate for Submodular Losses", TPAMI 2018; M.
 * Berman et al., CVPR 2018, section 2.1.
 */
export function lovaszHingeLoss(labels: tf.Tensor, logits: tf.Tensor, options: LovaszHingeOptions = {}): tf.Scalar {
  const name = 'lovaszHingeLoss';
  const { empty, ...settled } = checkCall(name, labels, logits, options, LOVASZ_HINGE_OPTIONS);
  return lovaszLoss(name, labels, logits, settled, {}, empty, 'hinge');
}
