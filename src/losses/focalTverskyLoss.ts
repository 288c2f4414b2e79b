import type * as tf from '@tensorflow/tfjs';
import { checkCall } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { checkTversky, TVERSKY_OPTIONS } from './softTverskyLoss.js';
import { tverskyFamily } from './tverskyFamily.js';

export const FOCAL_TVERSKY_OPTIONS = extended(
  {
    /** The power of each region's loss, at least 0.001. Default 0.75. */
    gamma: number({ least: 1e-3, fallback: 0.75 }),
  },
  TVERSKY_OPTIONS,
);
export type FocalTverskyLossOptions = OptionsOf<typeof FOCAL_TVERSKY_OPTIONS>;

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
 * @throws UserError as softTverskyLoss, and for a power below 0.001
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
  const name = 'focalTverskyLoss';
  const { alpha, beta, gamma, ...settled } = checkCall(name, labels, probabilities, options, FOCAL_TVERSKY_OPTIONS);
  checkTversky(name, { alpha, beta, ...settled });
  return tverskyFamily(name, labels, probabilities, settled, {
    truePositives: 1,
    falsePositives: alpha,
    falseNegatives: beta,
    gamma,
  });
}
