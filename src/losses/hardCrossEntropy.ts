import * as tf from '@tensorflow/tfjs';
import type { Evaluation } from './closedFormLoss.js';
import { checkProbabilities, flat, validCount, weighted, type Batch } from './readBatch.js';
import { regionSums } from './regionSums.js';

/**
 * Binary cross-entropy of labels that are 0 or 1: one logarithm a pixel in place of two, that of `q = |1 - y - p|`,
 * which is p on foreground and 1 - p on background without rounding. The slope is `-w1/q` and `w0/q`.
 *
 * @param background - the weight w0
 * @param foreground - the weight w1
 * @returns undefined where a label is soft: for the general form to score
 */
export function hardCrossEntropy(
  batch: Batch,
  epsilon: number,
  background: number,
  foreground: number,
): Evaluation | undefined {
  const { rows } = batch;
  const [y, p] = [flat(batch.labels, batch), flat(batch.predictions, batch)];
  const q = tf.tidy(() => {
    const isHard = checkProbabilities(batch, y, p);
    return isHard() ? tf.maximum(tf.abs(tf.sub(tf.sub(1, y), p)), epsilon) : undefined;
  }) as tf.Tensor3D | undefined;
  if (!q) return undefined;
  const counts = Array.from({ length: rows }, (_, row) => validCount(batch, row));
  const logs = weighted(tf.log(q), batch);
  const all = regionSums(logs);
  const ofForeground = foreground === background ? undefined : regionSums(tf.mul(logs, y));
  const values = Float64Array.from(counts, (count, row) =>
    count === 0 ? NaN : -(background * all[row]! + (foreground - background) * (ofForeground?.[row] ?? 0)) / count,
  );
  return {
    values,
    columns: 1,
    saved: [y, q],
    gradient: (scale, labels, likelihood) => {
      const factors = (weight: number) =>
        tf.tensor3d(
          counts.map((count, row) => (weight * scale[row]!) / Math.max(1, count)),
          [rows, 1, 1],
        );
      const signed = tf.add(tf.mul(labels!, factors(-foreground - background)), factors(background));
      return weighted(tf.div(signed, likelihood!), batch);
    },
  };
}
