import * as tf from '@tensorflow/tfjs';

/** Gradient of the filter of a convolution (padding 'same') of `x`, given the gradient of its result. */
export function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, filterShape: number[], strides = 1): tf.Tensor4D {
  return run('Conv2DBackpropFilter', { x, dy }, { strides, filterShape });
}

/** Gradient of the input of a convolution (padding 'same'), given the gradient of its result. */
export function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, inputShape: number[], strides = 1): tf.Tensor4D {
  return run('Conv2DBackpropInput', { dy, filter }, { strides, inputShape });
}

function run(kernel: string, inputs: tf.NamedTensorMap, attributes: Record<string, unknown>): tf.Tensor4D {
  return tf.engine().runKernel(kernel, inputs, {
    pad: 'same',
    dataFormat: 'NHWC',
    ...attributes,
  } as unknown as tf.NamedAttrMap) as tf.Tensor4D;
}
