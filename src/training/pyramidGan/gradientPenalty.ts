import * as tf from '@tensorflow/tfjs';
import { applyChain, chainTangent } from './convolutionChain.js';

/** Below the root: a gradient of exactly 0 has a direction then. */
const EPSILON = 1e-12;

/**
 * How far a critic is from changing at rate 1: `mean over pixels of (‖∂ΣD/∂x‖₂ − 1)²`, the norm over the channels of a
 * pixel. Differentiable in what the critic is made of, which takes second derivatives.
 *
 * @param critic - of images, any number of answers; composed of operations whose gradients can be differentiated
 * @param images - `[batch, height, width, channels]`, between real and made ones
 * @returns a scalar ≥ 0; disposed by the caller
 * Source: Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville, "Improved Training of Wasserstein GANs", NeurIPS 2017, equation
 * 3; the norm over channels is that of SinGAN's code [recalled]
 */
export function gradientPenalty(critic: (images: tf.Tensor4D) => tf.Tensor, images: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => {
    const gradient = tf.grad((x) => tf.sum(critic(x as tf.Tensor4D)))(images);
    const norm = tf.sqrt(tf.add(tf.sum(tf.square(gradient), -1), EPSILON));
    return tf.mean(tf.square(tf.sub(norm, 1)));
  });
}

/**
 * The direction in which images move to raise the penalty of a critic's gradient g there: `∂penalty/∂g`, which is
 * `2 (‖g‖ − 1)/‖g‖ · g` over the number of pixels.
 *
 * @param critic - variables of a `convolutionChain` of one output
 * @returns the shape of `images`; disposed by the caller
 */
export function penaltyDirection(critic: readonly tf.Tensor[], images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const gradient = tf.grad((x) => tf.sum(applyChain(critic, x as tf.Tensor4D)))(images);
    const norm = tf.sqrt(tf.add(tf.sum(tf.square(gradient), -1, true), EPSILON));
    return tf.div(tf.mul(gradient, tf.div(tf.sub(norm, 1), norm)), norm.size / 2);
  });
}

/**
 * A scalar with the derivatives, in the variables of a critic, of `gradientPenalty`, in a third of its operations: with the
 * gradient g in the images and the direction `v = ∂penalty/∂g` held fixed, `∂penalty/∂θ = ∂(v · g)/∂θ`, and v · g is the
 * derivative of the critic along v. Its value is not the penalty.
 *
 * @param direction - of `penaltyDirection` at the same variables and images
 */
export function alongPenalty(critic: readonly tf.Tensor[], images: tf.Tensor4D, direction: tf.Tensor4D): tf.Scalar {
  return tf.sum(chainTangent(critic, images, direction));
}
