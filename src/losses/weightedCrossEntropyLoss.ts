import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { CROSS_ENTROPY_OPTIONS, likelihoodLoss, type CrossEntropyOptions, type LogLink } from './likelihoodLoss.js';
import { checkOptions, checkWeightCount } from './lossOptions.js';
import type { Region } from './regionLoss.js';

export interface WeightedCrossEntropyOptions extends CrossEntropyOptions {
  /** One weight per class, at least 0; with one channel `[background, foreground]`. */
  classWeights: readonly number[];
}

/**
 * Weighted cross-entropy: the logistic surrogate of a weighted Hamming similarity.
 *
 * One channel: `-mean(w1*y*log(p) + w0*(1 - y)*log(1 - p))`; several: `-mean(sum over classes of w_c*y_c*log(p_c))`. The mean is
 * over valid pixels and is not divided by the sum of the weights.
 *
 * A probability below `epsilon` counts as `epsilon` inside the logarithm, and its slope is that at `epsilon`, so that a pixel that is
 * wrong with certainty still learns. With `fromLogits` the logarithm is taken in closed form, and `epsilon` has no effect.
 * Without `mask`, `per` does not matter. Overlap options (`squared`, `empty`, `background`) have no meaning here and are refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; several classes sum to one
 * @param probabilities - the same shape, in [0, 1]; several classes sum to one; logits with `fromLogits`
 * @returns scalar of at least 0; with `reduction: 'none'` each class's part, `[batch, classes]`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, classes that do not sum to one, weights of the wrong length
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { weightedCrossEntropyLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * weightedCrossEntropyLoss(labels, probabilities, { classWeights: [1, 3] }).arraySync() // => 0.861949708
 * ```
 */
export function weightedCrossEntropyLoss(labels: tf.Tensor, probabilities: tf.Tensor, options: WeightedCrossEntropyOptions): tf.Scalar {
  const name = 'weightedCrossEntropyLoss';
  checkOptions(name, options, ['classWeights', ...CROSS_ENTROPY_OPTIONS]);
  if (options.classWeights === undefined) throw new UserError(`${name} needs classWeights; without weights take crossEntropyLoss.`);
  const { classWeights, ...common } = options;
  return crossEntropy(name, labels, probabilities, common, classWeights);
}

/** Cross-entropy under the name of the loss that was called; `weights` as in weightedCrossEntropyLoss, or all 1. */
export function crossEntropy(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: CrossEntropyOptions,
  classWeights?: readonly number[],
): tf.Scalar {
  return likelihoodLoss(name, labels, probabilities, options, ({ link, binary, fromLogits, epsilon }) => {
    const expected = binary ? 2 : probabilities.shape[probabilities.shape.length - 1]!;
    const weights = classWeights ?? new Array<number>(expected).fill(1);
    checkWeightCount(name, weights, expected, binary ? 'background, foreground' : 'one per class');
    return (region) => {
      if (!binary) return soft(region, link, weights[region.channel]!, 0);
      if (region.hard && !fromLogits) return hard(region, weights[1]!, weights[0]!, epsilon);
      return soft(region, link, weights[1]!, weights[0]!);
    };
  });
}

/** A product of factors of at least 1e-12 is folded into a logarithm before it can leave the range of doubles. */
const FOLD = 1e-280;

/** Sums the logarithms as the logarithm of a product, one multiplication a pixel, and does not branch on the label: five times faster. */
function hard({ labels, predictions, gradient }: Region, w1: number, w0: number, epsilon: number): number {
  const n = labels.length;
  let foreground = 1;
  let background = 1;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const y = labels[i]!;
    const likelihood = Math.max(1 - Math.abs(y - predictions[i]!), epsilon);
    foreground *= 1 - y + y * likelihood;
    background *= y + (1 - y) * likelihood;
    gradient[i] = (w0 - (w0 + w1) * y) / (likelihood * n);
    if (foreground < FOLD || background < FOLD) {
      sum += w1 * Math.log(foreground) + w0 * Math.log(background);
      foreground = 1;
      background = 1;
    }
  }
  return -(w1 * Math.log(foreground) + w0 * Math.log(background) + sum) / n;
}

/** The term of the label, and with `w0` that of its complement. */
function soft({ labels, predictions, gradient }: Region, link: LogLink, w1: number, w0: number): number {
  const n = labels.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const y = labels[i]!;
    const x = predictions[i]!;
    if (y > 0) {
      sum -= w1 * y * link.log(x);
      gradient[i] = (-w1 * y * link.slope(x)) / n;
    }
    if (w0 > 0 && y < 1) {
      const other = link.complement(x);
      sum -= w0 * (1 - y) * link.log(other);
      gradient[i]! += (w0 * (1 - y) * link.slope(other)) / n;
    }
  }
  return sum / n;
}
