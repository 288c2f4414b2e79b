import type { Random } from '../random.js';

/** How one image is changed before it is shown to the network. */
export interface Augmentation {
  flipRows: boolean;
  flipColumns: boolean;
  /** Intensities become `gain · x + offset`. */
  gain: number;
  offset: number;
}

export const NO_AUGMENTATION: Augmentation = { flipRows: false, flipColumns: false, gain: 1, offset: 0 };

/**
 * The augmentations that a recipe can name.
 *
 * - `none`
 * - `flipsAndIntensity`: flips each way with probability ½; gain uniform on [0.9, 1.1], offset on [−0.1, 0.1] (images are
 *   normalised to about unit deviation).
 */
export const AUGMENTATIONS = {
  none: () => NO_AUGMENTATION,
  flipsAndIntensity: (random) => ({
    flipRows: random.uniform() < 0.5,
    flipColumns: random.uniform() < 0.5,
    gain: 0.9 + 0.2 * random.uniform(),
    offset: 0.2 * random.uniform() - 0.1,
  }),
} satisfies Record<string, (random: Random) => Augmentation>;

export type AugmentationId = keyof typeof AUGMENTATIONS;
