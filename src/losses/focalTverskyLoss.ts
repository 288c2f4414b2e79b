import type * as tf from '@tensorflow/tfjs';
import { checkNumber } from './lossOptions.js';
import { tversky, type TverskyLossOptions } from './softTverskyLoss.js';

export interface FocalTverskyLossOptions extends TverskyLossOptions {
  /** The power of each region's loss, above 0. Default 0.75. */
  gamma?: number;
}

/**
 * Focal Tversky loss: a power of the soft Tversky loss of each region, taken **before** the mean over regions.
 *
 * `(1 - S)^gamma` per region, where `1 - S` is softTverskyLoss with the same `alpha`, `beta` and `epsilon`.
 *
 * A power below 1 weighs regions that are nearly right more, one above 1 those that are still wrong. Where the score is
 * exactly 1 the slope of a power below 1 is infinite; it is taken as 0 there, since nothing is left to gain.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError as softTverskyLoss, and for a power that is not above 0
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { focalTverskyLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * focalTverskyLoss(labels, probabilities, { gamma: 2 }).arraySync() // => 0.136110849
 * ```
 *
 * Source: N. Abraham, N. M. Khan, "A novel focal Tversky loss function with improved attention U-Net for lesion
 * segmentation", ISBI 2019, equation 4 (whose gamma is the reciprocal of this one).
 */
export function focalTverskyLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: FocalTverskyLossOptions = {},
): tf.Scalar {
  const { gamma = 0.75 } = options;
  checkNumber('focalTverskyLoss', 'gamma', gamma, 1e-3);
  return tversky('focalTverskyLoss', labels, probabilities, options, gamma);
}
