import * as tf from '@tensorflow/tfjs';

/** Added to every deviation, as the authors' code does it. */
const EPSILON = 1e-7;
/** A deviation of 0 stands below a fraction whose other part is 0. */
const TINY = 1e-30;

/**
 * Instance normalisation of volumes without learned numbers: `y = (x − mean) / (deviation + 1e-7)`, mean and population
 * deviation over the voxels of one channel of one volume. A channel whose voxels are all equal, or that has one voxel,
 * gives 0.
 *
 * With `s` the deviation and means over voxels, the gradient of the input is
 * `(dy − mean(dy) − (x − mean) · mean(dy · (x − mean)) / (s · (s + 1e-7))) / (s + 1e-7)`.
 *
 * @param x - `[batch, x, y, z, channels]`
 * @returns of the shape of `x`; disposed by the caller
 */
export function normaliseVolume(x: tf.Tensor5D): tf.Tensor5D {
  const normalisation = tf.customGrad((...given) => {
    const [input, save] = given as unknown as [tf.Tensor5D, (kept: tf.Tensor[]) => void];
    const [value, deviation] = tf.tidy(() => {
      const centred = tf.sub(input, voxelMean(input));
      const s = tf.sqrt(voxelMean(tf.square(centred)));
      return [tf.div(centred, tf.add(s, EPSILON)), s];
    });
    save([value, deviation]);
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) =>
      tf.tidy(() => {
        const [y, s] = kept as [tf.Tensor, tf.Tensor];
        // y is (x − mean) / (s + ε).
        const along = tf.mul(y, tf.mul(voxelMean(tf.mul(dy, y)), tf.div(tf.add(s, EPSILON), tf.maximum(s, TINY))));
        return tf.div(tf.sub(tf.sub(dy, voxelMean(dy)), along), tf.add(s, EPSILON));
      });
    return { value, gradFunc };
  });
  return normalisation(x) as tf.Tensor5D;
}

/** Axis by axis: a single float32 accumulation over all voxels, as WebAssembly does it, would lose digits. */
function voxelMean(x: tf.Tensor): tf.Tensor {
  return tf.mean(tf.mean(tf.mean(x, 3, true), 2, true), 1, true);
}
