import * as tf from '@tensorflow/tfjs';
import { lineMaximum } from './lineMaximum.js';

/**
 * The soft skeleton of probabilities: what each opening removes from the image and from its successive erosions.
 *
 * An erosion is the minimum over a voxel and its neighbours along the axes, a dilation the maximum over the block of 3
 * per axis.
 *
 * @param image - `[batch, ...space, classes]`, in [0, 1]
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
  const opened = axesOfSpace(image).reduce(lineMaximum, erode(image));
  return tf.relu(tf.sub(image, opened));
}

function erode(image: tf.Tensor): tf.Tensor {
  const opposite = tf.neg(image);
  return tf.neg(
    axesOfSpace(image)
      .map((axis) => lineMaximum(opposite, axis))
      .reduce((a, b) => tf.maximum(a, b)),
  );
}

function axesOfSpace(image: tf.Tensor): number[] {
  return Array.from({ length: image.rank - 2 }, (_, k) => k + 1);
}
