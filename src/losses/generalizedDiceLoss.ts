import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { extended, oneOf, type OptionsOf } from './option.js';
import { overlapLoss, type RowTerms, type Sums } from './overlapLoss.js';

export const GENERALIZED_DICE_OPTIONS = extended(
  {
    /**
     * `'square'`: `w_c = 1/n_c^2`, `'simple'`: `1/n_c`, `'uniform'`: 1, for the `n_c` labelled pixels of class c. Default
     * `'square'`.
     */
    weighting: oneOf('square', 'simple', 'uniform'),
  },
  shared('per', 'epsilon', 'empty', 'background', 'overlapping'),
);
export type GeneralizedDiceOptions = OptionsOf<typeof GENERALIZED_DICE_OPTIONS>;

/**
 * Generalised Dice loss: one Dice score over all classes of a row, in which rare classes weigh more.
 *
 * `1 - (2*sum_c w_c*sum(y_c*p_c) + epsilon) / (sum_c w_c*(sum(y_c) + sum(p_c)) + epsilon)`, per row. The weights are
 * scaled so that the rarest class that is present has 1.
 *
 * A class that is absent from a row has the weight of its rarest present class, 1, so that it neither rules the loss
 * nor is free. A row without any label (of the scored classes) follows `empty`. `classWeights` and `squared` are
 * refused: the weights are the loss.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1]
 * @param probabilities - the same shape, in [0, 1]; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, 1]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, an unknown weighting
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { generalizedDiceLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 0, 1, 0, 1, 0, 0, 1], [1, 4, 2]);
 * const probabilities = tf.tensor3d([0.8, 0.2, 0.6, 0.4, 1, 0, 0.5, 0.5], [1, 4, 2]);
 * generalizedDiceLoss(labels, probabilities).arraySync() // => 0.443548387
 * ```
 *
 * Source: C. H. Sudre et al., "Generalised Dice overlap as a deep learning loss function for highly unbalanced
 * segmentations", DLMIA 2017, section 2.
 */
export function generalizedDiceLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: GeneralizedDiceOptions = {},
): tf.Scalar {
  const name = 'generalizedDiceLoss';
  const { weighting, ...settled } = checkCall(name, labels, probabilities, options, GENERALIZED_DICE_OPTIONS);
  const { epsilon, background, empty } = settled;
  const power = { square: 2, simple: 1, uniform: 0 }[weighting];
  return overlapLoss(name, labels, probabilities, settled, terms);

  function terms(classes: Sums[]): RowTerms {
    const first = !background && classes.length > 1 ? 1 : 0;
    const present = classes
      .slice(first)
      .map((sums) => sums.labelled)
      .filter((labelled) => labelled > 0);
    const constant = (value: number) => ({ shared: classes.map(() => ({ value, byIntersection: 0, byPredicted: 0 })) });
    if (classes[0]!.count === 0 || (present.length === 0 && empty === 'skip')) return { shared: undefined };
    if (present.length === 0 && empty === 'zero') return constant(1);
    const rarest = Math.min(...present, Infinity);
    const weights = classes.map(({ labelled }, c) => (c < first ? 0 : labelled > 0 ? (rarest / labelled) ** power : 1));
    const total = (of: (sums: Sums) => number) => classes.reduce((sum, sums, c) => sum + weights[c]! * of(sums), 0);
    const above = 2 * total((sums) => sums.intersection) + epsilon;
    const below = total((sums) => sums.labelled + sums.predicted) + epsilon;
    if (below === 0) return constant(0);
    return {
      shared: weights.map((weight) => ({
        value: 1 - above / below,
        byIntersection: (-2 * weight) / below,
        byPredicted: (weight * above) / below ** 2,
      })),
    };
  }
}
