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
  return closedFormLoss(name, labels, probabilities, options, (batch) => evaluate(masked(batch), options.squared ?? false, terms));

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

/** The batch with zeros at the pixels that do not count: they add nothing to any sum. */
function masked(batch: Batch): Batch {
  const { mask, classes } = batch;
  if (!mask) return batch;
  const only = (values: Float32Array) => values.map((value, k) => value * mask[Math.floor(k / classes)]!);
  return { ...batch, labels: only(batch.labels), predictions: only(batch.predictions) };
}

/** Sums one class of one row, and refuses values outside [0, 1] in the same pass. */
function sumRegion(batch: Batch, row: number, c: number, squared: boolean): Sums {
  const { name, voxels, classes, labels, predictions, mask } = batch;
  const start = row * voxels * classes + c;
  const end = (row + 1) * voxels * classes;
  const sums = dot(labels, predictions, start, end, classes);
  if (!sums) {
    const labelsFit = labels.every(isProbability);
    return refuse(name, labelsFit ? 'probabilities' : 'labels', labelsFit ? predictions : labels);
  }
  const count = mask ? mask.subarray(row * voxels, (row + 1) * voxels).reduce((sum, value) => sum + value, 0) : voxels;
  if (!squared) return { ...sums, count };
  const squares = (values: Float32Array) => dot(values, values, start, end, classes)!.intersection;
  return { intersection: sums.intersection, predicted: squares(predictions), labelled: squares(labels), count };
}

/** Both sums and the sum of products, in float64; undefined where a value is no probability. */
function dot(labels: Float32Array, predictions: Float32Array, start: number, end: number, stride: number) {
  let intersection = 0;
  let predicted = 0;
  let labelled = 0;
  // Leaving from inside the loop, and one return of all sums, keep V8 from boxing the sums: four times faster.
  for (let k = start; k < end; k += stride) {
    const label = labels[k]!;
    const prediction = predictions[k]!;
    if (!(isProbability(label) && isProbability(prediction))) return undefined;
    intersection += label * prediction;
    predicted += prediction;
    labelled += label;
  }
  return { intersection, predicted, labelled };
}
