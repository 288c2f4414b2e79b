import * as tf from '@tensorflow/tfjs';

/**
 * Linear interpolation in steps of a third, both ends kept: a side of `n` voxels becomes one of `3n − 2`, axis by axis
 * `y[3i] = x[i]`, `y[3i+1] = (2·x[i] + x[i+1]) / 3`, `y[3i+2] = (x[i] + 2·x[i+1]) / 3`. It is the same as repeating every
 * voxel three times on each axis and taking means of 3×3×3.
 *
 * Linear, so each axis is a product with a matrix, and its gradient one with the matrix transposed.
 *
 * @param x - `[batch, x, y, z, channels]`
 * @returns `[batch, 3x − 2, 3y − 2, 3z − 2, channels]`; disposed by the caller
 */
export function enlargeVolume(x: tf.Tensor5D): tf.Tensor5D {
  return tf.tidy(() => {
    // The axis that lies innermost first, while there is least of it.
    let y: tf.Tensor = x;
    for (const axis of [3, 2, 1]) {
      const { shape } = y;
      const side = shape[axis]!;
      const product = (sides: number[]) => sides.reduce((a, b) => a * b, 1);
      const lines = tf.reshape(y, [product(shape.slice(0, axis)), side, product(shape.slice(axis + 1))]);
      y = tf.reshape(
        tf.matMul(tf.tensor3d(interpolation(side), [1, 3 * side - 2, side]), lines),
        shape.with(axis, 3 * side - 2),
      );
    }
    return y as tf.Tensor5D;
  });
}

/** The matrix `[3n − 2, n]` that interpolates `n` values. */
function interpolation(n: number): Float32Array {
  const matrix = new Float32Array((3 * n - 2) * n);
  for (let row = 0; row < 3 * n - 2; row++) {
    const [i, thirds] = [Math.floor(row / 3), row % 3];
    matrix[row * n + i] = (3 - thirds) / 3;
    if (thirds > 0) matrix[row * n + i + 1] = thirds / 3;
  }
  return matrix;
}
