import * as tf from '@tensorflow/tfjs';
import { activeKernels } from '../activeKernels.js';
import { filterGradient, inputGradient } from '../convolution.js';

type T = tf.Tensor4D;
type Save = (kept: tf.Tensor[]) => void;

/**
 * A 3×3 convolution of `x`, instance normalisation and ReLU, as the U-Net's layers: instanceNormalisation.ts.
 * Differentiable in all it is given, so that networks are composed of it as they are drawn; the U-Net's own gradient, all
 * in one, is faster.
 *
 * @param filter - `[3, 3, inputs, outputs]`
 * @param scale - `[outputs]`
 * @param shift - `[outputs]`
 * @returns `[batch, height, width, outputs]`; disposed by the caller
 */
export function convolved(x: T, filter: T, scale: tf.Tensor1D, shift: tf.Tensor1D): T {
  const layer = tf.customGrad((...given) => {
    const [input, weights, ofScale, ofShift, save] = given as unknown as [T, T, tf.Tensor1D, tf.Tensor1D, Save];
    const { convolve, normaliseRelu } = activeKernels();
    const sum = convolve(input, weights);
    const [value, mean, inverse] = normaliseRelu(sum, ofScale, ofShift);
    save([input, weights, ofScale, ofShift, sum, mean, inverse]);
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) => {
      const [before, w, scaled, shifted, total, m, i] = kept as [T, T, tf.Tensor1D, tf.Tensor1D, T, T, T];
      const { normaliseReluGradient } = activeKernels();
      const [dSum, ...vectors] = normaliseReluGradient(dy as T, total, m, i, scaled, shifted);
      return [inputGradient(dSum, w, before.shape), filterGradient(before, dSum, w.shape), ...vectors];
    };
    return { value, gradFunc };
  });
  return layer(x, filter, scale, shift) as T;
}

/** A 1×1 convolution with a bias: the logits. */
export function output(x: T, filter: T, bias: tf.Tensor1D): T {
  return tf.add(tf.conv2d(x, filter, 1, 'same'), bias);
}

/** The largest of every 2×2 pixels. */
export function halved(x: T): T {
  const layer = tf.customGrad((...given) => {
    const [input, save] = given as unknown as [T, Save];
    const pooled = activeKernels().pool(input);
    save([input, ...pooled]);
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) => {
      const [before, ...result] = kept as [T, T, ...T[]];
      return activeKernels().poolGradient(dy as T, before, result as [T, ...T[]], tf.zerosLike(before));
    };
    return { value: pooled[0], gradFunc };
  });
  return layer(x) as T;
}

/** Every pixel repeated 2×2. */
export function doubled(x: T): T {
  const layer = tf.customGrad((...given) => {
    const [input] = given as unknown as [T];
    const [, height, width] = input.shape;
    return {
      value: tf.image.resizeNearestNeighbor(input, [2 * height, 2 * width]),
      gradFunc: (dy: tf.Tensor) => tf.mul(tf.avgPool(dy as T, 2, 2, 'valid'), 4),
    };
  });
  return layer(x) as T;
}
