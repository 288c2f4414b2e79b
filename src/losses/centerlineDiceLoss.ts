import * as tf from '@tensorflow/tfjs';
import { activation } from './closedFormLoss.js';
import { checkCall, DEFAULT_OPTIONS, shared, type LossOptions } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { asFloat, checkSoftmaxLabels, readBatch, validCount } from './readBatch.js';
import { regionLoss } from './regionLoss.js';
import { softSkeleton } from './softSkeleton.js';

export const CENTERLINE_DICE_OPTIONS = extended(
  {
    /** Erosions of the soft skeleton: at least the largest radius of the structures, in voxels. Default 3. */
    iterations: number({ whole: true, fallback: 3 }),
    /** Added to the numerator and to the denominator of precision and recall; at least 1e-12. Default 1e-7. */
    epsilon: number({ least: 1e-12, fallback: 1e-7 }),
  },
  shared('overlapping'),
);
export type CenterlineDiceOptions = OptionsOf<typeof CENTERLINE_DICE_OPTIONS>;

/**
 * Centreline Dice loss (clDice): one minus the harmonic mean of how much of each skeleton lies in the other mask, for
 * tubular structures.
 *
 * `1 - 2*P*R/(P + R)` per image and class, with `P = (sum(s(p)*y) + epsilon) / (sum(s(p)) + epsilon)`, `R =
 * (sum(s(y)*p) + epsilon) / (sum(s(y)) + epsilon)`, and the soft skeleton s.
 *
 * Where labels and probabilities are both empty the loss is 0 by epsilon, which must be above 0 here. A mask that is
 * all foreground, or thicker than `2*iterations`, has no centreline, and a prediction of it costs nothing where the
 * labels have none either: this is the one loss of which a worse prediction can have the smaller value. Where
 * neighbours tie, the gradient goes to the centre, or else to the first axis. Pixels that `mask` leaves out are
 * background on both sides. It is always per image, and is meant beside softDiceLoss (combinedLoss). `empty`,
 * `squared`, `background` and `classWeights` are refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, classes]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { centerlineDiceLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor4d([0, 1, 0, 0, 1, 0, 0, 1, 0], [1, 3, 3, 1]);
 * centerlineDiceLoss(labels, labels).arraySync() // => 0
 * ```
 *
 * Source: S. Shit et al., "clDice - a Novel Topology-Preserving Loss Function for Tubular Structure Segmentation", CVPR
 * 2021, algorithms 1 and 2.
 */
export function centerlineDiceLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: CenterlineDiceOptions = {},
): tf.Scalar {
  const name = 'centerlineDiceLoss';
  const settled = checkCall(name, labels, probabilities, options, CENTERLINE_DICE_OPTIONS);
  const { iterations, epsilon, mask, pixelWeights, fromLogits, overlapping, reduction } = settled;
  return tf.tidy(() => {
    const batch = readBatch(name, labels, probabilities, settled);
    const { mask: valid, classes } = batch;
    checkSoftmaxLabels(batch);
    const counting = valid && tf.tensor(valid, [...probabilities.shape.slice(0, -1), 1], 'bool');
    const only = (values: tf.Tensor) => (counting ? tf.where(counting, values, 0) : values);
    const [allLabels, given] = [asFloat(labels), asFloat(probabilities)];
    const all = fromLogits ? activation(given, overlapping) : given;
    const counts = Array.from({ length: batch.rows }, (_, row) => validCount(batch, row) > 0);
    const counted = valid && tf.tensor2d(counts, [batch.rows, 1], 'bool');
    const weightedSum = (factors: tf.Tensor, values: tf.Tensor) => {
      const sums = sumOfProducts(factors, values, { mask, pixelWeights });
      return counted ? tf.where(counted, sums, 0) : sums;
    };
    // Refuses values that do not fit, while they are still as the caller gave them.
    weightedSum(allLabels, all);
    const [y, p] = [only(allLabels), only(all)];
    const [ofLabels, ofPrediction] = [softSkeleton(y, iterations), softSkeleton(p, iterations)];
    const share = (weights: tf.Tensor, values: tf.Tensor, whole: tf.Tensor) =>
      tf.div(tf.add(weightedSum(weights, values), epsilon), tf.add(weightedSum(tf.onesLike(whole), whole), epsilon));
    const [precision, recall] = [share(y, ofPrediction, ofPrediction), share(ofLabels, p, ofLabels)];
    const losses = tf.sub(1, tf.div(tf.mul(2, tf.mul(precision, recall)), tf.add(precision, recall)));
    // An image without a valid pixel is empty on both sides: its losses and slopes are 0 already, and only the mean
    // must not count it.
    if (reduction === 'none') return tf.add(losses, tf.tensor2d(counts.map((count) => [count ? 0 : NaN])));
    return tf.div(tf.sum(losses), reduction === 'sum' ? 1 : Math.max(1, classes * counts.filter(Boolean).length));
  }) as tf.Scalar;
}

/** `sum(factors*values)` of each image and class, in float64 on every engine, differentiable by the values. */
function sumOfProducts(
  factors: tf.Tensor,
  values: tf.Tensor,
  pixels: Pick<LossOptions, 'mask' | 'pixelWeights'>,
): tf.Tensor {
  return regionLoss(
    'centerlineDiceLoss',
    factors,
    values,
    { ...DEFAULT_OPTIONS, ...pixels, reduction: 'none' },
    { predictions: 'probabilities' },
    ({ labels: y, predictions: x, weights, gradient }) => {
      let sum = 0;
      for (let i = 0; i < y.length; i++) {
        const factor = y[i]! * (weights ? weights[i]! : 1);
        gradient[i] = factor;
        sum += factor * x[i]!;
      }
      return sum;
    },
  );
}
