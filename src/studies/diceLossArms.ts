import { lossFromSpec } from '../losses/index.js';
import { DEFAULT_TRAINING, type DataSource, type Recipe } from '../runs/index.js';
import { COMPARED_LOSSES } from './comparedLosses.js';
import { STEPS } from './frozenTasks.js';
import { learningRateOf } from './learningRates.js';

/** Folds of every comparison, and those of them on which sweeps are trained. */
export const FOLDS = [0, 1, 2, 3, 4];
export const SWEEP_FOLDS = [0, 1, 2];
const SEED = 1;

/** Weights of the foreground in weighted cross-entropy; 1 is cross-entropy, an arm of the core. */
export const WEIGHTS = [2, 3, 5, 8, 12, 20, 50, 100];
/** Weights of false positives and false negatives; (½, ½), (1, 1) and (.3, .7) are arms of the core. */
export const TVERSKY_WEIGHTS: readonly (readonly [alpha: number, beta: number])[] = [
  [0.1, 0.9],
  [0.7, 0.3],
  [0.9, 0.1],
  [0.25, 0.25],
  [2, 2],
];
export const PATIENTS = [8, 16, 32];
/** Losses that are followed along trainings with each of three of them. */
export const FOLLOWED = ['crossEntropy', 'softDice', 'softJaccard', 'softTversky:0.3,0.7', 'lovaszSoftmax'];
/**
 * Updates on real images. The largest set has three times as many images as a synthetic task, and is harder: with as many
 * updates as there cross-entropy would not have settled.
 */
export const REAL_STEPS = 1200;

/** One way of training in this study. */
export interface DiceLossArm {
  id: string;
  title: string;
  /** The question that it helps to answer. */
  part: 'core' | 'continued' | 'weights' | 'tversky' | 'patients' | 'steps' | 'followed';
  loss: string;
  /** Goes on from the cross-entropy network of its fold. */
  continued?: true;
  steps?: number;
  patients?: number;
  /** Losses whose values are noted along the training. */
  follow?: string[];
  folds: readonly number[];
}

/** Every loss of the comparison from random parameters. */
export const CORE: readonly DiceLossArm[] = COMPARED_LOSSES.map(({ loss, title }): DiceLossArm => ({
  id: loss,
  title,
  part: 'core',
  loss,
  folds: FOLDS,
}));

const sweep = (part: DiceLossArm['part'], spec: string, title: string): DiceLossArm => {
  const { spec: loss } = lossFromSpec(spec);
  return { id: loss, title, part, loss, folds: SWEEP_FOLDS };
};

/** `.3`, as in (.3, .7). */
const pointed = (weight: number) => String(weight).replace(/^0/, '');

/** The arms on every synthetic task, in the order in which they are trained. */
export const DICE_LOSS_ARMS: readonly DiceLossArm[] = [
  ...CORE,
  ...CORE.map(({ loss, title }): DiceLossArm => ({
    id: `crossEntropy > ${loss}`,
    title: `${title}, continued`,
    part: 'continued',
    loss,
    continued: true,
    folds: FOLDS,
  })),
  ...WEIGHTS.map((weight) => sweep('weights', `weightedCrossEntropy:1,${weight}`, `cross-entropy weighted ${weight}`)),
  ...TVERSKY_WEIGHTS.map(([alpha, beta]) =>
    sweep('tversky', `softTversky:${alpha},${beta}`, `soft Tversky (${pointed(alpha)}, ${pointed(beta)})`),
  ),
  ...PATIENTS.flatMap((patients) =>
    ['crossEntropy', 'softDice'].map((loss): DiceLossArm => ({
      id: `${loss}, ${patients} patients`,
      title: `${lossFromSpec(loss).title}, ${patients} patients`,
      part: 'patients',
      loss,
      patients,
      folds: SWEEP_FOLDS,
    })),
  ),
  ...[STEPS / 4, STEPS / 2, 2 * STEPS].flatMap((steps) =>
    ['crossEntropy', 'softDice'].map((loss): DiceLossArm => ({
      id: `${loss}, ${steps} steps`,
      title: `${lossFromSpec(loss).title}, ${steps} steps`,
      part: 'steps',
      loss,
      steps,
      folds: SWEEP_FOLDS,
    })),
  ),
  ...['crossEntropy', 'softDice', 'lovaszSoftmax'].map((loss): DiceLossArm => ({
    id: `${loss}, followed`,
    title: `${lossFromSpec(loss).title}, followed`,
    part: 'followed',
    loss,
    follow: FOLLOWED,
    folds: [0],
  })),
];

/** The arm of an id. */
export function armNamed(id: string): DiceLossArm {
  const arm = DICE_LOSS_ARMS.find((one) => one.id === id);
  if (!arm) throw new RangeError(`the study has no arm '${id}'.`);
  return arm;
}

/** The recipe of an arm on a fold. */
export function armRecipe(arm: DiceLossArm, data: DataSource, fold: number): Recipe {
  const { id, loss, continued, steps = STEPS, patients, follow } = arm;
  const crossEntropy = CORE[0]!;
  return {
    study: 'dice-losses',
    arm: id,
    data,
    split: { folds: FOLDS.length, fold, seed: SEED, ...(patients !== undefined && { patients }) },
    seed: SEED,
    training: {
      ...DEFAULT_TRAINING,
      phases: [{ loss, steps, learningRate: learningRateOf(loss) }],
      ...(follow && { follow }),
    },
    ...(continued && { start: armRecipe(crossEntropy, data, fold) }),
  };
}

/** The recipe of the comparison's core: a loss of `COMPARED_LOSSES` from random parameters. */
export function coreRecipe(loss: string, data: DataSource, fold: number): Recipe {
  return armRecipe({ id: loss, title: loss, part: 'core', loss, folds: FOLDS }, data, fold);
}
