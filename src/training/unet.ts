import * as tf from '@tensorflow/tfjs';
import { pool, upsample } from './layerGradients.js';
import { layerKernels } from './layerKernels.js';
import { unetGradient } from './unetGradient.js';
import { parameterSizes, unetFilters, type UnetShape } from './unetShape.js';

/**
 * The logits that a U-Net gives to every pixel: blocks of two 3×3 convolutions with ReLU, two 2×2 max poolings, nearest-neighbour
 * upsampling, skips by concatenation, a 1×1 convolution at the end.
 * Differentiable in `parameters` (not in `images`); the gradient is `unetGradient`, written by hand on few operations.
 *
 * @param parameters - the flat parameter vector, `[parameterCount(shape)]`
 * @param images - `[batch, height, width, shape.inputs]`, height and width multiples of 4
 * @returns `[batch, height, width, shape.outputs]`; disposed by the caller
 * Source: Ronneberger, Fischer, Brox, "U-Net", https://arxiv.org/abs/1505.04597, with fewer levels
 */
export function unetLogits(parameters: tf.Tensor1D, images: tf.Tensor4D, shape: UnetShape): tf.Tensor4D {
  const network = tf.customGrad((...given) => {
    const [flat, save] = given as unknown as [tf.Tensor1D, (kept: tf.Tensor[]) => void];
    const { filters, biases } = unpack(flat, shape);
    const activations = forward(filters, biases, images);
    save([...filters, ...activations]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      unetGradient(saved.slice(0, filters.length) as tf.Tensor4D[], [images, ...saved.slice(filters.length)] as tf.Tensor4D[], dy as tf.Tensor4D);
    const last = filters.length - 1;
    return { value: layerKernels().convolve(activations.at(-1)!, filters[last]!, biases[last]!), gradFunc };
  });
  return network(parameters) as tf.Tensor4D;
}

function unpack(parameters: tf.Tensor1D, shape: UnetShape) {
  const pieces = tf.split(parameters, parameterSizes(shape));
  return {
    filters: unetFilters(shape).map((size, i) => tf.reshape(pieces[2 * i]!, size) as tf.Tensor4D),
    biases: pieces.filter((_, i) => i % 2 === 1) as tf.Tensor1D[],
  };
}

/** What the gradient needs besides the images, in the order of `unetGradient`. */
function forward(filters: tf.Tensor4D[], biases: tf.Tensor1D[], images: tf.Tensor4D): tf.Tensor4D[] {
  const { convolve } = layerKernels();
  const kept: tf.Tensor4D[] = [];
  const keep = (x: tf.Tensor4D) => (kept.push(x), x);
  const layer = (i: number, x: tf.Tensor4D) => keep(tf.relu(convolve(x, filters[i]!, biases[i]!)));
  const block = (i: number, x: tf.Tensor4D) => layer(i + 1, layer(i, x));
  const merge = (low: tf.Tensor4D, skip: tf.Tensor4D) => keep(tf.concat([upsample(low), skip], 3));
  const a = block(0, images);
  const b = block(2, keep(pool(a)));
  const c = block(4, keep(pool(b)));
  const d = block(6, merge(c, b));
  block(8, merge(d, a));
  return kept;
}
