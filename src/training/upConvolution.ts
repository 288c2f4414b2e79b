import * as tf from '@tensorflow/tfjs';
import { filterGradient, inputGradient } from './convolution.js';

/**
 * A 3×3 convolution of the image whose every pixel is repeated 2×2, as one transposed convolution of stride 2 of the
 * image as it is: the nine products per pixel fall on four different pixels of the small image, so the filter's entries
 * are summed first. The result is the same, with 4/9 of the multiplications, and the large image is never built.
 *
 * @param low - `[batch, height, width, inputs]`
 * @param filter4 - of `upFilter`, `[4, 4, outputs, inputs]`
 * @returns `[batch, 2·height, 2·width, outputs]`
 */
export function upConvolve(low: tf.Tensor4D, filter4: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = low.shape;
  return inputGradient(low, filter4, [batch, 2 * height, 2 * width, filter4.shape[2]], 2);
}

/** Gradient of the image `low` of `upConvolve`, given that of its result. */
export function upInputGradient(dy: tf.Tensor4D, filter4: tf.Tensor4D): tf.Tensor4D {
  return tf.conv2d(dy, filter4, 2, 'same');
}

/** Gradient of `filter4` of `upConvolve`, given that of its result. */
export function upFilter4Gradient(low: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  return filterGradient(dy, low, [4, 4, dy.shape[3], low.shape[3]], 2);
}
