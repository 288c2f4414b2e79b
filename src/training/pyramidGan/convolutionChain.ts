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

function normalised(x: tf.Tensor4D): tf.Tensor4D {
  const apart = tf.sub(x, tf.mean(x, [1, 2], true));
  return tf.div(apart, tf.sqrt(tf.add(tf.mean(tf.square(apart), [1, 2], true), EPSILON)));
}

/**
 * 1 where x is above 0, else .2, and constant: `tf.leakyRelu` has a first derivative and no second one, for its gradient asks
 * `tf.greater`, which TensorFlow.js cannot differentiate.
 */
const slope = tf.customGrad((x) => ({
  value: tf.add(tf.mul(tf.cast(tf.greater(x as tf.Tensor, 0), 'float32'), 1 - SLOPE), SLOPE),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
})) as (x: tf.Tensor4D) => tf.Tensor4D;
