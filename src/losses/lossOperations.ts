import * as tf from '@tensorflow/tfjs';
import { ownOperations } from '../engine/ownOperations.js';

/** What was found among values; a NaN is outside, soft and infinite. */
export interface Faults {
  /** Some value is no probability. */
  outside: boolean;
  /** Some value is neither 0 nor 1. */
  soft: boolean;
  /** Some value is not finite. */
  infinite: boolean;
  /** The classes of some pixel do not sum to one; false where this was not asked for. */
  notExclusive: boolean;
}

/** Operations on labels and predictions `[rows, voxels, classes]` in one pass each: lossOperations.cc. */
export interface LossOperations {
  faults(labels: tf.Tensor, predictions: tf.Tensor, exclusive: boolean): { labels: Faults; predictions: Faults };
  /**
   * @returns the sums of the products, of the predictions and of the labels, or the squares of these two, each `rows x
   * classes`; and the least and
   *   the greatest label and prediction, which pass over a NaN: it shows in the sums
   */
  overlapSums(
    labels: tf.Tensor,
    predictions: tf.Tensor,
    squared: boolean,
  ): { sums: Float32Array[]; extremes: Float32Array };
  /** `a*labels + b`, with `squared` `a*labels + b*predictions`; `a` and `b` are `[rows, 1, classes]`. */
  overlapGradient(labels: tf.Tensor, predictions: tf.Tensor, a: tf.Tensor, b: tf.Tensor, squared: boolean): tf.Tensor;
  /**
   * The Lovász extension of the Jaccard loss of each region, at `|labels - predictions|` or at the hinge errors of
   * logits.
   *
   * @param mask - `rows x voxels`, 1 = counts; empty: all do
   * @param weights - `rows x voxels`, how much each counts; empty: all as one
   * @returns values and numbers of foreground pixels (sums of their weights), each `rows x classes`, and the gradient
   */
  lovasz(
    labels: tf.Tensor,
    predictions: tf.Tensor,
    mask: tf.Tensor,
    weights: tf.Tensor,
    hinge: boolean,
  ): { values: Float32Array; foregrounds: Float32Array; gradient: tf.Tensor };
}

/** The operations, where the native engine has the workbook's own; else undefined. */
export function lossOperations(): LossOperations | undefined {
  const run = ownOperations();
  return (
    run && {
      faults: (labels, predictions, exclusive) =>
        readFaults(read(run('Faults', { exclusive }, [labels, predictions]))[0]!),
      overlapSums(labels, predictions, squared) {
        const [sums, extremes] = read(run('OverlapSums', { squared }, [labels, predictions], 2));
        const third = (k: number) => sums!.subarray((k * sums!.length) / 3, ((k + 1) * sums!.length) / 3);
        return { sums: [0, 1, 2].map(third), extremes: extremes! };
      },
      overlapGradient: (labels, predictions, a, b, squared) =>
        run('OverlapGradient', { squared }, [labels, predictions, a, b])[0]!,
      lovasz(labels, predictions, mask, weights, hinge) {
        const [values, foregrounds, gradient] = run('Lovasz', { hinge }, [labels, predictions, mask, weights], 3);
        const [valuesRead, foregroundsRead] = read([values!, foregrounds!]);
        return { values: valuesRead!, foregrounds: foregroundsRead!, gradient: gradient! };
      },
    }
  );
}

/** The values of small tensors, which it disposes. */
function read(tensors: tf.Tensor[]): Float32Array[] {
  const values = tensors.map((tensor) => tensor.dataSync() as Float32Array);
  tf.dispose(tensors);
  return values;
}

function readFaults(flags: Float32Array): { labels: Faults; predictions: Faults } {
  const from = (k: number): Faults => ({
    outside: flags[k] !== 0,
    soft: flags[k + 1] !== 0,
    infinite: flags[k + 2] !== 0,
    notExclusive: flags[k + 3] !== 0,
  });
  return { labels: from(0), predictions: from(4) };
}
