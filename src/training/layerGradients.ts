import * as tf from '@tensorflow/tfjs';

const SAME = { strides: 1, pad: 'same', dataFormat: 'NHWC' };

/** Gradient of the filter of a convolution (stride 1, padding 'same') of `x`, given the gradient of its result. */
export function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, filterShape: number[]): tf.Tensor4D {
  return run('Conv2DBackpropFilter', { x, dy }, { ...SAME, filterShape });
}

/** Gradient of the input of a convolution (stride 1, padding 'same'), given the gradient of its result. */
export function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, inputShape: number[]): tf.Tensor4D {
  return run('Conv2DBackpropInput', { dy, filter }, { ...SAME, inputShape });
}

/** The largest of every 2×2 pixels. */
export function pool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(x, 2, 2, 'valid');
}

/** Gradient of the input of `pool`, given its input, its output and the gradient of the output. */
export function poolGradient(dy: tf.Tensor4D, input: tf.Tensor4D, output: tf.Tensor4D): tf.Tensor4D {
  return run('MaxPoolGrad', { dy, input, output }, { filterSize: 2, strides: 2, pad: 'valid' });
}

/** Every pixel four times, as 2×2 pixels. */
export function upsample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
}

/** Gradient of `upsample`: the sum over every 2×2 pixels, as four times their average. */
export function upsampleGradient(dy: tf.Tensor4D): tf.Tensor4D {
  return tf.mul(tf.avgPool(dy, 2, 2, 'valid'), 4);
}

function run(kernel: string, inputs: tf.NamedTensorMap, attributes: Record<string, unknown>): tf.Tensor4D {
  return tf.engine().runKernel(kernel, inputs, attributes as tf.NamedAttrMap) as tf.Tensor4D;
}
