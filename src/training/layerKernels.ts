import * as tf from '@tensorflow/tfjs';
import { nativeKernels } from './nativeKernels.js';

/** The operations, besides convolutions, on which a training step spends its time; each backend has its fastest way. */
export interface LayerKernels {
  /** `x * filter + bias`, stride 1, padding 'same'. */
  convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D;
  /** Gradient of `max(0, ·)` given its output `y`: `dy` where `y > 0`, else 0. */
  reluGradient(dy: tf.Tensor4D, y: tf.Tensor4D): tf.Tensor4D;
  /** Sum of `dy` over everything but the channels. */
  biasGradient(dy: tf.Tensor4D): tf.Tensor1D;
  /** Gradient of the input of `pool`, given its output and the gradient of it; of equal pixels one takes it all, which one depends on the backend. */
  poolGradient(dy: tf.Tensor4D, input: tf.Tensor4D, output: tf.Tensor4D): tf.Tensor4D;
}

/** The largest of every 2×2 pixels. */
export function pool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(x, 2, 2, 'valid');
}

/** Kernels that run on every backend. */
export const portableKernels: LayerKernels = {
  convolve: (x, filter, bias) => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }),
  reluGradient: (dy, y) => tf.mul(dy, tf.cast(tf.greater(y, 0), 'float32')),
  // Two sums: a single float32 accumulation over all pixels, as WebAssembly does it, would lose digits.
  biasGradient: (dy) => tf.sum(tf.sum(dy, 2), [0, 1]),
  poolGradient: (dy, input, output) =>
    tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, { filterSize: 2, strides: 2, pad: 'valid' } as unknown as tf.NamedAttrMap) as tf.Tensor4D,
};

/** The fastest kernels of the active backend. */
export function layerKernels(): LayerKernels {
  return nativeKernels() ?? portableKernels;
}
