import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { checkCall } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { OVERLAP_OPTIONS, tverskyFamily } from './tverskyFamily.js';

export const F_BETA_OPTIONS = extended(
  {
    /** How many times recall counts as much as precision, at least 0. Default 1, which is soft Dice. */
    b: number({ fallback: 1 }),
  },
  OVERLAP_OPTIONS,
);
export type FBetaLossOptions = OptionsOf<typeof F_BETA_OPTIONS>;

/**
 * Soft F_b loss: one minus the F_b score (the weighted harmonic mean of precision and recall) relaxed to probabilities.
 *
 * `1 - ((1 + b^2)*TP + epsilon) / ((1 + b^2)*TP + FP + b^2*FN + epsilon)` per region, with `TP = sum(y*p)`, `FP =
 * sum(p) - TP`, `FN = sum(y) - TP`.
 *
 * It is soft Tversky with `alpha = 1/(1 + b^2)` and `beta = b^2/(1 + b^2)`. The squared form needs `b = 1`.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError as softDiceLoss, and for a negative `b` or a squared form with `b` other than 1
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { softFBetaLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * softFBetaLoss(labels, probabilities, { b: 2 }).arraySync() // => 0.362745098
 * ```
 *
 * Source: C. J. van Rijsbergen, "Information Retrieval", 1979, chapter 7 (the score, on sets).
 */
export function softFBetaLoss(labels: tf.Tensor, probabilities: tf.Tensor, options: FBetaLossOptions = {}): tf.Scalar {
  const { b, ...settled } = checkCall('softFBetaLoss', labels, probabilities, options, F_BETA_OPTIONS);
  checkFBeta('softFBetaLoss', { b, ...settled });
  return tverskyFamily('softFBetaLoss', labels, probabilities, settled, {
    truePositives: 1 + b * b,
    falsePositives: 1,
    falseNegatives: b * b,
  });
}

/** Refuses options that exclude each other. */
export function checkFBeta(name: string, { b, squared }: FBetaLossOptions): void {
  if (squared && b !== 1)
    throw new UserError(`${name}: the squared form needs b = 1, because its score exceeds 1 otherwise, but b is ${b}.`);
}
