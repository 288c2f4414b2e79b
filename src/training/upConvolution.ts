import * as tf from '@tensorflow/tfjs';
import { filterGradient, inputGradient } from './convolution.js';

/**
 * Row `k`: which rows of a 3×3 filter meet the same pixel, at distance `k`, of an image before its rows are doubled.
 */
const ROWS = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
];
/** The same for rows and columns: 16 positions of a 4×4 filter, each a sum of some of the 9 of a 3×3 filter. */
const SPREAD = ROWS.flatMap((rows) => ROWS.map((columns) => rows.flatMap((r) => columns.map((c) => r * c))));

/** The 4×4 filter of stride 2 that does to an image what `filter`, 3×3, does to the image upsampled. */
export function upFilter(filter: tf.Tensor4D): tf.Tensor4D {
  const [, , outputs, inputs] = filter.shape;
  return tf.reshape(tf.matMul(tf.tensor2d(SPREAD), tf.reshape(filter, [9, outputs * inputs])), [4, 4, outputs, inputs]);
}

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

/** Gradient of the 3×3 filter of `upConvolve`, given that of its result. */
export function upFilterGradient(low: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const [outputs, inputs] = [dy.shape[3], low.shape[3]];
  const gradient4 = filterGradient(dy, low, [4, 4, outputs, inputs], 2);
  return tf.reshape(tf.matMul(tf.tensor2d(SPREAD), tf.reshape(gradient4, [16, outputs * inputs]), true), [
    3,
    3,
    outputs,
    inputs,
  ]);
}
