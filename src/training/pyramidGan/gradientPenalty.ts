import * as tf from '@tensorflow/tfjs';

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
