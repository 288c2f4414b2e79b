import type { Random } from '../../random.js';
import type { Sample } from '../../tasks/index.js';
import { MASK_NOISES, noisyMask } from './noisyMask.js';

/**
 * Samples of which a share has wrong masks: of those with a target, so many are drawn (rounded), and dealt the four noises
 * in turn, so that each has its quarter. The others, and the images, stay as they are.
 *
 * @param share - of the samples with a target, in [0, 1]
 * @param pixels - by which a mask is eroded, dilated or shifted, ≥ 1
 * @returns new samples where the mask is wrong, in the order given
 */
export function noisyLabels(
  samples: readonly Sample[],
  { share, pixels }: { share: number; pixels: number },
  random: Random,
): Sample[] {
  const shown = [...samples.keys()].filter((i) => samples[i]!.mask.some((label) => label > 0));
  const drawn = random.shuffle(shown).slice(0, Math.round(share * shown.length));
  const noises = new Map(drawn.map((i, k) => [i, MASK_NOISES[k % MASK_NOISES.length]!]));
  return samples.map((sample, i) => {
    const noise = noises.get(i);
    return noise ? { ...sample, mask: noisyMask(sample.mask, sample.width, noise, pixels, random) } : sample;
  });
}
