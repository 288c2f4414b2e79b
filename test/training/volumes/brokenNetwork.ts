import * as tf from '@tensorflow/tfjs';
import type { VolumeLayer } from '../../../src/training/index.js';

/** What is taken wrongly from the description of the authors' network. */
export interface Faults {
  swapped?: boolean;
  flipped?: boolean;
  maxPool?: boolean;
  slope?: number;
  activatedImage?: boolean;
  activatedPool?: boolean;
  nearest?: boolean;
  bareOutput?: boolean;
  corner?: boolean;
}

type T = tf.Tensor5D;

/**
 * The authors' network for ISLES 2018 once more, from TensorFlow.js's own operations, the interpolation as repetition and
 * a mean of 3×3×3; with `faults`, another.
 */
export function brokenNetwork(
  parameters: Float32Array,
  images: T,
  layers: readonly VolumeLayer[],
  faults: Faults = {},
): T {
  const { slope = 0.01 } = faults;
  let [at, next] = [0, 0];
  const piece = (shape: number[]) => {
    const size = shape.reduce((a, b) => a * b);
    at += size;
    return tf.tensor(parameters.slice(at - size, at), shape);
  };
  const a = (x: T) => tf.leakyRelu(x, slope);
  const conv = (x: T) => {
    const { kernel } = layers[next++]!;
    const filter = piece([...kernel]) as T;
    const turned = faults.flipped ? tf.reverse(filter, [0, 1, 2]) : filter;
    return tf.add<T>(tf.conv3d(x, turned, 1, 'same'), piece([kernel[4]]));
  };
  const pool = (raw: T) => {
    const x = faults.activatedPool ? a(raw) : raw;
    return faults.maxPool ? tf.maxPool3d(x, 3, 3, 'valid') : tf.avgPool3d(x, 3, 3, 'valid');
  };
  const repeated = (x: T) =>
    [1, 2, 3].reduce<tf.Tensor>((y, axis) => {
      const places = Array.from({ length: 3 * y.shape[axis]! }, (_, i) => Math.floor(i / 3));
      return tf.gather(y, tf.tensor1d(places, 'int32'), axis);
    }, x) as T;
  const up = (x: T) => {
    const large = repeated(x);
    const sides = x.shape.map((side, axis) => (axis === 0 || axis === 4 ? side : 3 * side - 2));
    return faults.nearest ? tf.slice(large, [0, 1, 1, 1, 0], sides) : tf.avgPool3d(large, 3, 1, 'valid');
  };
  let x = conv(faults.activatedImage ? a(images) : images);
  x = conv(a(x));
  const skips: T[] = [];
  for (let level = 1; level <= 3; level++) {
    skips.unshift(x);
    x = conv(a(pool(x)));
    x = conv(a(x));
  }
  for (const skip of skips) {
    const low = up(x);
    const start = [1, 2, 3].map((axis) => (faults.corner ? 0 : (skip.shape[axis]! - low.shape[axis]!) / 2));
    const middle = tf.slice(skip, [0, ...start, 0], [1, ...low.shape.slice(1, 4), skip.shape[4]]);
    x = conv(a(tf.concat(faults.swapped ? [low, middle] : [middle, low], 4)));
    x = conv(a(x));
  }
  return tf.sigmoid(conv(faults.bareOutput ? x : a(x)));
}
