import type * as tf from '@tensorflow/tfjs';
import { checkCall } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { spatialLoss, SPATIAL_OPTIONS, type PlacedRegion } from './spatialLoss.js';

export const HAUSDORFF_OPTIONS = extended(
  {
    /** How much more a far error counts than a near one, at least 0. Default 2. */
    alpha: number({ fallback: 2 }),
  },
  SPATIAL_OPTIONS,
);
export type HausdorffLossOptions = OptionsOf<typeof HAUSDORFF_OPTIONS>;

/**
 * Hausdorff loss: squared errors weighted by how far they lie from both boundaries, an estimate of the Hausdorff
 * distance that can be descended.
 *
 * `mean((y - p)^2 * (d_y^alpha + d_p^alpha))` per image and class, over valid pixels, where `d_y` and `d_p` are the
 * distances to the boundary of the labels and of the probabilities, each cut at 0.5: to the nearest pixel of the other
 * side.
 *
 * The distances are constants of the gradient, `2*(p - y)*(d_y^alpha + d_p^alpha)/n`. A side without boundary (all
 * foreground, or none) is farther than anything in the image: its distances are the image's diagonal, so that
 * foreground that is all missed, or all invented, costs most. Pixels that `mask` leaves out count as background to the
 * distances. It is always per image; `epsilon`, `squared` and `empty` have no meaning here and are refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar of at least 0, in voxels or millimetres to the power of alpha; `[batch, classes]` with `reduction:
 * 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, a spacing that does not fit the axes, a negative alpha
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { hausdorffLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0], [1, 4, 1]);
 * const prediction = tf.tensor3d([1, 0, 0, 0], [1, 4, 1]);
 * hausdorffLoss(labels, prediction).arraySync() // => 0.5
 * ```
 *
 * Source: D. Karimi, S. E. Salcudean, "Reducing the Hausdorff Distance in Medical Image Segmentation with Convolutional
 * Neural Networks", IEEE TMI 39(2), 2020, equation 8.
 */
export function hausdorffLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: HausdorffLossOptions = {},
): tf.Scalar {
  const { alpha, ...settled } = checkCall('hausdorffLoss', labels, probabilities, options, HAUSDORFF_OPTIONS);
  return spatialLoss('hausdorffLoss', labels, probabilities, settled, (region) => {
    const { labels: y, predictions: p, weights, total, gradient, pixel } = region;
    const [ofLabels, ofPrediction] = [powers(region, y, alpha), powers(region, p, alpha)];
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      const far = (ofLabels[pixel(i)]! + ofPrediction[pixel(i)]!) * (weights ? weights[i]! : 1);
      const error = p[i]! - y[i]!;
      sum += error * error * far;
      gradient[i] = (2 * error * far) / total;
    }
    return sum / total;
  });
}

/** The distances to the boundary of `values`, or the diagonal where there is none, to the power of alpha. */
function powers({ distances, diagonal }: PlacedRegion, values: Float32Array, alpha: number): Float64Array {
  const found = distances(values);
  // A pixel is at least one voxel from the other side: only a mask without boundary has a 0.
  return found.map((distance) => (found[0] === 0 ? diagonal : Math.abs(distance)) ** alpha);
}
