import type * as tf from '@tensorflow/tfjs';
import { filterGradient, inputGradient } from './convolution.js';
import { activeKernels } from './activeKernels.js';
import type { Result } from './layerKernels.js';
import type { Filters, LayerKind } from './layerKinds.js';
import { upFilter4Gradient, upInputGradient } from './upConvolution.js';

/** What a layer computes with. */
export interface LayerParameters {
  filters: Filters;
  vectors: tf.Tensor1D[];
}

/** The images, and what leaves every layer and pooling, `a1` and `a` those of block a. */
export type Results = Record<
  'images' | 'a1' | 'a' | 'pooledA' | 'b1' | 'b' | 'pooledB' | 'c1' | 'c' | 'd1' | 'd' | 'e1' | 'e',
  Result
>;

type T = tf.Tensor4D;

/**
 * The gradient of a U-Net's flat parameter vector, by the chain rule from the logits back to the images.
 *
 * @param layers - the eleven, in their order
 * @param dLogits - the gradient of the logits
 * @returns of the length of the parameter vector; disposed by the caller
 */
export function unetGradient(
  layers: LayerParameters[],
  { images, a1, a, pooledA, b1, b, pooledB, c1, c, d1, d, e1, e }: Results,
  dLogits: T,
  kind: LayerKind,
): tf.Tensor1D {
  const { biasGradient, poolGradient, upFilterGradient, pack } = activeKernels();
  const gradients: tf.Tensor[][] = [];
  /** Back through a layer to its convolutions' sum. */
  const toSum = (i: number, y: Result, dy: T) => kind.gradient(dy, y, layers[i]!.vectors);
  /** Back through a layer that reads `x`: notes its parameters' gradient, gives that of `x`. */
  const layer = (i: number, [x]: Result, y: Result, dy: T) => convolution(i, x, ...toSum(i, y, dy));
  const convolution = (i: number, x: T, dSum: T, ...vectors: tf.Tensor1D[]) => {
    const [filter] = layers[i]!.filters;
    gradients[i] = [filterGradient(x, dSum, filter.shape), ...vectors];
    // None is needed of the images.
    return i === 0 ? dSum : inputGradient(dSum, filter, x.shape);
  };
  /** Back through a layer that merges `low` and `skip`: gives the gradients of both. */
  const merge = (i: number, [low]: Result, [skip]: Result, y: Result, dy: T): [T, T] => {
    const [below, across] = layers[i]!.filters as [T, T];
    const [dSum, ...vectors] = toSum(i, y, dy);
    gradients[i] = [
      upFilterGradient(upFilter4Gradient(low, dSum)),
      filterGradient(skip, dSum, across.shape),
      ...vectors,
    ];
    return [upInputGradient(dSum, below), inputGradient(dSum, across, skip.shape)];
  };
  const [dD, dSkipA] = merge(8, d, a, e1, layer(9, e1, e, convolution(10, e[0], dLogits, biasGradient(dLogits))));
  const [dC, dSkipB] = merge(6, c, b, d1, layer(7, d1, d, dD));
  const dPooledB = layer(4, pooledB, c1, layer(5, c1, c, dC));
  const dB = poolGradient(dPooledB, b[0], pooledB, dSkipB);
  const dPooledA = layer(2, pooledA, b1, layer(3, b1, b, dB));
  const dA = poolGradient(dPooledA, a[0], pooledA, dSkipA);
  layer(0, images, a1, layer(1, a1, a, dA));
  return pack(gradients.flat());
}
