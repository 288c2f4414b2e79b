import * as tf from '@tensorflow/tfjs';
import type { LayerKernels } from './kernels.js';
import { layerOperations } from './layerOperations.js';
import { nativeKernels } from './nativeKernels.js';

/** Kernels that run on every backend. */
export const portableKernels: LayerKernels = {
  convolve: (x, filter, bias) => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }),
  // Two sums: a single float32 accumulation over all pixels, as WebAssembly does it, would lose digits.
  biasGradient: (dy) => tf.sum(tf.sum(dy, 2), [0, 1]),
  reluGradient(dy, y) {
    const dx: tf.Tensor4D = tf.mul(dy, tf.cast(tf.greater(y, 0), 'float32'));
    return [dx, portableKernels.biasGradient(dx)];
  },
  addRelu: (a, b) => tf.relu(tf.add(a, b)),
  pool: (x) => [tf.maxPool(x, 2, 2, 'valid')],
  poolGradient: (dy, input, [output]) =>
    tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, {
      filterSize: 2,
      strides: 2,
      pad: 'valid',
    } as unknown as tf.NamedAttrMap) as tf.Tensor4D,
  unpack(flat, shapes) {
    const pieces = tf.split(
      flat,
      shapes.map((sides) => sides.reduce((a, b) => a * b)),
    );
    return pieces.map((piece, i) => (shapes[i]!.length === 1 ? piece : tf.reshape(piece, shapes[i]!)));
  },
  pack: (pieces) =>
    tf.concat(pieces.map((piece) => (piece.rank === 1 ? piece : tf.reshape(piece, [-1])))) as tf.Tensor1D,
};

/** The fastest kernels of the active backend. */
export function layerKernels(): LayerKernels {
  return { ...portableKernels, ...nativeKernels(), ...layerOperations() };
}
