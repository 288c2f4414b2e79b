import { DEFAULT_TRAINING, type Recipe, type StoredRun } from '../runs/index.js';
import { TASK_IDS, TASKS, type StudyTaskId } from '../tasks/index.js';
import { COMPARED_LOSSES } from './comparedLosses.js';
import { isAlive } from './comparison.js';
import { align } from './comparisonTable.js';
import { coreRecipe } from './diceLossArms.js';
import { STEPS, taskData } from './frozenTasks.js';
import { learningRateOf } from './learningRates.js';
import type { Study } from './study.js';

/** Folds of the comparison: each starts from parameters of its own seed and meets the images in an order of its own. */
const FOLDS = [0, 1, 2];
/** Of what four patients' labels allow, which is 1: a network may learn every mask by heart. */
const FITS = 0.95;
const FIT_PATIENTS = 4;
const QUICK = ['crossEntropy', 'softDice'];
/**
 * More tries of the losses that failed so. Soft Dice and soft Jaccard hardly move a pixel that is surely wrong, and which
 * pixels these are is luck: neither more updates nor a higher rate helps each time.
 */
const MORE_TRIES = {
  cells: [
    ['wm17', 'softDice'],
    ['wm17', 'softJaccard'],
    ['br18, several classes', 'softJaccard'],
  ] as [task: string, loss: string][],
  tries: [
    { steps: 4 * STEPS, times: 3 },
    { steps: 4 * STEPS, times: 1 },
    { steps: 2 * STEPS, times: 3 },
  ],
};
/** Of each patient: all images fit into one batch, so that none is missed for the sake of larger targets. */
const FIT_IMAGES = 2;

interface Row {
  task: string;
  loss: string;
  /** Mean Dice of the four patients that were learnt by heart; of several tries the best. */
  fit: number;
  tries: number;
  /** Of the seeds: runs, and those that collapsed. */
  runs: number;
  collapsed: number;
  /** Of several classes, those that some network says nowhere though it lives. */
  unsaid: Set<string>;
}

/** Can every loss fit, and does none die? The condition on which every comparison stands. */
export const sanity: Study = {
  id: 'sanity',
  title: 'Every loss fits, and none dies',
  paper: 'The recipe of this workbook; normalisation as in the networks of Eelbode et al., IEEE TMI 2020',
  question:
    'Can every loss learn four patients by heart on every task, and does every training end in a living network?',
  expectation: 'A loss that cannot fit, or dies, cannot be compared: every cell must pass.',
  notShown: [
    'Whether a loss is good: a network that lives may still be poor.',
    'Other networks, sizes and learning rates than those of the recipe.',
  ],
  tasks: TASK_IDS,
  presets: {
    quick: 'cross-entropy and soft Dice on one task, one fold',
    full: 'every loss of the comparison on every task, binary and with several classes, three folds and seeds',
  },
  recipes({ preset, tasks }) {
    const quick = preset === 'quick';
    const losses = COMPARED_LOSSES.map(({ loss }) => loss).filter((loss) => !quick || QUICK.includes(loss));
    const folds = quick ? FOLDS.slice(0, 1) : FOLDS;
    return sources(quick ? tasks.slice(0, 1) : tasks).flatMap(({ task, multiClass }) => [
      ...losses.map((loss) => fitRecipe(task, multiClass, loss)),
      ...(quick ? [] : losses).flatMap((loss) => moreTries(task, multiClass, loss)),
      // The recipes of the comparison itself: what lives or dies there is what is compared.
      ...folds.flatMap((fold) =>
        losses.map((loss): Recipe => ({
          ...coreRecipe(loss, taskData(task, multiClass), fold),
          study: 'sanity',
          arm: `live ${loss}`,
        })),
      ),
    ]);
  },
  report(runs) {
    const rows = sanityRows(runs);
    const failed = rows.filter(({ fit, runs: n, collapsed }) => !(fit >= FITS) || n === 0 || collapsed > 0);
    return {
      pass: rows.length > 0 && failed.length === 0,
      text: [
        `fit: mean Dice of ${FIT_PATIENTS} patients learnt by heart, at least ${FITS}; collapsed: of the seeds, 0`,
        `Where it was not reached, ${MORE_TRIES.tries.length} more tries, with more updates or a higher rate; the best is told.`,
        '',
        ...align([
          ['task', 'loss', 'fit', 'collapsed', 'never said'],
          ...rows.map(({ task, loss, fit, tries, runs: n, collapsed, unsaid }) => [
            task,
            COMPARED_LOSSES.find((one) => one.loss === loss)?.title ?? loss,
            `${fit.toFixed(3)}${tries > 1 ? ` (best of ${tries})` : ''}`,
            `${collapsed} of ${n}`,
            [...unsaid].join(', '),
          ]),
        ]),
        '',
        rows.length === 0
          ? 'No run is there.'
          : failed.length === 0
            ? `All ${rows.length} pass.`
            : `${failed.length} of ${rows.length} fail.`,
      ].join('\n'),
    };
  },
};

/** A task and whether all its classes are told apart. */
function sources(tasks: readonly StudyTaskId[]): { task: StudyTaskId; multiClass: boolean }[] {
  return [
    ...tasks.map((task) => ({ task, multiClass: false })),
    ...tasks.filter((task) => task === 'br18').map((task) => ({ task, multiClass: true })),
  ];
}

const nameOf = (task: string, multiClass: boolean) => `${task}${multiClass ? ', several classes' : ''}`;

function moreTries(task: StudyTaskId, multiClass: boolean, loss: string): Recipe[] {
  if (!MORE_TRIES.cells.some(([where, which]) => where === nameOf(task, multiClass) && which === loss)) return [];
  return MORE_TRIES.tries.map(({ steps, times }) => {
    const one = fitRecipe(task, multiClass, loss, { steps, times });
    return { ...one, arm: `${one.arm}, ${steps} steps at ${times} times the rate` };
  });
}

function fitRecipe(
  task: StudyTaskId,
  multiClass: boolean,
  loss: string,
  { steps, times } = { steps: STEPS, times: 1 },
): Recipe {
  const data = { task, multiClass, size: TASKS[task].defaultSize };
  return {
    study: 'sanity',
    arm: `fit ${loss}`,
    data: { ...data, synthetic: { seed: 1, patients: 5 * FIT_PATIENTS, imagesPerPatient: FIT_IMAGES } },
    split: { folds: 5, fold: 0, seed: 1, patients: FIT_PATIENTS },
    seed: 1,
    training: {
      ...DEFAULT_TRAINING,
      augmentation: 'none',
      phases: [{ loss, steps, learningRate: times * learningRateOf(loss) }],
    },
  };
}

/** A row a task and loss. */
export function sanityRows(runs: readonly StoredRun[]): Row[] {
  const rows = new Map<string, Row>();
  for (const run of runs) {
    const { arm, data } = run.recipe;
    const [what] = arm.split(', ');
    const [kind, ...rest] = what!.split(' ');
    const [task, loss] = [nameOf(data.task, data.multiClass), rest.join(' ')];
    const row = rows.get(`${task} ${loss}`) ?? {
      task,
      loss,
      fit: NaN,
      tries: 0,
      runs: 0,
      collapsed: 0,
      unsaid: new Set<string>(),
    };
    if (kind === 'fit') {
      row.tries++;
      if (!(run.trainingDice <= row.fit)) row.fit = run.trainingDice;
    } else {
      row.runs++;
      if (!isAlive(run)) row.collapsed++;
      else for (const one of run.collapsed) row.unsaid.add(one.class);
    }
    rows.set(`${task} ${loss}`, row);
  }
  return [...rows.values()];
}
