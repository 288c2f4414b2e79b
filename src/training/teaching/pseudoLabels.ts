import * as tf from '@tensorflow/tfjs';
import type { Network } from '../network.js';

/** Both flips and their product, the half turn: each undoes itself. */
const FLIPS: readonly (readonly number[])[] = [[], [1], [2], [1, 2]];

/**
 * What a network says of images, averaged over four copies of each: as it is, flipped by rows, by columns, by both. Every
 * answer is flipped back before the mean is taken.
 *
 * @param images - `[batch, height, width, channels]`
 * @returns probabilities of the target `[batch, height, width, 1]`; disposed by the caller
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021; theirs are four copies with random turns and flips
 */
export function averagedProbabilities(network: Network, parameters: tf.Tensor1D, images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const answers = FLIPS.map((axes) =>
      flipped(tf.sigmoid(network.logits(parameters, flipped(images, axes))) as tf.Tensor4D, axes),
    );
    return tf.div(tf.addN(answers), answers.length);
  });
}

function flipped(images: tf.Tensor4D, axes: readonly number[]): tf.Tensor4D {
  return axes.length === 0 ? images : tf.reverse(images, [...axes]);
}

/**
 * Probabilities of two classes drawn towards 0 and 1: `qᵀ / (qᵀ + (1 − q)ᵀ)` with the exponent T ≥ 1; at 1 they stay.
 *
 * @param q - of the target, any shape, in [0, 1]
 * @returns the same shape; disposed by the caller
 * Source: as of `averagedProbabilities`, whose authors take T = 1
 */
export function sharpened<T extends tf.Tensor>(q: T, exponent: number): T {
  return tf.tidy(() => {
    const target = tf.pow(q, exponent);
    return tf.div(target, tf.add(target, tf.pow(tf.sub(1, q), exponent)));
  });
}

/**
 * How sure a probability is: `w = 1 − 4 q (1 − q)`, 0 at one half and 1 at 0 and 1.
 *
 * @param q - of the target, any shape, in [0, 1]
 * @returns the same shape; disposed by the caller
 * Source: as of `averagedProbabilities`
 */
export function confidence<T extends tf.Tensor>(q: T): T {
  return tf.tidy(() => tf.sub(1, tf.mul(4, tf.mul(q, tf.sub(1, q)))));
}
