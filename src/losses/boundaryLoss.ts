import type * as tf from '@tensorflow/tfjs';
import { checkCall } from './lossOptions.js';
import { spatialLoss, SPATIAL_OPTIONS, type SpatialLossOptions } from './spatialLoss.js';

/**
 * Boundary loss: the mean of the probabilities, each weighted by its signed distance to the boundary of the labels.
 *
 * `mean(p * d)` per image and class, over valid pixels, where d is the distance to the nearest foreground pixel
 * outside, and minus the distance to the nearest background pixel inside; a label counts as foreground from 0.5 on.
 *
 * Its least value is negative: that of the labels themselves. It says little far from the boundary and is meant beside
 * an overlap loss (combinedLoss). An image whose labels are all foreground or all background has no boundary: its
 * distances, loss and gradient are 0. Pixels that `mask` leaves out count as background to the distances. It is always
 * per image; `epsilon`, `squared` and `empty` have no meaning here and are refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in voxels or millimetres, smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller
 * disposes it
 * @throws UserError for shapes, ranges, NaN, a spacing that does not fit the axes
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { boundaryLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0], [1, 4, 1]);
 * const probabilities = tf.tensor3d([1, 0.5, 0.5, 0.25], [1, 4, 1]);
 * boundaryLoss(labels, probabilities).arraySync() // => -0.375
 * ```
 *
 * Source: H. Kervadec et al., "Boundary loss for highly unbalanced segmentation", MIDL 2019, equation 5.
 */
export function boundaryLoss(labels: tf.Tensor, probabilities: tf.Tensor, options: SpatialLossOptions = {}): tf.Scalar {
  const settled = checkCall('boundaryLoss', labels, probabilities, options, SPATIAL_OPTIONS);
  return spatialLoss(
    'boundaryLoss',
    labels,
    probabilities,
    settled,
    ({ labels: y, predictions: p, weights, total, gradient, distances, pixel }) => {
      const distance = distances(y);
      let sum = 0;
      for (let i = 0; i < y.length; i++) {
        const d = distance[pixel(i)]! * (weights ? weights[i]! : 1);
        sum += p[i]! * d;
        gradient[i] = d / total;
      }
      return sum / total;
    },
  );
}
