import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { checkCall, shared } from './lossOptions.js';
import { extended, matrix, number, type OptionsOf } from './option.js';
import { regionLoss, type Region } from './regionLoss.js';

export const WASSERSTEIN_DICE_OPTIONS = extended(
  {
    /**
     * `classes x classes`, how far two classes are apart: symmetric, 0 on the diagonal. Scaled to a largest distance of
     * 1. Default: 1 between any two.
     */
    distances: matrix(number({ fallback: undefined })),
  },
  shared('per', 'epsilon', 'empty'),
);
export type WassersteinDiceOptions = OptionsOf<typeof WASSERSTEIN_DICE_OPTIONS>;

/**
 * Generalised Wasserstein Dice loss: one Dice score over all classes, in which a confusion costs as much as the two
 * classes are apart.
 *
 * `1 - (2*T + epsilon) / (2*T + sum_i W_i + epsilon)` per row, with `W_i = sum_k sum_c y_ik*M[k][c]*p_ic` and `T =
 * sum_i sum over k > 0 of y_ik*(1 - sum_c M[k][c]*p_ic)`.
 *
 * Class 0 is the background. With two classes at distance 1 it is the soft Dice loss of the foreground. Each pixel
 * meets its own labels only, whatever the batch. A row without foreground follows `empty`. One channel is refused: take
 * softDiceLoss.
 *
 * @param labels - `[batch, ...space, classes]`, in [0, 1], summing to one
 * @param probabilities - the same shape, in [0, 1], summing to one; logits with `fromLogits`
 * @returns scalar in [0, 1], smaller is better; `[batch, 1]` with `reduction: 'none'`; the caller disposes it
 * @throws UserError for shapes, ranges, NaN, classes that do not sum to one, a matrix that is no matrix of distances
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { generalizedWassersteinDiceLoss } from 'dice-workbook/losses';
 * const labels = tf.tensor3d([1, 0, 0, 0, 0, 1], [1, 2, 3]);
 * const probabilities = tf.tensor3d([1, 0, 0, 0, 1, 0], [1, 2, 3]);
 * generalizedWassersteinDiceLoss(labels, probabilities, { distances: [[0, 1, 1], [1, 0, 0.5], [1, 0.5, 0]] }).arraySync() // => 0.333333333
 * ```
 *
 * Source: L. Fidon et al., "Generalised Wasserstein Dice Score for Imbalanced Multi-class Segmentation using Holistic
 * Convolutional Networks", BrainLes 2017, section 3.2.
 */
export function generalizedWassersteinDiceLoss(
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: WassersteinDiceOptions = {},
): tf.Scalar {
  const name = 'generalizedWassersteinDiceLoss';
  const settled = checkCall(name, labels, probabilities, options, WASSERSTEIN_DICE_OPTIONS);
  const { distances, epsilon, empty, ...common } = settled;
  const classes = probabilities.shape[probabilities.shape.length - 1]!;
  if (classes === 1)
    throw new UserError(
      `${name} needs two classes or more, the background first, but got one channel; take softDiceLoss.`,
    );
  const matrix = distances
    ? scaled(name, distances, classes)
    : Array.from({ length: classes }, (_, k) => Array.from({ length: classes }, (_, c) => (k === c ? 0 : 1)));
  return regionLoss(name, labels, probabilities, common, { predictions: 'probabilities', exclusive: true }, value, {
    joint: true,
  });

  function value({ labels: y, predictions: p, weights, gradient }: Region): number | undefined {
    let [hit, cost, foreground] = [0, 0, 0];
    for (let v = 0; v < y.length; v += classes) {
      for (let k = 0; k < classes; k++) {
        const label = y[v + k]! * (weights ? weights[v]! : 1);
        if (label === 0) continue;
        let expected = 0;
        for (let c = 0; c < classes; c++) expected += matrix[k]![c]! * p[v + c]!;
        cost += label * expected;
        if (k > 0) hit += label * (1 - expected);
        if (k > 0) foreground += label;
      }
    }
    if (foreground === 0 && empty !== 'one') return empty === 'skip' ? undefined : 1;
    const above = 2 * hit + epsilon;
    const below = 2 * hit + cost + epsilon;
    if (below === 0) return 0;
    const [byHit, byCost] = [(-2 * (below - above)) / below ** 2, above / below ** 2];
    for (let v = 0; v < y.length; v += classes) {
      for (let k = 0; k < classes; k++) {
        const slope = (weights ? weights[v]! : 1) * y[v + k]! * (byCost - (k > 0 ? byHit : 0));
        if (slope !== 0) for (let c = 0; c < classes; c++) gradient[v + c]! += slope * matrix[k]![c]!;
      }
    }
    return 1 - above / below;
  }
}

function scaled(name: string, distances: readonly (readonly number[])[], classes: number): number[][] {
  if (distances.length !== classes || distances.some((row) => row.length !== classes)) {
    throw new UserError(
      `${name}: distances must be a ${classes} x ${classes} matrix, a list of rows, but is ${JSON.stringify(distances)}.`,
    );
  }
  distances.forEach((row, k) =>
    row.forEach((distance, c) => {
      if (k === c ? distance !== 0 : distance !== distances[c]![k]) {
        throw new UserError(
          `${name}: distances must be symmetric with zeros on the diagonal, but distances[${k}][${c}] is ${distance}${k === c ? '' : ` and distances[${c}][${k}] is ${distances[c]![k]}`}.`,
        );
      }
    }),
  );
  const largest = Math.max(...distances.flat());
  if (largest === 0) throw new UserError(`${name}: distances must hold one above 0, but all are 0.`);
  return distances.map((row) => row.map((distance) => distance / largest));
}
