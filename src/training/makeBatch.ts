import * as tf from '@tensorflow/tfjs';
import type { Sample } from '../tasks/index.js';
import { NO_AUGMENTATION, type Augmentation } from './augmentation.js';

/** What the network is trained on in one step. */
export interface Batch {
  /** `[batch, height, width, channels]` */
  images: tf.Tensor4D;
  /** `[batch, height, width, outputs]`: 0/1, one-hot for several outputs. */
  labels: tf.Tensor4D;
  /** `[batch, height, width, 1]`, 1 where a pixel counts; undefined where all do. */
  valid?: tf.Tensor4D;
}

/**
 * Lays samples of one size into tensors.
 *
 * @param outputs - 1 for two classes, else the number of classes
 * @param augmentations - one per sample; default: none
 * @returns tensors, disposed by the caller
 */
export function makeBatch(samples: readonly Sample[], outputs: number, augmentations?: readonly Augmentation[]): Batch {
  const { height, width, channels } = samples[0]!;
  const pixels = height * width;
  const images = new Float32Array(samples.length * pixels * channels);
  const labels = new Float32Array(samples.length * pixels * outputs);
  const valid = samples.some((s) => s.valid) ? new Float32Array(samples.length * pixels) : undefined;
  samples.forEach((sample, n) => {
    const { flipRows, flipColumns, gain, offset } = augmentations?.[n] ?? NO_AUGMENTATION;
    let to = n * pixels;
    for (let row = 0; row < height; row++) {
      const first = (flipRows ? height - 1 - row : row) * width;
      for (let column = 0; column < width; column++, to++) {
        const from = first + (flipColumns ? width - 1 - column : column);
        for (let c = 0; c < channels; c++)
          images[to * channels + c] = gain * sample.image[from * channels + c]! + offset;
        const label = sample.mask[from]!;
        if (outputs === 1) labels[to] = label;
        else labels[to * outputs + label] = 1;
        if (valid) valid[to] = sample.valid?.[from] ?? 1;
      }
    }
  });
  const tensor = (values: Float32Array, depth: number) => tf.tensor4d(values, [samples.length, height, width, depth]);
  return {
    images: tensor(images, channels),
    labels: tensor(labels, outputs),
    ...(valid && { valid: tensor(valid, 1) }),
  };
}

export function disposeBatch({ images, labels, valid }: Batch): void {
  tf.dispose(valid ? [images, labels, valid] : [images, labels]);
}
