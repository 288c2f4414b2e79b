import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import type { LossOptions } from './lossOptions.js';
import { lossOperations } from './lossOperations.js';

/** Labels and predictions as `rows x voxels x classes`; a row is an image, or the whole batch. */
export interface Batch {
  name: string;
  rows: number;
  voxels: number;
  classes: number;
  labels: tf.Tensor;
  predictions: tf.Tensor;
  /** 1 = counts, `rows x voxels`; undefined: all count. */
  mask: Float32Array | undefined;
  /** How much each pixel counts, `rows x voxels`, 0 where the mask is 0; undefined: as the mask says. */
  weights: Float32Array | undefined;
  /** The predictions are a softmax of several classes: labels that do not exclude each other are out of its reach. */
  softmax: boolean;
}

/** What the values must fulfil. */
export interface Demands {
  /** What the second argument holds. Probabilities must lie in [0, 1]; anything else must be finite. */
  predictions: 'probabilities' | 'logits';
  /** Labels must be 0 or 1. */
  hardLabels?: boolean;
  /** Two or more classes exclude each other: labels, and probabilities, sum to one at every valid pixel. */
  exclusive?: boolean;
}

/** Both stand in lossOperations.cc too. Rounding of a float32 softmax, and of labels blended by an interpolation. */
const SUM_TOLERANCE = 1e-3;
/** A float32 softmax may exceed 1 by a few units in the last place. */
const RANGE_TOLERANCE = 1e-6;

/**
 * Takes the arguments of a loss apart; their shapes fit (checkCall). The values are checked by `checkValues` or
 * `checkProbabilities`. Called within a tidy.
 *
 * @throws UserError for a mask that does not fit
 */
export function readBatch(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  { per, mask, pixelWeights, fromLogits, overlapping }: LossOptions,
): Batch {
  const shape = predictions.shape;
  const rows = per === 'batch' ? 1 : shape[0]!;
  const classes = shape[shape.length - 1]!;
  const voxels = predictions.size / rows / classes;
  const softmax = fromLogits === true && !overlapping && classes > 1;
  const { flags, weights } = readPixels(name, shape, { mask, pixelWeights });
  const batch = { name, rows, voxels, classes, labels, predictions, mask: flags, weights, softmax };
  if (!flags) return batch;
  // What does not count may hold anything: labels of 255 that mean "ignore", NaN. A certain first class in its place is
  // sound in every loss.
  const counts = tf.tensor(flags, [...shape.slice(0, -1), 1], 'bool');
  const neutral = tf.tensor1d(Array.from({ length: classes }, (_, c) => Number(c === 0 && classes > 1)));
  const clean = (values: tf.Tensor) => tf.where(counts, asFloat(values), neutral);
  return { ...batch, labels: clean(labels), predictions: clean(predictions) };
}

/** The values of a tensor as a flat array. */
export function floats(tensor: tf.Tensor): Float32Array {
  const values = tensor.dataSync();
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** Which pixels count, and how much, `[batch, ...space]` flat; undefined: all do, as one. */
function readPixels(
  name: string,
  shape: number[],
  { mask, pixelWeights }: Pick<LossOptions, 'mask' | 'pixelWeights'>,
): Pick<Batch, 'weights'> & { flags: Batch['mask'] } {
  const flags = mask && readPixelValues(name, 'mask', mask, shape);
  const wrong = flags?.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined)
    throw new UserError(
      `${name}: the mask must hold 0 (ignored) and 1 (counts) only, but holds ${wrong}. Other weights go into pixelWeights.`,
    );
  const given = pixelWeights && readPixelValues(name, 'pixelWeights', pixelWeights, shape);
  const bad = given?.find((value) => !(value >= 0 && value < Infinity));
  if (bad !== undefined)
    throw new UserError(`${name}: pixelWeights must hold finite numbers of at least 0, but hold ${bad}.`);
  const weights = flags ? given?.map((weight, i) => weight * flags[i]!) : given;
  return { flags: weights?.map((weight) => Number(weight > 0)) ?? flags, weights };
}

/** The values of a tensor that has one for each pixel. */
function readPixelValues(name: string, key: 'mask' | 'pixelWeights', tensor: tf.Tensor, shape: number[]): Float32Array {
  const space = shape.slice(0, -1);
  if (String(tensor.shape) !== String(space) && String(tensor.shape) !== String([...space, 1])) {
    throw new UserError(
      `${name}: ${key === 'mask' ? 'the mask' : key} must have the shape [${space}] or [${[...space, 1]}], but has [${tensor.shape}].`,
    );
  }
  return floats(tensor);
}

/** A tensor of the batch as `[rows, voxels, classes]`. */
export function flat(tensor: tf.Tensor, { rows, voxels, classes }: Batch): tf.Tensor3D {
  return tf.reshape(asFloat(tensor), [rows, voxels, classes]);
}

/** A cast that costs nothing where there is nothing to cast. */
export function asFloat(tensor: tf.Tensor): tf.Tensor {
  return tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');
}

/** Each pixel times how much it counts; zeros, where it does not, add nothing to any sum. */
export function weighted<T extends tf.Tensor>(values: T, { rows, voxels, mask, weights = mask }: Batch): T {
  return weights ? (tf.mul(values, tf.tensor3d(weights, [rows, voxels, 1])) as T) : values;
}

/** The number of pixels of a row that count, or the sum of their weights. */
export function validCount({ voxels, mask, weights = mask }: Batch, row: number): number {
  return weights ? weights.subarray(row * voxels, (row + 1) * voxels).reduce((sum, value) => sum + value, 0) : voxels;
}

