import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { checkNumber, checkOptions, checkWeightCount, type LossOptions } from './lossOptions.js';
import type { Demands } from './readBatch.js';
import { regionLoss, type Region } from './regionLoss.js';

export type CrossEntropyOptions = Pick<LossOptions, 'per' | 'epsilon' | 'mask' | 'fromLogits' | 'reduction'>;
export const CROSS_ENTROPY_OPTIONS = ['per', 'epsilon', 'mask', 'fromLogits', 'reduction'] as const;

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
 * weightedCrossEntropyLoss(labels, probabilities, { classWeights: [1, 3] }) // => 0.861949708
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
  const { epsilon = 1e-7, fromLogits = false, ...common } = options;
  checkNumber(name, 'epsilon', epsilon, 1e-12, 0.5);
  const classes = probabilities.shape[probabilities.shape.length - 1]!;
  const binary = classes === 1;
  const weights = classWeights ?? new Array<number>(binary ? 2 : classes).fill(1);
  checkWeightCount(name, weights, binary ? 2 : classes, binary ? 'background, foreground' : 'one per class');
  const demands: Demands = { predictions: fromLogits ? 'logits' : 'probabilities', exclusive: true };
  const value = (region: Region): number => {
    if (binary) return (fromLogits ? binaryFromLogits : binaryFromProbabilities)(region, weights[0]!, weights[1]!, epsilon);
    return (fromLogits ? linear : classFromProbabilities)(region, weights[region.channel]!, epsilon);
  };
  return tf.tidy(() => {
    const predictions = fromLogits && !binary ? tf.logSoftmax(probabilities) : probabilities;
    return regionLoss(name, labels, predictions, common, demands, value, { addColumns: true });
  });
}

/**
 * The logarithm of a product of numbers in [1e-7, 2], kept as one product that is folded before it leaves the range of
 * doubles: one multiplication a pixel in place of one logarithm.
 */
function logProduct() {
  let [product, sum] = [1, 0];
  return {
    times(factor: number): void {
      product *= factor;
      if (product < 1e-280 || product > 1e280) {
        sum += Math.log(product);
        product = 1;
      }
    },
    log: () => sum + Math.log(product),
  };
}

function binaryFromProbabilities({ labels, predictions, gradient }: Region, w0: number, w1: number, epsilon: number): number {
  const [foreground, background] = [logProduct(), logProduct()];
  const n = labels.length;
  let soft = 0;
  for (let i = 0; i < n; i++) {
    const y = labels[i]!;
    const p = Math.max(predictions[i]!, epsilon);
    const q = Math.max(1 - predictions[i]!, epsilon);
    if (y === 1) foreground.times(p);
    else if (y === 0) background.times(q);
    else soft += w1 * y * Math.log(p) + w0 * (1 - y) * Math.log(q);
    gradient[i] = ((w0 * (1 - y)) / q - (w1 * y) / p) / n;
  }
  return -(w1 * foreground.log() + w0 * background.log() + soft) / n;
}

function classFromProbabilities({ labels, predictions, gradient }: Region, weight: number, epsilon: number): number {
  const hard = logProduct();
  const n = labels.length;
  let soft = 0;
  for (let i = 0; i < n; i++) {
    const y = labels[i]!;
    if (y === 0) continue;
    const p = Math.max(predictions[i]!, epsilon);
    if (y === 1) hard.times(p);
    else soft += y * Math.log(p);
    gradient[i] = (-weight * y) / p / n;
  }
  return (-weight * (hard.log() + soft)) / n;
}

/** `log(1 + exp(s)) = max(s, 0) + log(1 + exp(-|s|))`, whose second part is a product over the pixels. */
function binaryFromLogits({ labels, predictions, gradient }: Region, w0: number, w1: number): number {
  const [foreground, background] = [logProduct(), logProduct()];
  const n = labels.length;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const y = labels[i]!;
    const s = predictions[i]!;
    const tail = Math.exp(-Math.abs(s));
    const p = (s >= 0 ? 1 : tail) / (1 + tail);
    if (y === 1) foreground.times(1 + tail);
    else if (y === 0) background.times(1 + tail);
    else rest += (w1 * y + w0 * (1 - y)) * Math.log1p(tail);
    rest += w1 * y * Math.max(-s, 0) + w0 * (1 - y) * Math.max(s, 0);
    gradient[i] = (w0 * (1 - y) * p - (w1 * y * (s >= 0 ? tail : 1)) / (1 + tail)) / n;
  }
  return (w1 * foreground.log() + w0 * background.log() + rest) / n;
}

/** The predictions are logarithms of probabilities. */
function linear({ labels, predictions, gradient }: Region, weight: number): number {
  const n = labels.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += labels[i]! * predictions[i]!;
    gradient[i] = (-weight * labels[i]!) / n;
  }
  return (-weight * sum) / n;
}
