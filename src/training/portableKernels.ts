import * as tf from '@tensorflow/tfjs';
import { normaliseRelu, normaliseReluGradient } from './instanceNormalisation.js';
import type { LayerKernels } from './layerKernels.js';
import { upFilter, upFilterGradient } from './upFilter.js';

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
  normaliseRelu,
  normaliseReluGradient,
  pool: (x) => [tf.maxPool(x, 2, 2, 'valid')],
  poolGradient(dy, input, [output], other) {
    const attributes = { filterSize: 2, strides: 2, pad: 'valid' } as unknown as tf.NamedAttrMap;
    return tf.tidy(() =>
      tf.add(tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, attributes) as tf.Tensor4D, other),
    );
  },
  upFilter,
  upFilterGradient,
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
