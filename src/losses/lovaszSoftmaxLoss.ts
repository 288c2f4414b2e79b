import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { lovaszLoss } from './lovaszLoss.js';
import { extended, oneOf, type OptionsOf } from './option.js';

export const LOVASZ_SOFTMAX_OPTIONS = extended(
  {
    /**
     * `'present'` leaves out the classes that the labels of a row do not hold; `'all'` scores them by their largest
     * error. Default `'present'`.
     */
    classes: oneOf('present', 'all'),
  },
  shared('per', 'classWeights', 'background'),
);
export type LovaszSoftmaxOptions = OptionsOf<typeof LOVASZ_SOFTMAX_OPTIONS>;

/**
 * Lovász-softmax: the convex extension of the Jaccard loss of each class, at the errors of the probabilities.
 *
 * `mean over classes of L(|y_c - p_c|)`, where L is the Lovász extension (lovaszJaccard) of the Jaccard loss.
 *
 * On binary masks it is one minus the Jaccard index, and it is never above softJaccardLoss. It needs hard labels. With
 * one channel it is the Lovász-sigmoid. Equal errors are taken in the order of the pixels; the value does not depend on
 * it. A class that is absent follows `classes` (the option `empty` is refused), and where no class is present the loss
 * is 0.
 *
 * @param labels - `[batch, ...space, classes]`, 0 or 1; several classes sum to one
 * @param probabilities - the same shape, in [0, 1]; several classes sum to one; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`, NaN where a class was left
 * out; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, soft labels, classes that do not sum to one
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { lovaszSoftmaxLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * lovaszSoftmaxLoss(labels, probabilities).arraySync() // => 0.441666667
 * ```
 *
 * Source: M. Berman, A. Rannen Triki, M. B. Blaschko, "The Lovász-Softmax loss", CVPR 2018, equation 11.
 */
export function lovaszSoftmaxLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: LovaszSoftmaxOptions = {},
): tf.Scalar {
  const name = 'lovaszSoftmaxLoss';
  const { classes, ...settled } = checkCall(name, labels, probabilities, options, LOVASZ_SOFTMAX_OPTIONS);
  return lovaszLoss(
    name,
    labels,
    probabilities,
    settled,
    { exclusive: true },
    classes === 'present' ? 'skip' : 'one',
    'absolute',
  );
}
