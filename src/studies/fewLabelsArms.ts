import { DEFAULT_TRAINING, type LabelSettings, type Recipe, type TeachingSettings } from '../runs/index.js';
import type { TaskId } from '../tasks/index.js';
import { learningRateOf } from './learningRates.js';

/** Cross-entropy and soft Dice of every image, smoothed by 1: as the authors of AIDE train. */
const LOSS = 'softDice:epsilon=1+crossEntropy';
/**
 * Of the authors' code: the trust in the other network rises over the first fifth (20 of 100 epochs), agreement weighs 10,
 * the worst quarter of labels is replaced. They replace after each of the first 20 epochs and then after every tenth; here
 * after every tenth of the training.
 */
const TEACHING = { warmUp: 0.2, agreement: 10, corrections: 9, replaced: 0.25 };
/** Of the masks with a target: a quarter of them each eroded, dilated, shifted, dropped. */
const NOISE = { share: 0.6, pixels: 3 };
/** Deals the patients: the first seed with which, in the full study, every single labelled patient has a target. */
const DEALT = 3;
const FEW = [1, 3, 10];
const TAUGHT = [1, 3];

const PRESETS = {
  quick: { patients: 12, steps: 40, folds: [0] },
  full: { patients: 36, steps: 120, folds: [0, 1] },
} as const;

/** An arm: what it is called, and how its recipe parts from that of all labels. */
interface Arm {
  id: string;
  title: string;
  patients?: number;
  labels?: LabelSettings;
  mutual?: TeachingSettings;
}

/** In the order in which they are trained: a network that labels images comes before those that learn from its labels. */
export const FEW_LABELS_ARMS: readonly Arm[] = [
  { id: 'all', title: 'all labels' },
  ...FEW.map((n): Arm => ({ id: `few ${n}`, title: `${patients(n)} only`, patients: n })),
  ...TAUGHT.flatMap((n): Arm[] => [
    { id: `pseudo ${n}`, title: `${patients(n)}, naive pseudo-labels`, labels: { labelled: n } },
    { id: `AIDE ${n}`, title: `${patients(n)}, AIDE`, labels: { labelled: n }, mutual: TEACHING },
  ]),
  { id: 'noisy', title: 'noisy labels', labels: { noise: NOISE } },
  { id: 'AIDE noisy', title: 'noisy labels, AIDE', labels: { noise: NOISE }, mutual: TEACHING },
  // Added after the first results, and no part of a claim: is it replacing labels early that harms?
  {
    id: 'AIDE 3, late',
    title: '3 labelled patients, AIDE, labels corrected once, halfway',
    labels: { labelled: 3 },
    mutual: { ...TEACHING, corrections: 1 },
  },
  {
    id: 'AIDE noisy, late',
    title: 'noisy labels, AIDE, corrected once, halfway',
    labels: { noise: NOISE },
    mutual: { ...TEACHING, corrections: 1 },
  },
];

function patients(n: number): string {
  return n === 1 ? '1 labelled patient' : `${n} labelled patients`;
}

/** What a preset trains. */
export function fewLabelsRecipes(preset: keyof typeof PRESETS, tasks: readonly TaskId[]): Recipe[] {
  const { folds } = PRESETS[preset];
  return folds.flatMap((fold) =>
    tasks.flatMap((task) =>
      FEW_LABELS_ARMS.filter(({ patients: n = 0 }) => 2 * n < PRESETS[preset].patients).map((arm) =>
        recipeOf(arm, preset, task, fold),
      ),
    ),
  );
}

function recipeOf(arm: Arm, preset: keyof typeof PRESETS, task: TaskId, fold: number): Recipe {
  const { patients: all, steps } = PRESETS[preset];
  const { labels, mutual } = arm;
  const start =
    labels && 'labelled' in labels ? FEW_LABELS_ARMS.find(({ patients: n }) => n === labels.labelled) : undefined;
  const procedure =
    labels &&
    (mutual ? { id: 'mutualTeaching' as const, labels, teaching: mutual } : { id: 'givenLabels' as const, labels });
  return {
    study: 'few-labels',
    arm: arm.id,
    data: { task, multiClass: false, size: 64, synthetic: { seed: 1, patients: all, imagesPerPatient: 2 } },
    split: { folds: 2, fold, seed: DEALT, ...(arm.patients !== undefined && { patients: arm.patients }) },
    seed: 1,
    training: {
      ...DEFAULT_TRAINING,
      batch: 4,
      per: 'image',
      phases: [{ loss: LOSS, steps, learningRate: learningRateOf('softDice+crossEntropy') }],
      ...(procedure && { procedure }),
    },
    ...(start && { start: recipeOf(start, preset, task, fold) }),
  };
}
