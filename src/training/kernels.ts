import type * as tf from '@tensorflow/tfjs';

/**
 * What comes out of a pooling: the largest of every 2×2 pixels first, then what the backend wants back for the
 * gradient.
 */
export type Pooled = [output: tf.Tensor4D, ...workspace: tf.Tensor4D[]];

/** The operations on which a training step spends its time; each backend has its fastest way. */
export interface LayerKernels {
  /** `x * filter + bias`, stride 1, padding 'same'. */
  convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D;
  /** Sum of `dy` over everything but the channels. */
  biasGradient(dy: tf.Tensor4D): tf.Tensor1D;
  /** The gradients of `x` and of the bias `b` of `y = max(0, x + b)`, given `y`. */
  reluGradient(dy: tf.Tensor4D, y: tf.Tensor4D): [dx: tf.Tensor4D, bias: tf.Tensor1D];
  /** `max(0, a + b)` */
  addRelu(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D;
  pool(x: tf.Tensor4D): Pooled;
  /** Gradient of the input of `pool`; of equal pixels one takes it all, which one depends on the backend. */
  poolGradient(dy: tf.Tensor4D, input: tf.Tensor4D, pooled: Pooled): tf.Tensor4D;
  /** The pieces of a flat vector, of these shapes. */
  unpack(flat: tf.Tensor1D, shapes: number[][]): tf.Tensor[];
  /** The flat vector of pieces of any shape. */
  pack(pieces: tf.Tensor[]): tf.Tensor1D;
}
