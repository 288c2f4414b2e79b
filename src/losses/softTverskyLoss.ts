import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { checkNumber, checkOptions } from './lossOptions.js';
import { OVERLAP_OPTIONS, tverskyFamily, type OverlapLossOptions } from './tverskyFamily.js';

export interface TverskyLossOptions extends OverlapLossOptions {
  /** Weight of false positives, at least 0. Default 0.3. */
  alpha?: number;
  /** Weight of false negatives, at least 0. Default 0.7. */
  beta?: number;
}

/**
 * Soft Tversky loss: one minus the Tversky index relaxed to probabilities.
 *
 * `1 - (TP + epsilon) / (TP + alpha*FP + beta*FN + epsilon)` per region, with `TP = sum(y*p)`, `FP = sum(p) - TP`,
 * `FN = sum(y) - TP`.
 *
 * `alpha = beta = 1/2` is soft Dice and `alpha = beta = 1` soft Jaccard. Scores are computed per class: summed over
 * classes that exclude each other first, FP and FN would agree, and only `alpha + beta` would matter. The squared form
 * needs `alpha = beta`: otherwise its score exceeds 1.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError as softDiceLoss, and for negative weights or a squared form with `alpha` other than `beta`
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { softTverskyLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * softTverskyLoss(labels, probabilities, { alpha: 0.3, beta: 0.7 }).arraySync() // => 0.368932039
 * ```
 *
 * Source: S. S. M. Salehi, D. Erdogmus, A. Gholipour, "Tversky loss function for image segmentation using 3D fully
 * convolutional deep networks", MLMI 2017, equation 2.
 */
export function softTverskyLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: TverskyLossOptions = {},
): tf.Scalar {
  return tversky('softTverskyLoss', labels, probabilities, options, 1);
}

/** Soft Tversky with the power `gamma`, under the name of the loss that was called. */
export function tversky(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: TverskyLossOptions,
  gamma: number,
): tf.Scalar {
  const own = name === 'softTverskyLoss' ? ['alpha', 'beta'] : ['alpha', 'beta', 'gamma'];
  checkOptions(name, options, [...own, ...OVERLAP_OPTIONS]);
  const { alpha = 0.3, beta = 0.7, squared = false } = options;
  checkNumber(name, 'alpha', alpha, 0);
  checkNumber(name, 'beta', beta, 0);
  if (squared && alpha !== beta) {
    throw new UserError(
      `${name}: the squared form needs alpha = beta, because its score exceeds 1 otherwise, but alpha is ${alpha} and beta is ${beta}.`,
    );
  }
  return tverskyFamily(name, labels, probabilities, options, {
    truePositives: 1,
    falsePositives: alpha,
    falseNegatives: beta,
    gamma,
  });
}
