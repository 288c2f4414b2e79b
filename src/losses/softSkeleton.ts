import * as tf from '@tensorflow/tfjs';

/**
 * The soft skeleton of probabilities: what each opening removes from the image and from its successive erosions.
 *
 * An erosion is the minimum over a voxel and its neighbours along the axes, a dilation the maximum over the block of 3 per axis.
 *
 * @param image - `[batch, height, width, classes]` or `[batch, depth, height, width, classes]`, in [0, 1]
 * @returns the same shape, in [0, 1]
 */
export function softSkeleton(image: tf.Tensor, iterations: number): tf.Tensor {
  let eroded = image;
  let skeleton = ridge(eroded);
  for (let i = 0; i < iterations; i++) {
    eroded = erode(eroded);
    const found = ridge(eroded);
    skeleton = tf.add(skeleton, tf.relu(tf.sub(found, tf.mul(skeleton, found))));
  }
  return skeleton;
}

/** What an opening removes. */
function ridge(image: tf.Tensor): tf.Tensor {
  return tf.relu(tf.sub(image, maximum(erode(image), new Array<number>(image.rank - 2).fill(3))));
}

function erode(image: tf.Tensor): tf.Tensor {
  const axes = image.rank - 2;
  const along = Array.from({ length: axes }, (_, axis) => tf.neg(maximum(tf.neg(image), Array.from({ length: axes }, (_, k) => (k === axis ? 3 : 1)))));
  return along.reduce((a, b) => tf.minimum(a, b));
}

/** The WASM engine's gradient of a maximum passes over values of 0 and below, so they are lifted above 0 there. */
function maximum(image: tf.Tensor, window: number[]): tf.Tensor {
  const lift = tf.getBackend() === 'wasm' ? 2 : 0;
  const lifted = tf.add(image, lift);
  const found = image.rank === 4
    ? tf.maxPool(lifted as tf.Tensor4D, window as [number, number], 1, 'same')
    : tf.maxPool3d(lifted as tf.Tensor5D, window as [number, number, number], 1, 'same');
  return tf.sub(found, lift);
}
