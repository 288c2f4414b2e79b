import * as tf from '@tensorflow/tfjs';

/** The mean, or the largest, of every 3×3×3 voxels. */
export type Pooling = 'average' | 'max';

/**
 * Pools a volume by 3 on each axis. The gradient of a mean goes to all voxels alike; that of the largest to the largest,
 * and where several of a line of three are equally large, which a flat background makes them, in equal parts to each.
 *
 * @param x - `[batch, x, y, z, channels]`, sides multiples of 3
 * @returns `[batch, x/3, y/3, z/3, channels]`; disposed by the caller
 */
export function poolVolume(x: tf.Tensor5D, pooling: Pooling): tf.Tensor5D {
  if (pooling === 'average') return tf.avgPool3d(x, 3, 3, 'valid');
  return tf.tidy(() => {
    // Axis by axis: TensorFlow.js's own, on WebAssembly, never gives less than a small positive number.
    let y: tf.Tensor = x;
    for (const axis of [1, 2, 3]) {
      const { shape } = y;
      const product = (sides: number[]) => sides.reduce((a, b) => a * b, 1);
      const side = shape[axis]! / 3;
      const threes = tf.reshape(y, [product(shape.slice(0, axis)) * side, 3, product(shape.slice(axis + 1))]);
      y = tf.reshape(largestOfThree(threes as tf.Tensor3D), shape.with(axis, side));
    }
    return y as tf.Tensor5D;
  });
}

function largestOfThree(x: tf.Tensor3D): tf.Tensor {
  const largest = tf.customGrad((...given) => {
    const [input, save] = given as unknown as [tf.Tensor3D, (kept: tf.Tensor[]) => void];
    const value = tf.max(input, 1, true);
    save([input, value]);
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) =>
      tf.tidy(() => {
        const isLargest = tf.cast(tf.equal(kept[0]!, kept[1]!), 'float32');
        return tf.mul(isLargest, tf.div(dy, tf.sum(isLargest, 1, true)));
      });
    return { value, gradFunc };
  });
  return largest(x);
}
