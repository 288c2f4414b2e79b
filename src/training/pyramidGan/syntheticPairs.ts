import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../random.js';
import type { Sample } from '../../tasks/index.js';
import { trainPyramidGan, type PyramidSettings } from './pyramidGan.js';

/** How many pairs are made of one, and how far they may leave it. */
export interface PairSettings extends PyramidSettings {
  /** Pairs, ≥ 0. */
  samples: number;
  /** The coarsest scale that gets fresh noise: 0 is the most diverse. */
  from: number;
}

/**
 * Images with masks of one target that are made of a single one: a pyramid is trained on the image with its mask as one more
 * channel, and sampled. Intensities are brought to [−1, 1] by the image's own least and largest, and back; a mask is where
 * the last channel is above 0, which is one half of a mask between 0 and 1.
 *
 * @param sample - square, of one target
 * @returns the pairs with ids `<id>-synthetic-<n>` and the patient of the source; and the root mean square by which the
 * pyramid misses the source on the finest scale, on the scale from −1 to 1
 * @throws UserError where the training diverges, or the image is not square
 * Source: Thambawita et al., "SinGAN-Seg: Synthetic training data generation for medical image segmentation", PLOS ONE 2022
 */
export async function syntheticPairs(
  sample: Sample,
  settings: PairSettings,
): Promise<{ pairs: Sample[]; error: number }> {
  const { height, width, channels, image, mask } = sample;
  let [least, most] = [Infinity, -Infinity];
  for (const value of image) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const range = most > least ? most - least : 1;
  const joined = new Float32Array(height * width * (channels + 1));
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < channels; c++)
      joined[i * (channels + 1) + c] = (2 * (image[i * channels + c]! - least)) / range - 1;
    joined[i * (channels + 1) + channels] = mask[i]! > 0 ? 1 : -1;
  }
  const source = tf.tensor4d(joined, [1, height, width, channels + 1]);
  const gan = await trainPyramidGan(source, settings).finally(() => source.dispose());
  try {
    const random = seededRandom(settings.seed, 0x9a5);
    const pairs = Array.from({ length: settings.samples }, (_, n): Sample => {
      const made = gan.sample(random, settings.from);
      const values = made.dataSync();
      made.dispose();
      const pair = { image: new Float32Array(image.length), mask: new Uint8Array(mask.length) };
      for (let i = 0; i < mask.length; i++) {
        for (let c = 0; c < channels; c++) {
          const value = Math.min(1, Math.max(-1, values[i * (channels + 1) + c]!));
          pair.image[i * channels + c] = ((value + 1) / 2) * range + least;
        }
        pair.mask[i] = Number(values[i * (channels + 1) + channels]! > 0);
      }
      const { id, patient } = sample;
      return { id: `${id}-synthetic-${n + 1}`, patient, height, width, channels, ...pair };
    });
    return { pairs, error: gan.errors.at(-1)! };
  } finally {
    gan.dispose();
  }
}
