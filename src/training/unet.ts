import * as tf from '@tensorflow/tfjs';
import type { Activations, Filters } from './activations.js';
import { layerKernels } from './layerKernels.js';
import { unetGradient } from './unetGradient.js';
import { parameterShapes, unetLayers, type UnetShape } from './unetShape.js';
import { upConvolve, upFilter } from './upConvolution.js';

/**
 * The logits that a U-Net gives to every pixel: blocks of two 3×3 convolutions with ReLU, two 2×2 max poolings,
 * nearest-neighbour upsampling, skips by concatenation, a 1×1 convolution at the end. A convolution of two concatenated
 * images is computed as the sum of the convolutions of each.
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
    save([...filters.flat(), ...Object.values(activations).flat()]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      // What was saved, in the order in which it was: TensorFlow.js hands out copies.
      const next = () => saved[taken++] as tf.Tensor4D;
      let taken = 0;
      const savedFilters = filters.map((layer) => layer.map(next) as Filters);
      const savedActivations = Object.fromEntries(
        Object.entries(activations).map(([name, kept]) => [name, Array.isArray(kept) ? kept.map(next) : next()]),
      );
      return unetGradient(savedFilters, savedActivations as unknown as Activations, dy as tf.Tensor4D);
    };
    return { value: layerKernels().convolve(activations.e, filters.at(-1)![0], biases.at(-1)!), gradFunc };
  });
  return network(parameters) as tf.Tensor4D;
}

function unpack(parameters: tf.Tensor1D, shape: UnetShape): { filters: Filters[]; biases: tf.Tensor1D[] } {
  const tensors = layerKernels().unpack(parameters, parameterShapes(shape));
  const filters: Filters[] = [];
  const biases: tf.Tensor1D[] = [];
  for (const layer of unetLayers(shape)) {
    const [first, second] = tensors.splice(0, layer.filters.length) as tf.Tensor4D[];
    filters.push(second ? [upFilter(first!), second] : [first!]);
    biases.push(tensors.shift() as tf.Tensor1D);
  }
  return { filters, biases };
}

function forward(filters: Filters[], biases: tf.Tensor1D[], images: tf.Tensor4D): Activations {
  const { convolve, addRelu, pool } = layerKernels();
  const layer = (i: number, x: tf.Tensor4D): tf.Tensor4D => tf.relu(convolve(x, filters[i]![0], biases[i]!));
  const merge = (i: number, low: tf.Tensor4D, skip: tf.Tensor4D) => {
    const [below, across] = filters[i] as [tf.Tensor4D, tf.Tensor4D];
    return addRelu(upConvolve(low, below), convolve(skip, across, biases[i]!));
  };
  const a1 = layer(0, images);
  const a = layer(1, a1);
  const pooledA = pool(a);
  const b1 = layer(2, pooledA[0]);
  const b = layer(3, b1);
  const pooledB = pool(b);
  const c1 = layer(4, pooledB[0]);
  const c = layer(5, c1);
  const d1 = merge(6, c, b);
  const d = layer(7, d1);
  const e1 = merge(8, d, a);
  const e = layer(9, e1);
  // The images too: a caller may dispose them before the gradient is asked for.
  return { images, a1, a, pooledA, b1, b, pooledB, c1, c, d1, d, e1, e };
}
