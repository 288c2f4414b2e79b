import * as tf from '@tensorflow/tfjs';

/**
 * Float32 sums of this many numbers in [0, 1], one by one, err by less than 3e-7 of their value, and usually far less.
 */
const BLOCK = 16;
/** This many numbers are read and added here in less time than the engine needs for one more operation. */
const FEW = 2 ** 14;

/**
 * The sum over the voxels of each row and class, to better than 1e-6 of its value on every engine.
 *
 * A float32 sum over a whole image is not: WASM adds one by one (1 % off after a million numbers), and the native
 * engine does too where the classes stand last (4 % off after five million). So the engine sums blocks of at most 16,
 * then blocks of these while there are many; the rest is added in float64.
 *
 * @param values - `[rows, voxels, classes]`; called within a tidy, which disposes what the sum leaves
 * @returns `rows x classes`
 */
export function regionSums(values: tf.Tensor3D): Float64Array {
  const [rows, voxels, classes] = values.shape;
  let block = values.size > FEW ? Math.min(BLOCK, voxels) : 1;
  while (voxels % block !== 0) block--;
  if (block > 1) return regionSums(tf.sum(tf.reshape(values, [rows, voxels / block, block, classes]), 2));
  const sums = new Float64Array(rows * classes);
  const parts = values.dataSync();
  for (let row = 0, k = 0; row < rows; row++) {
    for (let v = 0; v < voxels; v++) for (let c = 0; c < classes; c++) sums[row * classes + c]! += parts[k++]!;
  }
  return sums;
}
