import * as tf from '@tensorflow/tfjs';

/** Float32 sums of this many numbers in [0, 1] are exact to a few units in the last place on every engine. */
const BLOCK = 64;

/**
 * The sum over the voxels of each row and class, to better than 1e-6 of its value on every engine.
 *
 * A float32 sum over a whole image is not: WASM adds one by one (1 % off after a million numbers), and the native engine does too where the classes
 * stand last (4 % off after five million). So the engine sums blocks of at most 64, and their sums are added in float64.
 *
 * @param values - `[rows, voxels, classes]`
 * @returns `rows x classes`
 */
export function regionSums(values: tf.Tensor3D): Float64Array {
  const [rows, voxels, classes] = values.shape;
  let block = Math.min(BLOCK, voxels);
  while (voxels % block !== 0) block--;
  const partial = tf.tidy(() => (block === 1 ? values : tf.sum(tf.reshape(values, [rows, voxels / block, block, classes]), 2)).dataSync());
  const sums = new Float64Array(rows * classes);
  const perRow = (voxels / block) * classes;
  for (let k = 0; k < partial.length; k++) sums[Math.floor(k / perRow) * classes + (k % classes)]! += partial[k]!;
  return sums;
}
