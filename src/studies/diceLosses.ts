import { lossFromSpec } from '../losses/index.js';
import { DEFAULT_TRAINING, type DataSource, type Recipe, type StoredRun } from '../runs/index.js';
import { TASK_IDS, TASKS, type TaskId } from '../tasks/index.js';
import { COMPARED_LOSSES } from './comparedLosses.js';
import { compareArms } from './comparison.js';
import { comparisonTable } from './comparisonTable.js';
import { STEPS, taskData } from './frozenTasks.js';
import { learningRateOf } from './learningRates.js';
import type { Study, StudyOptions } from './study.js';

/** Folds of every comparison, and those of them on which sweeps are trained. */
const FOLDS = [0, 1, 2, 3, 4];
const SWEEP_FOLDS = [0, 1, 2];
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

/** One way of training in this study. */
export interface DiceLossArm {
  id: string;
  title: string;
  /** The question that it helps to answer. */
  part: 'core' | 'continued' | 'weights' | 'tversky' | 'patients' | 'steps';
  loss: string;
  /** Goes on from the cross-entropy network of its fold. */
  continued?: true;
  steps?: number;
  patients?: number;
  folds: readonly number[];
}

const core = COMPARED_LOSSES.map(({ loss, title }): DiceLossArm => ({
  id: loss,
  title,
  part: 'core',
  loss,
  folds: FOLDS,
}));

const sweep = (part: DiceLossArm['part'], spec: string): DiceLossArm => {
  const { spec: loss, title } = lossFromSpec(spec);
  return { id: loss, title, part, loss, folds: SWEEP_FOLDS };
};

/** The arms on every synthetic task, in the order in which they are trained. */
export const DICE_LOSS_ARMS: readonly DiceLossArm[] = [
  ...core,
  ...core.map(({ loss, title }): DiceLossArm => ({
    id: `crossEntropy > ${loss}`,
    title: `${title}, continued`,
    part: 'continued',
    loss,
    continued: true,
    folds: FOLDS,
  })),
  ...WEIGHTS.map((weight) => sweep('weights', `weightedCrossEntropy:1,${weight}`)),
  ...TVERSKY_WEIGHTS.map(([alpha, beta]) => sweep('tversky', `softTversky:${alpha},${beta}`)),
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
];

/** The comparison of the paper: which loss, when Dice or Jaccard is what counts? */
export const diceLosses: Study = {
  id: 'dice-losses',
  title: 'Losses compared on six tasks',
  paper:
    'Eelbode, Bertels, Berman, Vandermeulen, Maes, Bisschops, Blaschko, "Optimization for Medical Image Segmentation: ' +
    'Theory and Practice When Evaluating With Dice Score or Jaccard Index", IEEE TMI 39(11), 2020',
  question: 'Do losses made for Dice or Jaccard beat cross-entropy, weighted or not, when Dice or Jaccard is measured?',
  expectation:
    'The more doubtful the label, the more: much on is17, something on is18 and wm17, next to nothing on br18, mo17 and po18.',
  notShown: [
    'Other networks than a small 2-D U-Net; the paper trained 3-D networks on volumes.',
    'The synthetic tasks stand in for sets that are not free; what they show of losses holds of their statistics.',
    'One seed a fold: the luck of the initial parameters is not in the intervals, which are over patients.',
  ],
  tasks: TASK_IDS,
  presets: {
    quick: 'cross-entropy, soft Dice and soft Jaccard on one task, two folds, a quarter of the steps',
    full: 'the core, continued trainings, weights of cross-entropy and of Tversky, several classes, patients, steps; real sets',
  },
  recipes(options) {
    return options.preset === 'quick' ? quick(options) : full(options);
  },
  report(runs) {
    const groups = new Map<string, StoredRun[]>();
    for (const run of runs) {
      const { data } = run.recipe;
      const key = 'set' in data ? data.set : `${data.task}${data.multiClass}`;
      groups.set(key, [...(groups.get(key) ?? []), run]);
    }
    const tables = [...groups.values()].flatMap((group) => {
      const present = core.filter(({ id }) => group.some(({ recipe }) => recipe.arm === id));
      return present.length > 0 ? [comparisonTable(compareArms(ofArms(group, present), present))] : [];
    });
    return { text: tables.join('\n\n') };
  },
};

const ofArms = (runs: readonly StoredRun[], arms: readonly { id: string }[]) =>
  runs.filter(({ recipe }) => arms.some(({ id }) => id === recipe.arm));

function quick({ tasks }: StudyOptions): Recipe[] {
  const losses = ['crossEntropy', 'softDice', 'softJaccard'];
  return tasks
    .slice(0, 1)
    .flatMap((task) =>
      [0, 1].flatMap((fold) =>
        core
          .filter(({ loss }) => losses.includes(loss))
          .map((arm) => recipe({ ...arm, steps: STEPS / 4 }, taskData(task), fold)),
      ),
    );
}

/** Task by task, part by part, fold by fold: what is stopped early has whole comparisons of the first tasks. */
function full({ tasks, sets }: StudyOptions): Recipe[] {
  const parts = ['core', 'continued', 'weights', 'tversky', 'patients', 'steps'];
  const synthetic = parts.flatMap((part) =>
    tasks.flatMap((task) =>
      inFolds(
        DICE_LOSS_ARMS.filter((arm) => arm.part === part),
        taskData(task),
      ),
    ),
  );
  const classes = tasks
    .filter((task) => TASKS[task].multiClasses)
    .flatMap((task) => inFolds(core, taskData(task, true)));
  return [...synthetic, ...classes, ...sets.flatMap(({ set, task }) => inFolds(core, realData(set, task)))];
}

function inFolds(arms: readonly DiceLossArm[], data: DataSource): Recipe[] {
  return FOLDS.flatMap((fold) =>
    arms.filter(({ folds }) => folds.includes(fold)).map((arm) => recipe(arm, data, fold)),
  );
}

function realData(set: string, task: TaskId): DataSource {
  return { task, multiClass: false, size: TASKS[task].defaultSize, set, slicesPerCase: 12, invert: false };
}

function recipe(arm: DiceLossArm, data: DataSource, fold: number): Recipe {
  const { id, loss, continued, steps = STEPS, patients } = arm;
  const crossEntropy = core[0]!;
  return {
    study: 'dice-losses',
    arm: id,
    data,
    split: { folds: FOLDS.length, fold, seed: SEED, ...(patients !== undefined && { patients }) },
    seed: SEED,
    training: { ...DEFAULT_TRAINING, phases: [{ loss, steps, learningRate: learningRateOf(loss) }] },
    ...(continued && { start: recipe(crossEntropy, data, fold) }),
  };
}

/** The recipe of the comparison's core: a loss of `COMPARED_LOSSES` from random parameters. */
export function coreRecipe(loss: string, data: DataSource, fold: number): Recipe {
  return recipe({ id: loss, title: loss, part: 'core', loss, folds: FOLDS }, data, fold);
}
