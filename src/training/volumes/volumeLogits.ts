import * as tf from '@tensorflow/tfjs';
import { convolveImages, convolveVolume } from './convolveVolume.js';
import { enlargeVolume } from './enlargeVolume.js';
import { leakyRelu } from './leakyRelu.js';
import { normaliseVolume } from './normaliseVolume.js';
import { poolVolume, type Pooling } from './poolVolume.js';
import { VOLUME_LEVELS, type VolumeLayer } from './volumeUnetLayers.js';

type T = tf.Tensor5D;

/** What the two published variants differ in, beside the number of features. */
export interface VolumeUnetKind {
  pooling: Pooling;
  /** What stands before every activation: nothing, or instance normalisation. */
  normalisation: 'none' | 'instance';
}

/**
 * The logits of the network of volumes. Activation stands before every convolution but the first; pooling, interpolation
 * and skips act on what convolutions give.
 *
 * @param parameters - the flat parameter vector, differentiable
 * @param images - `[batch, x, y, z, inputs]`, not differentiable
 * @param onLayer - is shown what every convolution gives, in order
 * @returns `[batch, x − 26, y − 26, z − 26, outputs]`; disposed by the caller
 */
export function volumeLogits(
  parameters: tf.Tensor1D,
  images: T,
  layers: readonly VolumeLayer[],
  { pooling, normalisation }: VolumeUnetKind,
  onLayer?: (name: string, output: T) => void,
): T {
  return tf.tidy(() => {
    const weights = takeApart(parameters, layers);
    const activated = (x: T) => leakyRelu(normalisation === 'instance' ? normaliseVolume(x) : x);
    let next = 0;
    /** What the next convolution gives; what is made on the way to it is freed where no gradient is wanted. */
    const convolved = (convolve: (...weights: [T, tf.Tensor1D]) => T): T => {
      const index = next++;
      const output = tf.tidy(() => convolve(...weights[index]!));
      onLayer?.(layers[index]!.name, output);
      return output;
    };
    const layer = (input: () => T) => convolved((...given) => convolveVolume(activated(input()), ...given));
    let x = convolved((...given) => convolveImages(images, ...given));
    x = replaced(
      x,
      layer(() => x),
    );
    const skips: T[] = [];
    for (let level = 1; level <= VOLUME_LEVELS; level++) {
      const skip = x;
      skips.unshift(skip);
      x = layer(() => poolVolume(skip, pooling));
      x = replaced(
        x,
        layer(() => x),
      );
    }
    for (const skip of skips) {
      const low = x;
      x = layer(() => joined(skip, enlargeVolume(low)));
      tf.dispose([skip, low]);
      x = replaced(
        x,
        layer(() => x),
      );
    }
    return replaced(
      x,
      layer(() => x),
    );
  });
}

/** Frees what nothing follows from any more; where a gradient is wanted, TensorFlow.js keeps what it needs. */
function replaced(before: T, after: T): T {
  before.dispose();
  return after;
}

/** The middle of what is skipped across, then what comes from below, channel by channel. */
function joined(skip: T, below: T): T {
  const sides = below.shape.slice(1, 4);
  const margin = sides.map((side, axis) => (skip.shape[axis + 1]! - side) / 2);
  const middle = tf.slice(skip, [0, ...margin, 0], [skip.shape[0], ...sides, skip.shape[4]]);
  return tf.concat([middle, below], 4);
}

/** The kernel and the bias of every layer. */
function takeApart(parameters: tf.Tensor1D, layers: readonly VolumeLayer[]): [T, tf.Tensor1D][] {
  let start = 0;
  const piece = (length: number) => {
    start += length;
    return tf.slice(parameters, start - length, length);
  };
  return layers.map(({ kernel }) => [tf.reshape(piece(kernel.reduce((a, b) => a * b)), kernel) as T, piece(kernel[4])]);
}
