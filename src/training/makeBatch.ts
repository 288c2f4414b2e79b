import * as tf from '@tensorflow/tfjs';
import type { Sample } from '../tasks/index.js';
import { NO_AUGMENTATION, type Augmentation } from './augmentation.js';
import type { Network } from './network.js';

/** What the network is trained on in one step. */
export interface Batch {
  /** `[batch, height, width, channels]`, or `[batch, x, y, z, channels]` with the network's margin round every volume. */
  images: tf.Tensor;
  /** `[batch, ...sides, outputs]`: 0/1, one-hot for several outputs. */
  labels: tf.Tensor;
  /** `[batch, ...sides, 1]`, 1 where a pixel counts; undefined where all do. */
  valid?: tf.Tensor;
}

/**
 * Lays samples of one size into tensors. Of volumes, flipped rows and columns are the axes x and y; in the network's margin
 * round each stands what stands outside the body, 0 before augmentation.
 *
 * @param network - its outputs: 1 for two classes, else the number of classes; and its margin
 * @param augmentations - one per sample; default: none
 * @returns tensors, disposed by the caller
 */
export function makeBatch(
  samples: readonly Sample[],
  { outputs, margin }: Pick<Network, 'outputs' | 'margin'>,
  augmentations?: readonly Augmentation[],
): Batch {
  const { height, width, depth, channels } = samples[0]!;
  const [line, marginInLine] = depth === undefined ? [1, 0] : [depth, margin];
  const [wideHeight, wideWidth, wideLine] = [height + 2 * margin, width + 2 * margin, line + 2 * marginInLine];
  const [pixels, widePixels] = [height * width * line, wideHeight * wideWidth * wideLine];
  const images = new Float32Array(samples.length * widePixels * channels);
  const labels = new Float32Array(samples.length * pixels * outputs);
  const valid = samples.some((s) => s.valid) ? new Float32Array(samples.length * pixels) : undefined;
  samples.forEach((sample, n) => {
    const { flipRows, flipColumns, gain, offset } = augmentations?.[n] ?? NO_AUGMENTATION;
    if (margin > 0) images.fill(offset, n * widePixels * channels, (n + 1) * widePixels * channels);
    let to = n * pixels;
    for (let row = 0; row < height; row++) {
      const first = (flipRows ? height - 1 - row : row) * width;
      const wideRow = (n * wideHeight + row + margin) * wideWidth + margin;
      for (let column = 0; column < width; column++) {
        let from = (first + (flipColumns ? width - 1 - column : column)) * line;
        let wideTo = (wideRow + column) * wideLine + marginInLine;
        for (let k = 0; k < line; k++, from++, to++, wideTo++) {
          for (let c = 0; c < channels; c++)
            images[wideTo * channels + c] = gain * sample.image[from * channels + c]! + offset;
          const label = sample.mask[from]!;
          if (outputs === 1) labels[to] = label;
          else labels[to * outputs + label] = 1;
          if (valid) valid[to] = sample.valid?.[from] ?? 1;
        }
      }
    }
  });
  const sides = depth === undefined ? [height, width] : [height, width, depth];
  const tensor = (values: Float32Array, of: number[], last: number) => tf.tensor(values, [samples.length, ...of, last]);
  return {
    images: tensor(
      images,
      sides.map((side) => side + 2 * margin),
      channels,
    ),
    labels: tensor(labels, sides, outputs),
    ...(valid && { valid: tensor(valid, sides, 1) }),
  };
}

export function disposeBatch({ images, labels, valid }: Batch): void {
  tf.dispose(valid ? [images, labels, valid] : [images, labels]);
}
