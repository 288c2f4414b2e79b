import * as tf from '@tensorflow/tfjs';
import { filterGradient, inputGradient, poolGradient, upsampleGradient } from './layerGradients.js';
import { layerKernels } from './layerKernels.js';

type T = tf.Tensor4D;

/**
 * The gradient of a U-Net's flat parameter vector, by the chain rule from the logits back to the images.
 *
 * @param filters - of the eleven convolutions, in their order
 * @param activations - the images; then both results of block a, a pooled, block b, b pooled, block c, c and b merged, block d, d and a merged,
 *   block e: what enters and leaves every layer
 * @param dLogits - the gradient of the logits
 * @returns `[parameterCount(shape)]`; disposed by the caller
 */
export function unetGradient(filters: T[], activations: T[], dLogits: T): tf.Tensor1D {
  const { reluGradient, biasGradient } = layerKernels();
  const [images, a1, a, pooledA, b1, b, pooledB, c1, c, mergedB, d1, d, mergedA, e1, e] = activations as [T, T, T, T, T, T, T, T, T, T, T, T, T, T, T];
  const pieces: tf.Tensor[] = [];
  const parameters = (i: number, x: T, dy: T) => {
    pieces[2 * i] = tf.reshape(filterGradient(x, dy, filters[i]!.shape), [-1]);
    pieces[2 * i + 1] = biasGradient(dy);
  };
  /** Back through `y = relu(convolve(x))`: notes the parameters' gradient, gives the gradient of `x` (none is needed of the images). */
  const layer = (i: number, x: T, y: T, dy: T) => {
    const dSum = reluGradient(dy, y);
    parameters(i, x, dSum);
    return i === 0 ? dSum : inputGradient(dSum, filters[i]!, x.shape);
  };
  const block = (i: number, x: T, inner: T, y: T, dy: T) => layer(i, x, inner, layer(i + 1, inner, y, dy));
  const unmerge = (low: T, skip: T, dMerged: T): [T, T] => {
    const [dUpsampled, dSkip] = tf.split(dMerged, [low.shape[3], skip.shape[3]], 3) as [T, T];
    return [upsampleGradient(dUpsampled), dSkip];
  };
  parameters(10, e, dLogits);
  const [dD, dSkipA] = unmerge(d, a, block(8, mergedA, e1, e, inputGradient(dLogits, filters[10]!, e.shape)));
  const [dC, dSkipB] = unmerge(c, b, block(6, mergedB, d1, d, dD));
  const dB = tf.add(poolGradient(block(4, pooledB, c1, c, dC), b, pooledB), dSkipB) as T;
  const dA = tf.add(poolGradient(block(2, pooledA, b1, b, dB), a, pooledA), dSkipA) as T;
  block(0, images, a1, a, dA);
  return tf.concat(pieces) as tf.Tensor1D;
}
