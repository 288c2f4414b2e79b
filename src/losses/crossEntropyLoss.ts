import type * as tf from '@tensorflow/tfjs';
import { CROSS_ENTROPY_OPTIONS, type CrossEntropyOptions } from './labelSmoothing.js';
import { checkCall } from './lossOptions.js';
import { crossEntropy } from './weightedCrossEntropyLoss.js';

/**
 * Cross-entropy, the negative log-likelihood of the labels.
 *
 * One channel: `-mean(y*log(p) + (1 - y)*log(1 - p))`; several: `-mean(sum over classes of y_c*log(p_c))`; the mean is
 * over valid pixels. It is weightedCrossEntropyLoss with weights 1, where edge cases and options are described.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; several classes sum to one
 * @param probabilities - the same shape, in [0, 1]; several classes sum to one; logits with `fromLogits`
 * @returns scalar of at least 0; with `reduction: 'none'` each class's part, `[batch, classes]`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, classes that do not sum to one
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { crossEntropyLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * crossEntropyLoss(labels, probabilities).arraySync() // => 0.453289209
 * ```
 */
export function crossEntropyLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: CrossEntropyOptions = {},
): tf.Scalar {
  const settled = checkCall('crossEntropyLoss', labels, probabilities, options, CROSS_ENTROPY_OPTIONS);
  return crossEntropy('crossEntropyLoss', labels, probabilities, settled);
}
