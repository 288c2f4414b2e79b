import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { checkCall } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { OVERLAP_OPTIONS, tverskyFamily } from './tverskyFamily.js';

export const TVERSKY_OPTIONS = extended(
  {
    /** Weight of false positives, at least 0. Default 0.3. */
    alpha: number({ fallback: 0.3 }),
    /** Weight of false negatives, at least 0. Default 0.7. */
    beta: number({ fallback: 0.7 }),
  },
  OVERLAP_OPTIONS,
);
export type TverskyLossOptions = OptionsOf<typeof TVERSKY_OPTIONS>;

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
  const name = 'softTverskyLoss';
  const { alpha, beta, ...settled } = checkCall(name, labels, probabilities, options, TVERSKY_OPTIONS);
  checkTversky(name, { alpha, beta, ...settled });
  return tverskyFamily(name, labels, probabilities, settled, {
    truePositives: 1,
    falsePositives: alpha,
    falseNegatives: beta,
  });
}

/** Refuses options that exclude each other. */
export function checkTversky(name: string, { alpha, beta, squared }: TverskyLossOptions): void {
  if (squared && alpha !== beta)
    throw new UserError(
      `${name}: the squared form needs alpha = beta, because its score exceeds 1 otherwise, but alpha is ${alpha} and beta is ${beta}.`,
    );
}
