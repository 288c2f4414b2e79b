import type * as tf from '@tensorflow/tfjs';
import { CROSS_ENTROPY_OPTIONS, smoothingOf, type Smoothing } from './labelSmoothing.js';
import { isBinary, likelihoodLoss, type LogLink } from './likelihoodLoss.js';
import { checkCall, shared } from './lossOptions.js';
import { extended, number, type OptionsOf, without } from './option.js';
import type { Region } from './regionLoss.js';
import { sortDescending } from './sortDescending.js';

export const TOP_K_CROSS_ENTROPY_OPTIONS = extended(
  {
    /** The fraction of valid pixels that count, above 0 and at most 1. Default 0.1. */
    k: number({ above: 0, most: 1, fallback: 0.1 }),
    /** The least probability that a logarithm takes, in [1e-12, 0.5]. Default 1e-7. */
    epsilon: CROSS_ENTROPY_OPTIONS.epsilon,
    /** The part of each label that is spread evenly over the classes, in [0, 1]. Default 0. */
    labelSmoothing: CROSS_ENTROPY_OPTIONS.labelSmoothing,
  },
  // Which pixels count is what this loss decides.
  without(shared('per', 'overlapping'), 'pixelWeights'),
);
export type TopKCrossEntropyOptions = OptionsOf<typeof TOP_K_CROSS_ENTROPY_OPTIONS>;

/**
 * Top-k cross-entropy: the mean cross-entropy of the pixels that are worst.
 *
 * `mean of the ceil(k*n) largest of l_i`, where `l_i` is the cross-entropy of pixel i and n the number of valid pixels
 * of an image (`per: 'image'`) or of the batch.
 *
 * Of equal losses at the edge the earlier pixels are taken; the value does not depend on it. The other pixels have
 * gradient 0. The cross-entropy of a pixel of regions that overlap is its mean over them. With `k: 1` it is
 * crossEntropyLoss. `epsilon`, `fromLogits` and `labelSmoothing` act as in weightedCrossEntropyLoss; overlap options
 * are refused, and `pixelWeights`: which pixels count is what this loss decides.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; several classes sum to one
 * @param probabilities - the same shape, in [0, 1]; several classes sum to one; logits with `fromLogits`
 * @returns scalar of at least 0; `[batch, 1]` with `reduction: 'none'`, since pixels are chosen over all classes; the
 * caller disposes it
 * @throws UserError as crossEntropyLoss, and for `k` outside (0, 1]
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { topKCrossEntropyLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * topKCrossEntropyLoss(labels, probabilities, { k: 0.4 }).arraySync() // => 0.916290732
 * ```
 *
 * Source: Z. Wu, C. Shen, A. van den Hengel, "Bridging Category-level and Instance-level Semantic Image Segmentation",
 * arXiv 1605.06885, section 3.1.
 */
export function topKCrossEntropyLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: TopKCrossEntropyOptions = {},
): tf.Scalar {
  const name = 'topKCrossEntropyLoss';
  const settled = checkCall(name, labels, probabilities, options, TOP_K_CROSS_ENTROPY_OPTIONS);
  const { k, labelSmoothing, ...common } = settled;
  const classes = probabilities.shape.at(-1) ?? 1;
  const smoothing = smoothingOf(labelSmoothing, isBinary(probabilities, settled) ? 2 : classes);
  return likelihoodLoss(
    name,
    labels,
    probabilities,
    { ...common, pixelWeights: undefined },
    ({ link, binary }) =>
      (region) =>
        topK(region, link, binary, smoothing, k),
    { joint: true },
  );
}

function topK(
  { labels, predictions, gradient, width }: Region,
  link: LogLink,
  binary: boolean,
  { keep, add }: Smoothing,
  k: number,
): number {
  const n = labels.length / width;
  // The loss of a pixel is the sum over classes, and the mean over regions that overlap.
  const part = binary ? 1 / width : 1;
  const losses = new Float32Array(n);
  for (let i = 0; i < labels.length; i++) {
    const y = keep * labels[i]! + add;
    const x = predictions[i]!;
    let loss = 0;
    if (y > 0) loss -= y * link.log(x);
    if (binary && y < 1) loss -= (1 - y) * link.log(link.complement(x));
    losses[Math.floor(i / width)]! += part * Math.max(0, loss);
  }
  const count = Math.ceil(k * n);
  let sum = 0;
  for (const v of sortDescending(losses).subarray(0, count)) {
    sum += losses[v]!;
    for (let i = v * width; i < (v + 1) * width; i++) {
      const y = keep * labels[i]! + add;
      if (y > 0) gradient[i] = (-part * y * link.slope(predictions[i]!)) / count;
      if (binary && y < 1) gradient[i]! += (part * (1 - y) * link.slope(link.complement(predictions[i]!))) / count;
    }
  }
  return sum / count;
}
