import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { number, type OptionsOf } from './option.js';
import { overlapLoss, type Sums, type Term } from './overlapLoss.js';

export const MATTHEWS_OPTIONS = {
  ...shared('per', 'empty', 'classWeights', 'background'),
  /** Added in the numerator and in both factors of the denominator; at least 1e-12. Default 1e-7. */
  epsilon: number({ least: 1e-12, fallback: 1e-7 }),
};
export type MatthewsLossOptions = OptionsOf<typeof MATTHEWS_OPTIONS>;

/**
 * Matthews loss: one minus the Matthews correlation coefficient of each class against the rest, relaxed to
 * probabilities.
 *
 * `1 - (c + epsilon) / sqrt((a*(1 - a) + epsilon) * (b*(1 - b) + epsilon))` per region, with the means `a = mean(p)`,
 * `b = mean(y)` and `c = mean(y*p) - a*b`; on masks `c/sqrt(a(1-a)b(1-b)) = (TP*TN -
 * FP*FN)/sqrt((TP+FP)(TP+FN)(TN+FP)(TN+FN))`.
 *
 * It counts true negatives, so it also tells a region that is all foreground from one that is half. Where labels and
 * probabilities are both all 0 or both all 1 the loss is 0 by epsilon, which must be above 0 here. A region without
 * foreground follows `empty`.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; one class is a binary foreground
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 2], smaller is better, 1 for a prediction without relation to the labels; the caller disposes
 * it
 * @throws UserError for shapes, ranges, NaN, `squared`, weights of the wrong length, an epsilon below 1e-12
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { matthewsLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const prediction = tf.tensor3d([1, 0, 1, 0, 0], [1, 5, 1]);
 * matthewsLoss(labels, prediction).arraySync() // => 0.833333
 * ```
 *
 * Source: K. Abhishek, G. Hamarneh, "Matthews correlation coefficient loss for deep convolutional networks", ISBI 2021,
 * equation 4.
 */
export function matthewsLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: MatthewsLossOptions = {},
): tf.Scalar {
  const name = 'matthewsLoss';
  const settled = checkCall(name, labels, probabilities, options, MATTHEWS_OPTIONS);
  const { epsilon, empty } = settled;
  return overlapLoss(name, labels, probabilities, settled, (classes) => ({ own: classes.map(term) }));

  function term({ intersection, predicted, labelled, count }: Sums): Term | undefined {
    if (count === 0 || (labelled === 0 && empty === 'skip')) return undefined;
    if (labelled === 0 && empty === 'zero') return { value: 1, byIntersection: 0, byPredicted: 0 };
    const a = predicted / count;
    const b = labelled / count;
    const above = intersection / count - a * b + epsilon;
    // A sum of float32 values may lead just past 1.
    const spread = Math.max(0, a * (1 - a)) + epsilon;
    const below = Math.sqrt(spread * (Math.max(0, b * (1 - b)) + epsilon));
    return {
      value: 1 - above / below,
      byIntersection: -1 / (below * count),
      byPredicted: (b + (above * (1 - 2 * a)) / (2 * spread)) / (below * count),
    };
  }
}
