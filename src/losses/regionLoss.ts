import * as tf from '@tensorflow/tfjs';
import { closedFormLoss, type Evaluation, type Reduction } from './closedFormLoss.js';
import type { LossOptions } from './lossOptions.js';
import { checkValues, floats, validCount, type Batch, type Demands } from './readBatch.js';

/**
 * The valid pixels of one class of one row, in order; of all classes, a pixel's side by side, where the loss is
 * `joint`.
 */
export interface Region {
  labels: Float32Array;
  /** All labels of the batch are 0 or 1. */
  hard: boolean;
  predictions: Float32Array;
  /** How much the pixel of each value counts; undefined: all as one. */
  weights: Float32Array | undefined;
  /** The number of pixels, or the sum of their weights. */
  total: number;
  /** The derivative of the region's value with respect to each prediction goes here; it starts as zeros. */
  gradient: Float32Array;
  /** The class of this region; 0 where the loss is joint. */
  channel: number;
  /** The number of this row. */
  row: number;
  /** How many values a pixel has: 1, or where the loss is joint the number of classes. */
  width: number;
  /** The place in its row of the pixel that value `i` belongs to. */
  pixel(i: number): number;
}

export interface RegionReduction extends Reduction {
  /** One value for all classes of a row. */
  joint?: boolean;
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
  { joint = false, ...reduction }: RegionReduction = {},
): tf.Scalar {
  return closedFormLoss(
    name,
    labels,
    predictions,
    options,
    (batch) => evaluateRegions(batch, demands, value, joint),
    reduction,
  );
}

/** The values of all regions of a batch, and their gradients. */
export function evaluateRegions(
  batch: Batch,
  demands: Demands,
  value: (region: Region) => number | undefined,
  joint = false,
): Evaluation {
  const { rows, voxels, classes } = batch;
  const [labels, predictions] = [floats(batch.labels), floats(batch.predictions)];
  const hard = checkValues(batch, labels, predictions, demands);
  const gradients = new Float32Array(predictions.length);
  const arrays = { ...batch, labels, predictions, hard };
  const totals = Array.from({ length: rows }, (_, row) => validCount(batch, row));
  const columns = joint ? 1 : classes;
  const values = Float64Array.from({ length: rows * columns }, (_, k) => {
    const [row, channel] = [Math.floor(k / columns), k % columns];
    const { region, write } = cut(arrays, gradients, totals[row]!, row, channel, classes / columns);
    const found = region.labels.length === 0 ? undefined : value(region);
    write();
    return found ?? NaN;
  });
  return {
    values,
    columns,
    saved: [],
    gradient: (scale) =>
      tf.mul(
        tf.tensor3d(gradients, [rows, voxels, classes]),
        tf.tensor3d(Float32Array.from(scale), [rows, 1, columns]),
      ),
  };
}

/** A batch whose values have been read. */
interface Arrays extends Omit<Batch, 'labels' | 'predictions'>, Pick<Region, 'labels' | 'predictions' | 'hard'> {}

/** The region: a view where its values lie side by side, a copy that `write` returns elsewhere. */
function cut(
  { voxels, classes, labels, predictions, mask, weights, hard }: Arrays,
  gradients: Float32Array,
  total: number,
  row: number,
  channel: number,
  width: number,
) {
  const start = row * voxels * classes;
  if (width === classes && !mask) {
    const view = (values: Float32Array) => values.subarray(start, start + voxels * classes);
    return {
      region: {
        labels: view(labels),
        predictions: view(predictions),
        weights: undefined,
        total,
        gradient: view(gradients),
        hard,
        channel,
        row,
        width,
        pixel: (i: number) => Math.floor(i / width),
      },
      write: () => {},
    };
  }
  const index = new Uint32Array(voxels * width);
  let count = 0;
  for (let v = 0; v < voxels; v++) {
    if (mask && mask[row * voxels + v] === 0) continue;
    for (let c = 0; c < width; c++) index[count++] = start + v * classes + channel + c;
  }
  const gather = (values: Float32Array) => {
    const gathered = new Float32Array(count);
    for (let i = 0; i < count; i++) gathered[i] = values[index[i]!]!;
    return gathered;
  };
  const region: Region = {
    labels: gather(labels),
    predictions: gather(predictions),
    weights: weights && Float32Array.from(index.subarray(0, count), (k) => weights[Math.floor(k / classes)]!),
    total,
    gradient: new Float32Array(count),
    hard,
    channel,
    row,
    width,
    pixel: (i) => Math.floor((index[i]! - start) / classes),
  };
  const write = () => {
    for (let i = 0; i < count; i++) gradients[index[i]!] = region.gradient[i]!;
  };
  return { region, write };
}
