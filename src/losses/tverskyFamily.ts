import type * as tf from '@tensorflow/tfjs';
import { shared } from './lossOptions.js';
import type { OptionsOf, Settled } from './option.js';
import { overlapLoss, type Sums, type Term } from './overlapLoss.js';

/** The options of every loss of this family. */
export const OVERLAP_OPTIONS = shared(
  'per',
  'epsilon',
  'squared',
  'empty',
  'classWeights',
  'background',
  'overlapping',
);
export type OverlapLossOptions = OptionsOf<typeof OVERLAP_OPTIONS>;

/** The three numbers that tell the members apart. */
export interface Member {
  /** Weight of the true positives: 2 for Dice, 1 for Jaccard and Tversky, 1 + b^2 for F_b. */
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  /** The loss is `(1 - score)^gamma`. Default 1. */
  gamma?: number;
}

/**
 * One expression for soft Dice, Jaccard, Tversky and F_b. With `TP = sum labels*probabilities`,
 * `FP = sum probabilities - TP` and `FN = sum labels - TP`, per region,
 * `score = (t*TP + epsilon) / (t*TP + p*FP + n*FN + epsilon)` and `loss = (1 - score)^gamma`.
 */
export function tverskyFamily(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: Settled<typeof OVERLAP_OPTIONS>,
  { truePositives: t, falsePositives: p, falseNegatives: n, gamma = 1 }: Member,
): tf.Scalar {
  const { epsilon, empty } = options;
  return overlapLoss(name, labels, probabilities, options, (classes) => ({ own: classes.map(term) }));

  function term({ intersection, predicted, labelled, count }: Sums): Term | undefined {
    if (count === 0 || (labelled === 0 && empty === 'skip')) return undefined;
    if (labelled === 0 && empty === 'zero') return { value: 1, byIntersection: 0, byPredicted: 0 };
    const above = t * intersection + epsilon;
    const below = above + p * (predicted - intersection) + n * (labelled - intersection);
    // 0/0: nothing labelled, nothing predicted and no epsilon. The score is that of the limit epsilon -> 0.
    if (below === 0) return { value: 0, byIntersection: 0, byPredicted: 0 };
    const missed = Math.max(0, (below - above) / below);
    const slope = focalSlope(missed, gamma);
    return {
      value: missed ** gamma,
      byIntersection: (-slope * (t * below - above * (t - p - n))) / below ** 2,
      byPredicted: (slope * above * p) / below ** 2,
    };
  }
}

/**
 * Derivative of `missed^gamma`; at a perfect score with gamma below 1, where it is infinite, 0: there is nothing left
 * to gain.
 */
function focalSlope(missed: number, gamma: number): number {
  if (gamma === 1) return 1;
  return missed === 0 ? 0 : gamma * missed ** (gamma - 1);
}
