import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation, type Reduction } from './closedFormLoss.js';
import type { LossOptions } from './lossOptions.js';
import { checkValues, type Batch, type Demands } from './readBatch.js';

/** The valid pixels of one class of one row, in order. */
export interface Region {
  labels: Float32Array;
  /** All labels of the batch are 0 or 1. */
  hard: boolean;
  predictions: Float32Array;
  /** The derivative of the region's value with respect to each prediction goes here; it starts as zeros. */
  gradient: Float32Array;
  /** The class of this region. */
  channel: number;
}

/**
 * A loss whose value for a region is computed, with its gradient, in one pass over plain arrays.
 *
 * @param value - the region's value, having filled its gradient; undefined leaves the region out
 */
export function regionLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options: LossOptions,
  demands: Demands,
  value: (region: Region) => number | undefined,
  reduction: Reduction = {},
): tf.Scalar {
  return closedFormLoss(name, labels, predictions, options, evaluate, reduction);

  function evaluate(batch: Batch): Evaluation {
    const hard = checkValues(batch, demands);
    const { rows, voxels, classes } = batch;
    const gradients = new Float32Array(batch.predictions.length);
    const values = Float64Array.from({ length: rows * classes }, (_, k) => {
      const [row, channel] = [Math.floor(k / classes), k % classes];
      const { region, write } = cut(batch, hard, gradients, row, channel);
      const found = region.labels.length === 0 ? undefined : value(region);
      write();
      return found ?? NaN;
    });
    return {
      values,
      columns: classes,
      gradient: (scale) => tf.mul(tf.tensor3d(gradients, [rows, voxels, classes]), tf.tensor3d(Float32Array.from(scale), [rows, 1, classes])),
    };
  }
}

/** The region of one class of one row: a view where its pixels lie side by side, a copy that `write` returns elsewhere. */
function cut({ voxels, classes, labels, predictions, mask }: Batch, hard: boolean, gradients: Float32Array, row: number, channel: number) {
  const start = row * voxels * classes;
  const end = start + voxels * classes;
  if (classes === 1 && !mask) {
    const view = (values: Float32Array) => values.subarray(start, end);
    return { region: { labels: view(labels), predictions: view(predictions), gradient: view(gradients), hard, channel }, write: () => {} };
  }
  const index = new Uint32Array(voxels);
  let count = 0;
  for (let v = 0; v < voxels; v++) if (!mask || mask[row * voxels + v] === 1) index[count++] = start + v * classes + channel;
  const gather = (values: Float32Array) => {
    const gathered = new Float32Array(count);
    for (let i = 0; i < count; i++) gathered[i] = values[index[i]!]!;
    return gathered;
  };
  const region: Region = { labels: gather(labels), predictions: gather(predictions), gradient: new Float32Array(count), hard, channel };
  const write = () => {
    for (let i = 0; i < count; i++) gradients[index[i]!] = region.gradient[i]!;
  };
  return { region, write };
}
