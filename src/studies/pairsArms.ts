import { DEFAULT_TRAINING, type DataSource, type PairsSettings, type Recipe } from '../runs/index.js';
import type { TaskId } from '../tasks/index.js';
import { learningRateOf } from './learningRates.js';

/** What is learnt from: all images of the fold, a few real ones, those made of these few, or both. */
export const PAIR_USES = ['all', 'real', 'synthetic', 'both'] as const;
export type PairUse = (typeof PAIR_USES)[number];

const TITLES: Record<PairUse, string> = {
  all: 'all real images',
  real: 'few real images',
  synthetic: 'images made of the few',
  both: 'the few and those made of them',
};

/** An arm: what it learns from, and whether it flips images and changes their intensities as usual. */
export interface PairsArm {
  id: string;
  title: string;
  use: PairUse;
  augmented: boolean;
}

/** Without and with classical augmentation. */
export const PAIRS_ARMS: readonly PairsArm[] = [false, true].flatMap((augmented) =>
  PAIR_USES.map((use) => ({
    id: augmented ? `${use}, augmented` : use,
    title: augmented ? `${TITLES[use]}, augmented` : TITLES[use],
    use,
    augmented,
  })),
);

/** The authors make 10 pairs of each, from the coarsest scale on; their 2000 iterations of 32 channels would take hours here. */
export const PAIRS_PRESETS = {
  quick: {
    patients: 12,
    folds: [0],
    steps: 40,
    pairs: { images: 2, samples: 5, from: 0, iterations: 20, features: 8 },
  },
  full: {
    patients: 36,
    folds: [0, 1],
    steps: 120,
    pairs: { images: 4, samples: 10, from: 0, iterations: 60, features: 8 },
  },
} as const satisfies Record<
  string,
  { patients: number; folds: number[]; steps: number; pairs: Omit<PairsSettings, 'use'> }
>;
export type PairsPreset = keyof typeof PAIRS_PRESETS;

/** Rows and columns: two scales of a pyramid. */
const SIZE = 32;

/** Synthetic images of a task, or a set of real ones. */
export interface PairsSource {
  task: TaskId;
  set?: string;
}

/** The runs of a preset on one source of images; equal steps for all arms. */
export function pairsRecipes(preset: PairsPreset, { task, set }: PairsSource): Recipe[] {
  const { patients, folds, steps, pairs } = PAIRS_PRESETS[preset];
  const own = { task, multiClass: false, size: SIZE };
  const data: DataSource =
    set === undefined
      ? { ...own, synthetic: { seed: 1, patients, imagesPerPatient: 1 } }
      : { ...own, set, slicesPerCase: 12, invert: false, reading: { patients: 'look-alike' } };
  return PAIRS_ARMS.flatMap(({ id, use, augmented }) =>
    folds.map((fold) => ({
      study: 'synthetic-pairs',
      arm: id,
      data,
      split: { folds: 2, fold, seed: 1 },
      seed: 1,
      training: {
        ...DEFAULT_TRAINING,
        batch: 4,
        augmentation: augmented ? 'flipsAndIntensity' : 'none',
        phases: [{ loss: 'softDice+crossEntropy', steps, learningRate: learningRateOf('softDice+crossEntropy') }],
        ...(use !== 'all' && { procedure: { id: 'pairsOfFew', pairs: { ...pairs, use } } }),
      },
    })),
  );
}
