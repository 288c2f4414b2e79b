import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation } from './closedFormLoss.js';
import { hardCrossEntropy } from './hardCrossEntropy.js';
import { CROSS_ENTROPY_OPTIONS, smoothingOf, type Smoothing } from './labelSmoothing.js';
import { isBinary, likelihoodLoss, type LogLink } from './likelihoodLoss.js';
import { checkCall, checkWeightCount } from './lossOptions.js';
import { extended, number, numbers, required, type OptionsOf, type Settled } from './option.js';
import { checkProbabilities, flat, validCount, weighted, type Batch } from './readBatch.js';
import type { Region } from './regionLoss.js';
import { regionSums } from './regionSums.js';

export const WEIGHTED_CROSS_ENTROPY_OPTIONS = extended(
  {
    /**
     * One weight per class, at least 0; with one channel, or regions that overlap, `[background, foreground]` of each.
     * Without weights take crossEntropyLoss.
     */
    classWeights: required(numbers(number({ fallback: undefined }))),
  },
  CROSS_ENTROPY_OPTIONS,
);
type Options = OptionsOf<typeof WEIGHTED_CROSS_ENTROPY_OPTIONS>;
export type WeightedCrossEntropyOptions = Options & Required<Pick<Options, 'classWeights'>>;

/**
 * Weighted cross-entropy: the logistic surrogate of a weighted Hamming similarity.
 *
 * One channel: `-mean(w1*y*log(p) + w0*(1 - y)*log(1 - p))`; several: `-mean(sum over classes of w_c*y_c*log(p_c))`.
 * The mean is over valid pixels and is not divided by the sum of the class weights. Regions that overlap have the form
 * of one channel each, and the mean is over them too. With `labelSmoothing` s, y stands for `(1 - s)*y + s/K` of K classes
 * (background and foreground of one channel are two).
 *
 * A probability below `epsilon` counts as `epsilon` inside the logarithm, and its slope is that at `epsilon`, so that a
 * pixel that is wrong with certainty still learns. With `fromLogits` the logarithm is taken in closed form, and
 * `epsilon` has no effect. Without `mask`, `per` does not matter. Overlap options (`squared`, `empty`, `background`)
 * have no meaning here and are refused.
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
export function weightedCrossEntropyLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: WeightedCrossEntropyOptions,
): tf.Scalar {
  const name = 'weightedCrossEntropyLoss';
  const settled = checkCall(name, labels, probabilities, options, WEIGHTED_CROSS_ENTROPY_OPTIONS);
  const { classWeights, ...common } = settled;
  return crossEntropy(name, labels, probabilities, common, classWeights);
}

/** Cross-entropy under the name of the loss that was called; `weights` as in weightedCrossEntropyLoss, or all 1. */
export function crossEntropy(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: Settled<typeof CROSS_ENTROPY_OPTIONS>,
  classWeights?: readonly number[],
): tf.Scalar {
  const classes = probabilities.shape.at(-1) ?? 1;
  const binary = isBinary(probabilities, options);
  const { labelSmoothing, ...common } = options;
  const smoothing = smoothingOf(labelSmoothing, binary ? 2 : classes);
  const weights = classWeights ?? new Array<number>(binary ? 2 : classes).fill(1);
  checkWeightCount(name, weights, binary ? 2 : classes, binary ? 'background, foreground' : 'one per class');
  const [foreground, background] = binary
    ? [new Array<number>(classes).fill(weights[1]!), new Array<number>(classes).fill(weights[0]!)]
    : [weights, undefined];
  if (options.fromLogits) {
    return likelihoodLoss(
      name,
      labels,
      probabilities,
      common,
      ({ link }) =>
        (region) =>
          ofRegion(region, link, smoothing, foreground[region.channel]!, background?.[0] ?? 0),
    );
  }
  const { epsilon } = options;
  const evaluate = (batch: Batch) =>
    (classes === 1 && labelSmoothing === 0 ? hardCrossEntropy(batch, epsilon, weights[0]!, weights[1]!) : undefined) ??
    ofProbabilities(batch, epsilon, smoothing, foreground, background);
  return closedFormLoss(name, labels, probabilities, common, evaluate, { addColumns: !options.overlapping });
}

/** On the engine: each operation is one pass, and the sums are added in float64. */
function ofProbabilities(
  batch: Batch,
  epsilon: number,
  { keep, add }: Smoothing,
  foreground: readonly number[],
  background?: readonly number[],
): Evaluation {
  const { rows, classes } = batch;
  const counts = Array.from({ length: rows }, (_, row) => validCount(batch, row));
  const [given, p] = [flat(batch.labels, batch), flat(batch.predictions, batch)];
  const y: tf.Tensor3D = add === 0 ? given : tf.add(tf.mul(given, keep), add);
  const terms = [{ label: y, probability: tf.maximum(p, epsilon), weights: foreground, sign: -1 }];
  if (background)
    terms.push({ label: tf.sub(1, y), probability: tf.maximum(tf.sub(1, p), epsilon), weights: background, sign: 1 });
  const values = tf.tidy(() => {
    checkProbabilities(batch, given, p, { exclusive: !background });
    const sums = terms.map(({ label, probability }) => regionSums(weighted(tf.mul(label, tf.log(probability)), batch)));
    return Array.from({ length: rows * classes }, (_, k) => {
      const count = counts[Math.floor(k / classes)]!;
      return count === 0
        ? NaN
        : -terms.reduce((sum, { weights }, t) => sum + weights[k % classes]! * sums[t]![k]!, 0) / count;
    });
  });
  const gradient = (scale: Float64Array, ...saved: tf.Tensor[]): tf.Tensor => {
    const parts = terms.map(({ weights, sign }, t) => {
      const factors = Array.from(
        scale,
        (factor, k) => (sign * factor * weights[k % classes]!) / Math.max(1, counts[Math.floor(k / classes)]!),
      );
      return tf.div(tf.mul(saved[2 * t]!, tf.tensor3d(factors, [rows, 1, classes])), saved[2 * t + 1]!);
    });
    return weighted(tf.addN(parts), batch);
  };
  return {
    values: Float64Array.from(values),
    columns: classes,
    saved: terms.flatMap(({ label, probability }) => [label, probability]),
    gradient,
  };
}

/** On logits, in the stable form: the term of the label, and with `w0` that of its complement. */
function ofRegion(
  { labels, predictions, weights, total, gradient }: Region,
  link: LogLink,
  { keep, add }: Smoothing,
  w1: number,
  w0: number,
): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const y = keep * labels[i]! + add;
    const x = predictions[i]!;
    const w = weights ? weights[i]! : 1;
    if (y > 0) {
      sum -= w * w1 * y * link.log(x);
      gradient[i] = (-w * w1 * y * link.slope(x)) / total;
    }
    if (w0 > 0 && y < 1) {
      const other = link.complement(x);
      sum -= w * w0 * (1 - y) * link.log(other);
      gradient[i]! += (w * w0 * (1 - y) * link.slope(other)) / total;
    }
  }
  return sum / total;
}
