import * as tf from '@tensorflow/tfjs';

/**
 * Row `k`: which rows of a 3×3 filter meet the same pixel, at distance `k`, of an image before its rows are doubled;
 * layerOperations.cc holds the same.
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
  return tf.tidy(() =>
    tf.reshape(tf.matMul(tf.tensor2d(SPREAD), tf.reshape(filter, [9, outputs * inputs])), [4, 4, outputs, inputs]),
  );
}

/** The gradient of `filter`, given that of its 4×4 filter. */
export function upFilterGradient(gradient4: tf.Tensor4D): tf.Tensor4D {
  const [, , outputs, inputs] = gradient4.shape;
  return tf.tidy(() => {
    const sums = tf.matMul(tf.tensor2d(SPREAD), tf.reshape(gradient4, [16, outputs * inputs]), true);
    return tf.reshape(sums, [3, 3, outputs, inputs]);
  });
}
