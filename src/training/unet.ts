import * as tf from '@tensorflow/tfjs';
import { layerKernels, pool } from './layerKernels.js';
import { unetGradient } from './unetGradient.js';
import { parameterShapes, unetLayers, type UnetShape } from './unetShape.js';
import { upConvolve, upFilter } from './upConvolution.js';

/** The filters of a layer: one, or for a layer that merges the 4×4 filter of what comes from below and the filter of what is skipped across. */
export type Filters = [tf.Tensor4D] | [tf.Tensor4D, tf.Tensor4D];

/**
 * The logits that a U-Net gives to every pixel: blocks of two 3×3 convolutions with ReLU, two 2×2 max poolings, nearest-neighbour
 * upsampling, skips by concatenation, a 1×1 convolution at the end. A convolution of two concatenated images is computed as the sum of the
 * convolutions of each.
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
    // The images too: a caller may dispose them before the gradient is asked for.
    save([...filters.flat(), images, ...activations]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const rest = [...saved] as tf.Tensor4D[];
      const savedFilters = filters.map(({ length }) => rest.splice(0, length) as Filters);
      return unetGradient(savedFilters, rest, dy as tf.Tensor4D);
    };
    return { value: layerKernels().convolve(activations.at(-1)!, filters.at(-1)![0], biases.at(-1)!), gradFunc };
  });
  return network(parameters) as tf.Tensor4D;
}

function unpack(parameters: tf.Tensor1D, shape: UnetShape): { filters: Filters[]; biases: tf.Tensor1D[] } {
  const shapes = parameterShapes(shape);
  const pieces = tf.split(parameters, shapes.map((sides) => sides.reduce((a, b) => a * b)));
  const tensors = pieces.map((piece, i) => (shapes[i]!.length === 1 ? piece : tf.reshape(piece, shapes[i]!)));
  const filters: Filters[] = [];
  const biases: tf.Tensor1D[] = [];
  for (const layer of unetLayers(shape)) {
    const [first, second] = tensors.splice(0, layer.filters.length) as tf.Tensor4D[];
    filters.push(second ? [upFilter(first!), second] : [first!]);
    biases.push(tensors.shift() as tf.Tensor1D);
  }
  return { filters, biases };
}

/** What the gradient needs besides the images, in the order of `unetGradient`. */
function forward(filters: Filters[], biases: tf.Tensor1D[], images: tf.Tensor4D): tf.Tensor4D[] {
  const { convolve } = layerKernels();
  const kept: tf.Tensor4D[] = [];
  const keep = (x: tf.Tensor4D) => (kept.push(x), x);
  const layer = (i: number, x: tf.Tensor4D) => keep(tf.relu(convolve(x, filters[i]![0], biases[i]!)));
  const merge = (i: number, low: tf.Tensor4D, skip: tf.Tensor4D) => {
    const [below, across] = filters[i] as [tf.Tensor4D, tf.Tensor4D];
    return keep(tf.relu(tf.add(upConvolve(low, below), convolve(skip, across, biases[i]!))));
  };
  const a = layer(1, layer(0, images));
  const b = layer(3, layer(2, keep(pool(a))));
  const c = layer(5, layer(4, keep(pool(b))));
  const d = layer(7, merge(6, c, b));
  layer(9, merge(8, d, a));
  return kept;
}
