import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { LIKELIHOOD_OPTIONS, likelihoodLoss, type LogLink } from './likelihoodLoss.js';
import { checkCall, checkWeightCount } from './lossOptions.js';
import { extended, number, numbers, type OptionsOf } from './option.js';
import type { Region } from './regionLoss.js';

export const FOCAL_OPTIONS = extended(
  {
    /**
     * One channel, or regions that overlap: the weight of the foreground in [0, 1]; the background has `1 - alpha`.
     * Default 0.25.
     */
    alpha: number({ most: 1, fallback: undefined }),
    /** Power by which pixels that are right already fade, at least 0. Default 2; 0 is a weighted cross-entropy. */
    gamma: number({ fallback: 2 }),
    /** Classes that exclude each other: one weight per class. Default all 1. */
    classWeights: numbers(number({ fallback: undefined })),
  },
  LIKELIHOOD_OPTIONS,
);
export type FocalLossOptions = OptionsOf<typeof FOCAL_OPTIONS>;

/**
 * Focal loss: cross-entropy in which pixels that are right already fade.
 *
 * One channel: `-mean(alpha*y*(1 - p)^gamma*log(p) + (1 - alpha)*(1 - y)*p^gamma*log(1 - p))`; several:
 * `-mean(sum over classes of w_c*y_c*(1 - p_c)^gamma*log(p_c))`. The mean is over valid pixels. Regions that overlap
 * have the form of one channel each, and the mean is over them too.
 *
 * Probabilities below `epsilon` count as `epsilon` inside the logarithm. With `fromLogits` the stable form is taken.
 * Overlap options are refused.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]; several classes sum to one
 * @param probabilities - the same shape, in [0, 1]; several classes sum to one; logits with `fromLogits`
 * @returns scalar of at least 0; with `reduction: 'none'` each class's part, `[batch, classes]`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, classes that do not sum to one, `alpha` with several classes,
 * `classWeights` with one
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { focalLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 1, 0, 0, 0], [1, 5, 1]);
 * const probabilities = tf.tensor3d([0.9, 0.4, 0.6, 0.2, 0.1], [1, 5, 1]);
 * focalLoss(labels, probabilities).arraySync() // => 0.067522515
 * ```
 *
 * Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, equation 5.
 */
export function focalLoss(labels: tf.Tensor, probabilities: tf.Tensor, options: FocalLossOptions = {}): tf.Scalar {
  const name = 'focalLoss';
  const settled = checkCall(name, labels, probabilities, options, FOCAL_OPTIONS);
  const { alpha, gamma, classWeights, ...common } = settled;
  return likelihoodLoss(name, labels, probabilities, common, ({ link, binary }) => {
    const classes = probabilities.shape.at(-1) ?? 1;
    if (binary && classWeights)
      throw new UserError(
        `${name}: with one channel, or overlapping regions, the classes are weighed by alpha, not by classWeights.`,
      );
    if (!binary && alpha !== undefined)
      throw new UserError(
        `${name}: alpha weighs one channel against its background; with ${classes} channels take classWeights.`,
      );
    if (classWeights) checkWeightCount(name, classWeights, classes, 'one per class');
    const weights = binary
      ? [alpha ?? 0.25, 1 - (alpha ?? 0.25)]
      : (classWeights ?? new Array<number>(classes).fill(1));
    return (region) =>
      binary
        ? focal(region, link, gamma, weights[0]!, weights[1]!)
        : focal(region, link, gamma, weights[region.channel]!, 0);
  });
}

function focal(
  { labels, predictions, weights, total, gradient }: Region,
  link: LogLink,
  gamma: number,
  foreground: number,
  background: number,
): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const x = predictions[i]!;
    const w = weights ? weights[i]! : 1;
    const weight = w * foreground * labels[i]!;
    if (weight > 0) {
      const log = link.log(x);
      sum += weight * term(log, gamma);
      gradient[i] = (weight * termSlope(log, gamma) * link.slope(x)) / total;
    }
    const rest = w * background * (1 - labels[i]!);
    if (rest > 0) {
      const other = link.complement(x);
      const log = link.log(other);
      sum += rest * term(log, gamma);
      gradient[i]! -= (rest * termSlope(log, gamma) * link.slope(other)) / total;
    }
  }
  return sum / total;
}

/** `-(1 - p)^gamma * log(p)` of `log(p)`. */
function term(log: number, gamma: number): number {
  return -((-Math.expm1(log)) ** gamma) * log;
}

/** Its derivative with respect to `log(p)`, whose limit at p = 1 is 0 for every gamma above 0. */
function termSlope(log: number, gamma: number): number {
  const q = -Math.expm1(log);
  if (q <= 0) return gamma === 0 ? -1 : 0;
  return gamma * q ** (gamma - 1) * Math.exp(log) * log - q ** gamma;
}
