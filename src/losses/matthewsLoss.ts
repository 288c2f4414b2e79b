import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { extended, number, type OptionsOf } from './option.js';
import { overlapLoss, type Sums, type Term } from './overlapLoss.js';

export const MATTHEWS_OPTIONS = extended(
  {
    /** Added to the true positives and to the true negatives; at least 1e-12. Default 1e-7. */
    epsilon: number({ least: 1e-12, fallback: 1e-7 }),
  },
  shared('per', 'empty', 'classWeights', 'background', 'overlapping'),
);
export type MatthewsLossOptions = OptionsOf<typeof MATTHEWS_OPTIONS>;

/**
 * Matthews loss: one minus the Matthews correlation coefficient of each class against the rest, relaxed to
 * probabilities.
 *
 * `1 - (TP*TN - FP*FN) / sqrt((TP + FP)*(TP + FN)*(TN + FP)*(TN + FN))` per region, with `TP = sum(y*p) + epsilon`,
 * `FP = sum((1 - y)*p)`, `FN = sum(y*(1 - p))`, `TN = sum((1 - y)*(1 - p)) + epsilon`.
 *
 * It counts true negatives, so it also tells a region that is all foreground from one that is half. `epsilon` stands
 * for one pixel of the foreground and one of the background that are predicted right, with this weight: where the
 * labels are all 0 or all 1, and the coefficient is 0/0 for every prediction, the loss still grows from 0, where all is
 * right, to 1, where all is wrong. A prediction nearer to labels of 0 and 1 at some pixels never has a larger loss. A
 * region without foreground follows `empty`.
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
    // A sum of float32 values may lead just past its bounds.
    const truePositives = intersection + epsilon;
    const falsePositives = Math.max(0, predicted - intersection);
    const falseNegatives = Math.max(0, labelled - intersection);
    const trueNegatives = Math.max(0, count - predicted - labelled + intersection) + epsilon;
    const [positive, negative] = [truePositives + falsePositives, trueNegatives + falseNegatives];
    const [foreground, background] = [truePositives + falseNegatives, trueNegatives + falsePositives];
    const above = truePositives * trueNegatives - falsePositives * falseNegatives;
    const below = Math.sqrt(positive * negative * foreground * background);
    return {
      value: 1 - above / below,
      byIntersection: -(positive + negative) / below,
      byPredicted: (foreground + (above * (1 / positive - 1 / negative)) / 2) / below,
    };
  }
}
