import * as tf from '@tensorflow/tfjs';
import type { Random } from '../../random.js';

/**
 * Five 3×3 convolutions of one generator or critic: the first four each normalised over the image with a learned scale and
 * shift, then `max(x, 0.2 x)`; the last with a bias alone.
 */
export interface ConvolutionChain {
  /** Filter, scale and shift of each of the first four, then filter and bias of the last. */
  variables: tf.Variable[];
  dispose(): void;
}

const LAYERS = 5;
/** Normalisation over one image: that of a batch, when the batch is one image. */
const EPSILON = 1e-5;
const SLOPE = 0.2;

/**
 * Filters normal with deviation .02, scales normal about 1 with the same, shifts and bias 0.
 *
 * @param features - channels between the convolutions
 * Source: Shaham, Dekel, Michaeli, "SinGAN", ICCV 2019; deviations [recalled]
 */
export function convolutionChain(
  random: Random,
  { inputs, outputs, features }: { inputs: number; outputs: number; features: number },
): ConvolutionChain {
  const normal = (shape: number[], mean = 0) => {
    const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => mean + 0.02 * random.normal());
    return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
  };
  const zeros = (channels: number) => tf.tidy(() => tf.variable(tf.zeros([channels])));
  const variables = Array.from({ length: LAYERS }, (_, k) => {
    const [from, to] = [k === 0 ? inputs : features, k === LAYERS - 1 ? outputs : features];
    const filter = normal([3, 3, from, to]);
    return k === LAYERS - 1 ? [filter, zeros(to)] : [filter, normal([to], 1), zeros(to)];
  }).flat();
  return { variables, dispose: () => tf.dispose(variables) };
}

/**
 * What a chain makes of images, the border filled with zeros. All that it is composed of has second derivatives, in images
 * and in variables, on every engine.
 *
 * @param variables - as of `convolutionChain`
 * @param images - `[batch, height, width, inputs]`
 * @returns `[batch, height, width, outputs]`; disposed by the caller
 */
export function applyChain(variables: readonly tf.Tensor[], images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    let x: tf.Tensor4D = images;
    for (let k = 0; k < LAYERS - 1; k++) {
      const [filter, scale, shift] = variables.slice(3 * k) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
      const h: tf.Tensor4D = tf.add(tf.mul(normalised(tf.conv2d(x, filter, 1, 'same')), scale), shift);
      x = tf.mul(h, slope(h));
    }
    const [filter, bias] = variables.slice(-2) as [tf.Tensor4D, tf.Tensor1D];
    return tf.add(tf.conv2d(x, filter, 1, 'same'), bias);
  });
}

/**
 * The derivative of what a chain makes of images, as they move along a direction: `d/dt chain(images + t · direction)` at 0,
 * carried forward through the layers, so that one derivative of it in the variables is a second one of the chain.
 *
 * @param variables - as of `convolutionChain`
 * @param direction - of the shape of `images`
 * @returns `[batch, height, width, outputs]`; disposed by the caller
 */
export function chainTangent(
  variables: readonly tf.Tensor[],
  images: tf.Tensor4D,
  direction: tf.Tensor4D,
): tf.Tensor4D {
  return tf.tidy(() => {
    let [x, t]: [tf.Tensor4D, tf.Tensor4D] = [images, direction];
    for (let k = 0; k < LAYERS - 1; k++) {
      const [filter, scale, shift] = variables.slice(3 * k) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
      const both = tf.conv2d(tf.concat([x, t]), filter, 1, 'same');
      const [apart, moved] = tf.split(tf.sub(both, tf.mean(both, [1, 2], true)), 2) as [tf.Tensor4D, tf.Tensor4D];
      const rate = tf.rsqrt(tf.add(tf.mean(tf.square(apart), [1, 2], true), EPSILON));
      const n = tf.mul(apart, rate);
      const along = tf.mul(rate, tf.sub(moved, tf.mul(n, tf.mean(tf.mul(n, moved), [1, 2], true))));
      const h: tf.Tensor4D = tf.add(tf.mul(n, scale), shift);
      const s = slope(h);
      [x, t] = [tf.mul(h, s), tf.mul(tf.mul(along, scale), s)];
    }
    return tf.conv2d(t, variables.at(-2) as tf.Tensor4D, 1, 'same');
  });
}

function normalised(x: tf.Tensor4D): tf.Tensor4D {
  const apart = tf.sub(x, tf.mean(x, [1, 2], true));
  return tf.mul(apart, tf.rsqrt(tf.add(tf.mean(tf.square(apart), [1, 2], true), EPSILON)));
}

/**
 * 1 where x is above 0, else .2, and constant: `tf.leakyRelu` has a first derivative and no second one, for its gradient asks
 * `tf.greater`, which TensorFlow.js cannot differentiate.
 */
const slope = tf.customGrad((x) => ({
  value: tf.add(tf.mul(tf.cast(tf.greater(x as tf.Tensor, 0), 'float32'), 1 - SLOPE), SLOPE),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
})) as (x: tf.Tensor4D) => tf.Tensor4D;
