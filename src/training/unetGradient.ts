import * as tf from '@tensorflow/tfjs';
import type { Activations, Filters } from './activations.js';
import { filterGradient, inputGradient } from './convolution.js';
import { layerKernels } from './layerKernels.js';
import { upFilterGradient, upInputGradient } from './upConvolution.js';

type T = tf.Tensor4D;

/**
 * The gradient of a U-Net's flat parameter vector, by the chain rule from the logits back to the images.
 *
 * @param filters - of the eleven layers, in their order
 * @param dLogits - the gradient of the logits
 * @returns `[parameterCount(shape)]`; disposed by the caller
 */
export function unetGradient(
  filters: Filters[],
  { images, a1, a, pooledA, b1, b, pooledB, c1, c, d1, d, e1, e }: Activations,
  dLogits: T,
): tf.Tensor1D {
  const { reluGradient, biasGradient, poolGradient, pack } = layerKernels();
  const gradients: tf.Tensor[][] = [];
  /** Back through `y = relu(convolve(x) + bias)`: notes the parameters' gradient, gives the gradient of `x`. */
  const layer = (i: number, x: T, y: T, dy: T) => convolution(i, x, ...reluGradient(dy, y));
  const convolution = (i: number, x: T, dy: T, bias: tf.Tensor1D) => {
    const [filter] = filters[i]!;
    gradients[i] = [filterGradient(x, dy, filter.shape), bias];
    // None is needed of the images.
    return i === 0 ? dy : inputGradient(dy, filter, x.shape);
  };
  /** Back through `y = relu(upConvolve(low) + convolve(skip) + bias)`: gives the gradients of `low` and of `skip`. */
  const merge = (i: number, low: T, skip: T, y: T, dy: T): [T, T] => {
    const [below, across] = filters[i] as [T, T];
    const [dSum, bias] = reluGradient(dy, y);
    gradients[i] = [upFilterGradient(low, dSum), filterGradient(skip, dSum, across.shape), bias];
    return [upInputGradient(dSum, below), inputGradient(dSum, across, skip.shape)];
  };
  const [dD, dSkipA] = merge(8, d, a, e1, layer(9, e1, e, convolution(10, e, dLogits, biasGradient(dLogits))));
  const [dC, dSkipB] = merge(6, c, b, d1, layer(7, d1, d, dD));
  const dPooledB = layer(4, pooledB[0], c1, layer(5, c1, c, dC));
  const dB = tf.add(poolGradient(dPooledB, b, pooledB), dSkipB) as T;
  const dPooledA = layer(2, pooledA[0], b1, layer(3, b1, b, dB));
  const dA = tf.add(poolGradient(dPooledA, a, pooledA), dSkipA) as T;
  layer(0, images, a1, layer(1, a1, a, dA));
  return pack(gradients.flat());
}
