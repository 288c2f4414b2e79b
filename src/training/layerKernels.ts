import * as tf from '@tensorflow/tfjs';
import { nativeKernels } from './nativeKernels.js';

/** The operations of a convolutional layer (stride 1, padding 'same') on which a training step spends its time. */
export interface LayerKernels {
  /** `x * filter + bias` */
  convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D;
  /** Gradient of `max(0, ·)` given its output `y`: `dy` where `y > 0`, else 0. */
  reluGradient(dy: tf.Tensor4D, y: tf.Tensor4D): tf.Tensor4D;
  /** Sum of `dy` over everything but the channels. */
  biasGradient(dy: tf.Tensor4D): tf.Tensor1D;
}

/** Kernels that run on every backend. */
export const portableKernels: LayerKernels = {
  convolve: (x, filter, bias) => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }),
  reluGradient: (dy, y) => tf.mul(dy, tf.cast(tf.greater(y, 0), 'float32')),
  // Two sums: a single float32 accumulation over all pixels, as WebAssembly does it, would lose digits.
  biasGradient: (dy) => tf.sum(tf.sum(dy, 2), [0, 1]),
};

/** The fastest kernels of the active backend. */
export function layerKernels(): LayerKernels {
  return nativeKernels() ?? portableKernels;
}
