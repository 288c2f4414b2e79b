import * as tf from '@tensorflow/tfjs';

interface Attributes {
  strides: number | [number, number];
  pad: 'same' | 'valid' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [rows: number, columns: number, inputs: number, outputs: number];
}

/**
 * The gradient of a convolution's filter (channels last), which TensorFlow.js's WebAssembly backend lacks: without it
 * no convolutional network can be trained there. Composed of the backend's own operations: the image shifted to every
 * position of the filter, all positions side by side as one matrix `[pixels, rows · columns · inputs]`, times the
 * gradient `[pixels, outputs]`.
 */
export const conv2DBackpropFilterWasm: tf.KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    return tf.tidy(() =>
      filterGradient(inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D, filterShape, strides, pad, dimRoundingMode),
    );
  },
};

function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: Attributes['filterShape'],
  strides: Attributes['strides'],
  pad: Attributes['pad'],
  dimRoundingMode: Attributes['dimRoundingMode'],
): tf.Tensor {
  const { padInfo, strideHeight, strideWidth } = tf.backend_util.computeConv2DInfo(
    x.shape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const [rows, columns, inputs, outputs] = filterShape;
  const [batch, height, width] = dy.shape;
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]);
  const shifted: tf.Tensor[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const end = [batch, row + (height - 1) * strideHeight + 1, column + (width - 1) * strideWidth + 1, inputs];
      shifted.push(tf.stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]));
    }
  }
  const positions = tf.reshape(tf.concat(shifted, 3), [batch * height * width, rows * columns * inputs]);
  const gradient = tf.matMul(positions, tf.reshape(dy, [batch * height * width, outputs]), true);
  return tf.reshape(gradient, filterShape);
}
