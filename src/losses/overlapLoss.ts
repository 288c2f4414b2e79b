import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation } from './closedFormLoss.js';
import { lossOperations } from './lossOperations.js';
import { DEFAULT_OPTIONS, type LossOptions } from './lossOptions.js';
import {
  checkProbabilities,
  checkSoftmaxLabels,
  flat,
  isProbability,
  validCount,
  weighted,
  type Batch,
} from './readBatch.js';
import { regionSums } from './regionSums.js';

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

/**
 * The terms of one row: one for each class (`own`), or one value that all classes share, whose derivatives stand in
 * each (`shared`).
 */
export type RowTerms = { own: (Term | undefined)[] } | { shared: Term[] | undefined };

/**
 * Any loss that depends on labels and probabilities through their sums alone. Its gradient is `a*labels + b` with two
 * numbers per region (`+ c*probabilities` in the squared form), so it costs the sums and two operations for the
 * gradient, on any rank.
 */
export function overlapLoss(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: LossOptions,
  terms: (classes: Sums[]) => RowTerms,
): tf.Scalar {
  const { squared } = { ...DEFAULT_OPTIONS, ...options };
  return closedFormLoss(name, labels, probabilities, options, evaluate);

  function evaluate(batch: Batch): Evaluation {
    const { rows, classes } = batch;
    const found = sumsOf(batch, squared).map(terms);
    const columns = found.some((row) => 'own' in row) ? classes : 1;
    const values = Float64Array.from(
      found.flatMap((row) => ('own' in row ? row.own.map((t) => t?.value ?? NaN) : [row.shared?.[0]?.value ?? NaN])),
    );
    const gradient = (scale: Float64Array, ...saved: tf.Tensor[]): tf.Tensor => {
      const [y, p] = saved.map((tensor) => flat(tensor, batch));
      const coefficients = (of: (term: Term) => number) => {
        const at = (row: number, c: number) => {
          const ofRow = found[row];
          const term = ofRow && ('own' in ofRow ? ofRow.own[c] : ofRow.shared?.[c]);
          return term ? (scale[columns === 1 ? row : row * columns + c] ?? 0) * of(term) : 0;
        };
        return tf.tensor3d(
          Array.from({ length: rows * classes }, (_, k) => at(Math.floor(k / classes), k % classes)),
          [rows, 1, classes],
        );
      };
      const a = coefficients((term) => term.byIntersection);
      const b = coefficients((term) => (squared ? 2 : 1) * term.byPredicted);
      const all =
        lossOperations()?.overlapGradient(y!, p!, a, b, squared) ?? tf.add(tf.mul(y!, a), squared ? tf.mul(p!, b) : b);
      return weighted(all, batch);
    };
    return { values, columns, gradient };
  }
}

/**
 * The sums of every row and class. Values outside [0, 1] are refused; pixels that do not count are zeros, which add
 * nothing.
 */
function sumsOf(batch: Batch, squared: boolean): Sums[][] {
  const { rows, classes } = batch;
  return tf.tidy(() => {
    const [y, p] = [flat(batch.labels, batch), flat(batch.predictions, batch)].map((values) =>
      batch.weights ? values : weighted(values, batch),
    ) as [tf.Tensor3D, tf.Tensor3D];
    const found = batch.weights ? undefined : lossOperations()?.overlapSums(y, p, squared);
    checkSoftmaxLabels(batch);
    if (!found?.extremes.every(isProbability) || found.sums.some((sums) => sums.some(Number.isNaN)))
      checkProbabilities(batch, y, p);
    const [intersection, predicted, labelled] =
      found?.sums ??
      [tf.mul<tf.Tensor3D>(y, p), squared ? tf.square(p) : p, squared ? tf.square(y) : y].map((values) =>
        regionSums(batch.weights ? weighted(values, batch) : values),
      );
    return Array.from({ length: rows }, (_, row) => {
      const count = validCount(batch, row);
      return Array.from({ length: classes }, (_, c) => {
        const k = row * classes + c;
        return { intersection: intersection![k]!, predicted: predicted![k]!, labelled: labelled![k]!, count };
      });
    });
  });
}
