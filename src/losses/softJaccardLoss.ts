import type * as tf from '@tensorflow/tfjs';
import { checkCall } from './lossOptions.js';
import { OVERLAP_OPTIONS, tverskyFamily, type OverlapLossOptions } from './tverskyFamily.js';

/**
 * Soft Jaccard loss: one minus the Jaccard index relaxed to probabilities.
 *
 * `1 - (sum(y*p) + epsilon) / (sum(y) + sum(p) - sum(y*p) + epsilon)` per region; with `squared`, `sum(y^2)` and
 * `sum(p^2)` below.
 *
 * On binary masks it is one minus their Jaccard index. Per region and without epsilon it is `2d/(1 + d)` for the soft
 * Dice loss `d`. For soft labels take jaccardMetricLoss, whose minimum lies at `p = y`.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes that differ, values outside [0, 1] or NaN, unknown options, weights of the wrong length
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { softJaccardLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * softJaccardLoss(labels, probabilities).arraySync() // => 0.551724138
 * ```
 *
 * Source: M. A. Rahman, Y. Wang, "Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation",
 * ISVC 2016.
 */
export function softJaccardLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: OverlapLossOptions = {},
): tf.Scalar {
  const settled = checkCall('softJaccardLoss', labels, probabilities, options, OVERLAP_OPTIONS);
  return tverskyFamily('softJaccardLoss', labels, probabilities, settled, {
    truePositives: 1,
    falsePositives: 1,
    falseNegatives: 1,
  });
}
