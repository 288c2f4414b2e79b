import type * as tf from '@tensorflow/tfjs';

/** What comes out of a layer or a pooling: its output first, then what its gradient wants back. */
export type Result = [output: tf.Tensor4D, ...workspace: tf.Tensor4D[]];

/** The operations on which a training step spends its time; each backend has its fastest way. */
export interface LayerKernels {
  /** `x * filter + bias`, stride 1, padding 'same'; bias 0 where none is given. */
  convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias?: tf.Tensor1D): tf.Tensor4D;
  /** Sum of `dy` over everything but the channels. */
  biasGradient(dy: tf.Tensor4D): tf.Tensor1D;
  /** The gradients of `x` and of the bias `b` of `y = max(0, x + b)`, given `y`. */
  reluGradient(dy: tf.Tensor4D, y: tf.Tensor4D): [dx: tf.Tensor4D, bias: tf.Tensor1D];
  /** `max(0, a + b)` */
  addRelu(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D;
  /** `max(0, scale · x̂ + shift)` of instanceNormalisation.ts, and its mean and `1 / √(variance + ε)`. */
  normaliseRelu<T extends tf.Tensor>(x: T, scale: tf.Tensor1D, shift: tf.Tensor1D): [y: T, mean: T, inverse: T];
  /** The gradients of the input, the scale and the shift of `normaliseRelu`, given what went in and came out. */
  normaliseReluGradient<T extends tf.Tensor>(
    dy: T,
    x: T,
    mean: T,
    inverse: T,
    scale: tf.Tensor1D,
    shift: tf.Tensor1D,
  ): [dx: T, scale: tf.Tensor1D, shift: tf.Tensor1D];
  /** The largest of every 2×2 pixels. */
  pool(x: tf.Tensor4D): Result;
  /**
   * Gradient of the input of `pool`, plus `other`, which it gets from elsewhere; of equal pixels one takes it all, which
   * one depends on the backend.
   */
  poolGradient(dy: tf.Tensor4D, input: tf.Tensor4D, pooled: Result, other: tf.Tensor4D): tf.Tensor4D;
  /** The 4×4 filter of stride 2 that does to an image what `filter`, 3×3, does to the image upsampled. */
  upFilter(filter: tf.Tensor4D): tf.Tensor4D;
  /** The gradient of `filter`, given that of its 4×4 filter. */
  upFilterGradient(gradient4: tf.Tensor4D): tf.Tensor4D;
  /** The pieces of a flat vector, of these shapes. */
  unpack(flat: tf.Tensor1D, shapes: number[][]): tf.Tensor[];
  /** The flat vector of pieces of any shape. */
  pack(pieces: tf.Tensor[]): tf.Tensor1D;
}
