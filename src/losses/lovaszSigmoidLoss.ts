import * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { lovaszLoss } from './lovaszLoss.js';
import type { OptionsOf } from './option.js';
import { asFloat } from './readBatch.js';

export const LOVASZ_SIGMOID_OPTIONS = shared('per', 'empty', 'classWeights', 'background');
export type LovaszSigmoidOptions = OptionsOf<typeof LOVASZ_SIGMOID_OPTIONS>;

/**
 * Lovász-sigmoid: the convex extension of the Jaccard loss of each channel for itself, at the errors of its
 * probabilities.
 *
 * `L(|y - p|)` per region, where L is the Lovász extension (lovaszJaccard) of the Jaccard loss.
 *
 * Channels need not exclude each other, and are never sorted together. It needs hard labels. A region without
 * foreground has its largest error with `empty: 'one'` (default), the constant 1 with `'zero'`, and is left out with
 * `'skip'`.
 *
 * @param labels - `[batch, ...space, classes]`, 0 or 1
 * @param probabilities - the same shape, in [0, 1]; with `fromLogits` a sigmoid is applied to each channel
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, soft labels, weights of the wrong length
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { lovaszSigmoidLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * lovaszSigmoidLoss(labels, probabilities).arraySync() // => 0.441666667
 * ```
 *
 * Source: M. Berman, A. Rannen Triki, M. B. Blaschko, "The Lovász-Softmax loss", CVPR 2018, section 2.2.
 */
export function lovaszSigmoidLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: LovaszSigmoidOptions = {},
): tf.Scalar {
  const name = 'lovaszSigmoidLoss';
  const settled = checkCall(name, labels, probabilities, options, LOVASZ_SIGMOID_OPTIONS);
  const { fromLogits, empty, ...common } = settled;
  return tf.tidy(() => {
    const input = fromLogits ? tf.sigmoid(asFloat(probabilities)) : probabilities;
    return lovaszLoss(name, labels, input, common, {}, empty, 'absolute');
  });
}
