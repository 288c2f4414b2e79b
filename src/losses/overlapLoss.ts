import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation } from './closedFormLoss.js';
import type { LossOptions } from './lossOptions.js';
import { isProbability, refuse, type Batch } from './readBatch.js';

/** What one class of one row sums to, over its valid pixels. */
export interface Sums {
  /** `sum labels x probabilities` */
  intersection: number;
  /** `sum probabilities`, or of their squares. */
  predicted: number;
  /** `sum labels`, or of their squares. */
  labelled: number;
  /** The number of valid pixels. */
  count: number;
}

/** A value that depends on the sums alone, with its derivatives. */
export interface Term {
  value: number;
  /** Derivative with respect to the intersection. */
  byIntersection: number;
  /** Derivative with respect to the predicted sum. */
  byPredicted: number;
}

/** The terms of one row: one for each class (`own`), or one value that all classes share, whose derivatives stand in each (`shared`). */
export type RowTerms = { own: (Term | undefined)[] } | { shared: Term[] | undefined };

/**
 * Any loss that depends on labels and probabilities through their sums alone. Its gradient is `a*labels + b` with two
 * numbers per region (`+ c*probabilities` in the squared form), so it costs one pass for the sums and two operations for
 * the gradient, on any rank.
 */
export function overlapLoss(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: LossOptions,
  terms: (classes: Sums[]) => RowTerms,
): tf.Scalar {
  return closedFormLoss(name, labels, probabilities, options, (batch) => evaluate(batch, options.squared ?? false, terms));

  function evaluate(batch: Batch, squared: boolean, rowTerms: (classes: Sums[]) => RowTerms): Evaluation {
    const { rows, voxels, classes, mask } = batch;
    const found = Array.from({ length: rows }, (_, row) =>
      rowTerms(Array.from({ length: classes }, (_, c) => sumRegion(batch, row, c, squared))));
    const columns = 'own' in found[0]! ? classes : 1;
    const values = Float64Array.from(found.flatMap((row) => ('own' in row ? row.own.map((t) => t?.value ?? NaN) : [row.shared?.[0]?.value ?? NaN])));
    const gradient = (scale: Float64Array, savedLabels: tf.Tensor, savedProbabilities: tf.Tensor): tf.Tensor => {
      const coefficients = (of: (term: Term) => number) => {
        const at = (row: number, c: number) => {
          const term = 'own' in found[row]! ? found[row].own[c] : found[row]!.shared?.[c];
          return term ? scale[columns === 1 ? row : row * columns + c]! * of(term) : 0;
        };
        return tf.tensor3d(Array.from({ length: rows * classes }, (_, k) => at(Math.floor(k / classes), k % classes)), [rows, 1, classes]);
      };
      const flat = (tensor: tf.Tensor) => tf.reshape(tf.cast(tensor, 'float32'), [rows, voxels, classes]);
      const byPredicted = coefficients((term) => term.byPredicted);
      const slope = squared ? tf.mul(flat(savedProbabilities), tf.mul(byPredicted, 2)) : byPredicted;
      const all = tf.add(tf.mul(flat(savedLabels), coefficients((term) => term.byIntersection)), slope);
      return mask ? tf.mul(all, tf.tensor3d(mask, [rows, voxels, 1])) : all;
    };
    return { values, columns, gradient };
  }
}

/** Sums one class of one row in float64, and refuses values outside [0, 1] in the same pass. */
function sumRegion({ name, voxels, classes, labels, predictions, mask }: Batch, row: number, c: number, squared: boolean): Sums {
  let [intersection, predicted, labelled, count] = [0, 0, 0, voxels];
  let valid = true;
  const end = (row + 1) * voxels * classes;
  for (let k = row * voxels * classes + c, v = row * voxels; k < end; k += classes, v++) {
    const label = labels[k]!;
    const probability = predictions[k]!;
    if (!(isProbability(label) && isProbability(probability))) valid = false;
    if (mask !== undefined && mask[v] === 0) {
      count--;
      continue;
    }
    intersection += label * probability;
    predicted += squared ? probability * probability : probability;
    labelled += squared ? label * label : label;
  }
  if (!valid) refuse(name, labels.every(isProbability) ? 'probabilities' : 'labels', labels.every(isProbability) ? predictions : labels);
  return { intersection, predicted, labelled, count };
}
