import type * as tf from '@tensorflow/tfjs';
import { distanceSums, type SoftLabelLossOptions } from './distanceSums.js';

/**
 * Jaccard metric loss: a soft Jaccard loss that is a metric on [0, 1]^n, so that soft labels are its minimum.
 *
 * With `S = sum(y) + sum(p)`, `D = sum|y - p|`, `I = sum(y*p)` per region: variant 1 is `1 - (S - D + epsilon) / (S + D
 * + epsilon)`, variant 2 is `1 - (I + epsilon) / (I + D + epsilon)`.
 *
 * For hard labels both are softJaccardLoss. At `p = y` the loss is 0, and the slope of `|y - p|` is taken as 0. The
 * squared form is refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, an unknown variant, weights of the wrong length
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { jaccardMetricLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([0.8, 0.5, 0.3, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * jaccardMetricLoss(labels, probabilities).arraySync() // => 0.347826087
 * jaccardMetricLoss(labels, probabilities, { variant: 2 }).arraySync() // => 0.421052632
 * ```
 *
 * Source: Z. Wang, X. Ning, M. B. Blaschko, "Jaccard Metric Losses: Optimizing the Jaccard Index with Soft Labels",
 * NeurIPS 2023, section 3.
 */
export function jaccardMetricLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: SoftLabelLossOptions = {},
): tf.Scalar {
  return distanceSums('jaccardMetricLoss', labels, probabilities, options, {
    1: { above: { sizes: 1, intersection: 0, distance: -1 }, below: { sizes: 1, intersection: 0, distance: 1 } },
    2: { above: { sizes: 0, intersection: 1, distance: 0 }, below: { sizes: 0, intersection: 1, distance: 1 } },
  });
}
