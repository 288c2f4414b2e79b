import type * as tf from '@tensorflow/tfjs';
import { checkCall } from './lossOptions.js';
import { OVERLAP_OPTIONS, tverskyFamily, type OverlapLossOptions } from './tverskyFamily.js';

/**
 * Soft Dice loss: one minus the Dice score relaxed to probabilities.
 *
 * `1 - (2*sum(y*p) + epsilon) / (sum(y) + sum(p) + epsilon)` per region; with `squared`, `sum(y^2) + sum(p^2)` below.
 *
 * On binary masks it is one minus their Dice score. Labels may be soft, but in the L1 form the minimum then lies at
 * hard probabilities, not at `p = y`; the squared form and diceSemimetricLoss have theirs at `p = y`. A region without
 * foreground in its labels scores what `empty` says.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes that differ, values outside [0, 1] or NaN, unknown options, weights of the wrong length,
 * and with `fromLogits` labels of several classes that do not sum to one, unless they are `overlapping`
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { softDiceLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * softDiceLoss(labels, probabilities).arraySync() // => 0.380952381
 * softDiceLoss(labels, probabilities, { squared: true }).arraySync() // => 0.230769231
 * ```
 *
 * Source: F. Milletari, N. Navab, S.-A. Ahmadi, "V-Net", 3DV 2016, section 3 (squared form); M. Drozdzal et al., "The
 * Importance of Skip Connections in Biomedical Image Segmentation", DLMIA 2016 (L1 form).
 */
export function softDiceLoss(labels: tf.Tensor, probabilities: tf.Tensor, options: OverlapLossOptions = {}): tf.Scalar {
  const settled = checkCall('softDiceLoss', labels, probabilities, options, OVERLAP_OPTIONS);
  return tverskyFamily('softDiceLoss', labels, probabilities, settled, {
    truePositives: 2,
    falsePositives: 1,
    falseNegatives: 1,
  });
}
