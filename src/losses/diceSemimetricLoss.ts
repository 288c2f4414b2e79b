import type * as tf from '@tensorflow/tfjs';
import { distanceSums, type SoftLabelLossOptions } from './distanceSums.js';

/**
 * Dice semimetric loss: a soft Dice loss whose minimum lies at `p = y` for soft labels too.
 *
 * With `S = sum(y) + sum(p)`, `D = sum|y - p|`, `I = sum(y*p)` per region: variant 1 is `1 - (S - D + epsilon) / (S +
 * epsilon)`, variant 2 is `1 - (2*I + epsilon) / (2*I + D + epsilon)`.
 *
 * For hard labels both are softDiceLoss. It is no metric: `d(x, y)` may exceed `d(x, z) + d(z, y)`, by half at most. At
 * `p = y` the loss is 0, and the slope of `|y - p|` is taken as 0. The squared form is refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, an unknown variant, weights of the wrong length
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { diceSemimetricLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([0.8, 0.5, 0.3, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * diceSemimetricLoss(labels, probabilities).arraySync() // => 0.210526316
 * diceSemimetricLoss(labels, probabilities, { variant: 2 }).arraySync() // => 0.266666667
 * ```
 *
 * Source: Z. Wang et al., "Dice Semimetric Losses: Optimizing the Dice Score with Soft Labels", MICCAI 2023, section
 * 2.2.
 */
export function diceSemimetricLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: SoftLabelLossOptions = {},
): tf.Scalar {
  return distanceSums('diceSemimetricLoss', labels, probabilities, options, {
    1: { above: { sizes: 1, intersection: 0, distance: -1 }, below: { sizes: 1, intersection: 0, distance: 0 } },
    2: { above: { sizes: 0, intersection: 2, distance: 0 }, below: { sizes: 0, intersection: 2, distance: 1 } },
  });
}