/**
 * Refuses labels and probabilities outside [0, 1], and NaN, as they lie on the engine; with `exclusive` also classes
 * that do not sum to one. Called within a tidy.
 *
 * @returns a function that tells whether all labels are 0 or 1
 */
export function checkProbabilities(
  batch: Batch,
  labels: tf.Tensor3D,
  probabilities: tf.Tensor3D,
  { exclusive = false } = {},
): () => boolean {
  const sumsToOne = exclusive && batch.classes > 1;
  const faults = lossOperations()?.faults(labels, probabilities, sumsToOne);
  if (faults && ![faults.labels, faults.predictions].some(({ outside, notExclusive }) => outside || notExclusive))
    return () => !faults.labels.soft;
  for (const [what, values] of [
    ['labels', labels],
    ['probabilities', probabilities],
  ] as const) {
    // A NaN shows in the sum; the engines' extrema may pass over it.
    const [least, greatest, sum] = [tf.min(values), tf.max(values), tf.sum(values)].map(
      (scalar) => scalar.dataSync()[0]!,
    );
    if (!isProbability(least!) || !isProbability(greatest!) || Number.isNaN(sum))
      refuse(batch.name, what, floats(values));
    if (sumsToOne) checkSums(batch, what, floats(values));
  }
  return () => tf.max(tf.abs(tf.mul(labels, tf.sub(1, labels)))).dataSync()[0] === 0;
}

/** True where `value` is a probability; false for NaN. */
export function isProbability(value: number): boolean {
  return value >= 0 && value <= 1 + RANGE_TOLERANCE;
}

// Three loops in place of one with a test passed in: each is a few comparisons a value, and runs on every call.
function areProbabilities(values: Float32Array): boolean {
  for (let k = 0; k < values.length; k++) if (!isProbability(values[k]!)) return false;
  return true;
}

function areFinite(values: Float32Array): boolean {
  for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k]!)) return false;
  return true;
}

/**
 * Only 0, 1 and infinity are their own squares: two comparisons that the processor predicts, in place of two that it
 * cannot.
 */
function areHard(values: Float32Array): boolean {
  for (let k = 0; k < values.length; k++)
    if (values[k]! * values[k]! !== values[k]! || values[k]! === Infinity) return false;
  return true;
}

/**
 * Refuses values that the loss cannot score.
 *
 * @returns whether all labels are 0 or 1
 * @throws UserError naming the values found, and the remedy
 */
export function checkValues(batch: Batch, labels: Float32Array, predictions: Float32Array, demands: Demands): boolean {
  const { name } = batch;
  const hard = areHard(labels);
  if (!hard && !areProbabilities(labels)) refuse(name, 'labels', labels);
  if (!(demands.predictions === 'probabilities' ? areProbabilities : areFinite)(predictions))
    refuse(name, demands.predictions, predictions);
  if (demands.hardLabels && !hard) {
    const soft = labels.find((label) => label !== 0 && label !== 1);
    throw new UserError(
      `${name} needs hard labels of 0 and 1, but the labels hold ${soft}. For soft labels take jaccardMetricLoss or diceSemimetricLoss.`,
    );
  }
  const exclusive = demands.exclusive === true && batch.classes > 1;
  if (exclusive || batch.softmax) checkSums(batch, 'labels', labels);
  if (exclusive && demands.predictions === 'probabilities') checkSums(batch, 'probabilities', predictions);
  return hard;
}

/** Refuses labels of several classes that do not sum to one where the predictions are a softmax. */
export function checkSoftmaxLabels(batch: Batch): void {
  if (!batch.softmax) return;
  const y = flat(batch.labels, batch);
  const operations = lossOperations();
  if (operations) {
    if (!operations.faults(y, y, true).labels.notExclusive) return;
  } else {
    const off = tf.max(tf.abs(tf.sub(tf.sum(y, 2), 1))).dataSync()[0]!;
    // False for NaN.
    if (off <= SUM_TOLERANCE) return;
  }
  const labels = floats(y);
  if (!areProbabilities(labels)) refuse(batch.name, 'labels', labels);
  checkSums(batch, 'labels', labels);
}

/** Refuses pixels whose classes do not sum to one. */
function checkSums({ name, classes }: Batch, what: string, values: Float32Array): void {
  for (let v = 0, k = 0; k < values.length; v++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += values[k++]!;
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new UserError(
        `${name}: the ${what} of the classes must sum to one at every valid pixel, but sum to ${sum.toPrecision(6)} at pixel ${v}. ${
          what === 'labels'
            ? 'Mask out pixels without a label; for regions that overlap, a sigmoid each, take overlapping: true, or lovaszSigmoidLoss.'
            : 'Apply a softmax over the last axis, or pass logits with fromLogits: true.'
        }`,
      );
    }
  }
}

/** Throws the sentence for `values` out of range. */
export function refuse(name: string, what: 'labels' | Demands['predictions'], values: Float32Array): never {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (Number.isNaN(value)) throw new UserError(`${name}: the ${what} hold NaN, but must be numbers.`);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  const range = `run from ${least} to ${greatest}`;
  if (what === 'logits') throw new UserError(`${name}: the logits must be finite, but ${range}.`);
  const remedy =
    what === 'labels'
      ? 'Divide 8-bit masks by 255.'
      : 'These look like logits: apply a sigmoid or softmax first, or pass fromLogits: true.';
  throw new UserError(`${name}: the ${what} must lie in [0, 1], but ${range}. ${remedy}`);
}
