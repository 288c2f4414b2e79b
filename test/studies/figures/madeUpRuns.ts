import type { StoredRun } from '../../../src/runs/index.js';
import { seededRandom } from '../../../src/random.js';
import { TASK_IDS, TASKS } from '../../../src/tasks/index.js';
import { diceLosses } from '../../../src/studies/diceLosses.js';
import { frozenTasks } from '../../../src/studies/frozenTasks.js';
import { image, madeRun } from '../../runs/storedRun.js';

const PATIENTS = 10;
/** What each task's networks reach, made up. */
const LEVELS: Record<string, number> = { br18: 0.85, is17: 0.35, is18: 0.55, mo17: 0.9, po18: 0.75, wm17: 0.65 };
/** Sets of real images, made up like the rest. */
const SETS = [
  { set: 'po18_kvasirseg', task: 'po18' },
  { set: 'is18_aisd', task: 'is18' },
  { set: 'mo17_shenzhen', task: 'mo17' },
] as const;

/** The runs of `madeUpStudy`, and on each set one along which losses were followed. */
export function madeUpRuns(): StoredRun[] {
  const runs = madeUpStudy();
  const follow = ['crossEntropy', 'softDice', 'softJaccard', 'lovaszSoftmax'];
  const followed = runs
    .filter(({ recipe: { arm, split, data } }) => arm === 'softDice' && split.fold === 0 && !data.multiClass)
    .map((run) =>
      madeRun(
        { ...run.recipe, arm: 'softDice, followed', training: { ...run.recipe.training, follow } },
        run.images,
        {
          data: run.data,
          synthetic: run.synthetic,
          unit: run.unit,
          history: run.history.map((row) => {
            const d = 1 - row.heldOutDice;
            const j = (2 * d) / (1 + d) - 0.01;
            return {
              ...row,
              followed: { crossEntropy: d / 4, softDice: d, softJaccard: j, lovaszSoftmax: j - 0.02 },
            };
          }),
        },
      ),
    );
  return [...runs, ...followed];
}

/** A run for every recipe of the full study on two patients a fold, made up by rule: no network was trained. */
function madeUpStudy(): StoredRun[] {
  const recipes = diceLosses.recipes({ preset: 'full', tasks: diceLosses.tasks, sets: SETS });
  return recipes.filter(({ training }) => !training.follow).map((recipe) => {
    const { task, multiClass } = recipe.data;
    const synthetic = 'synthetic' in recipe.data;
    const { fold } = recipe.split;
    const random = seededRandom(1000 * fold + TASK_IDS.findIndex((id) => id === task));
    const better = recipe.arm.includes('crossEntropy') ? 0 : 0.04;
    const level = LEVELS[task]! + better - recipe.arm.length / 1000;
    const images = Array.from({ length: PATIENTS }, (_, k) => {
      const size = 20 + Math.round(200 * random.uniform());
      const found = Math.round(size * Math.min(1, Math.max(0.05, level + 0.2 * (random.uniform() - 0.5))));
      const counts = { tp: found, fp: size - found, fn: size - found };
      const triple = [found, counts.fp, counts.fn] as [number, number, number];
      if (multiClass) return image(`${fold}-${k}`, `p${fold}-${k}`, triple, triple, triple);
      return {
        ...image(`${fold}-${k}`, `p${fold}-${k}`, triple),
        tuned: { ...counts, fp: Math.round(counts.fp * 0.9) },
        rule: counts,
        softVolume: size + 2.5,
      };
    });
    const half = LEVELS[task]!;
    return madeRun(recipe, images, {
      ...(synthetic && {
        data: frozenTasks().tasks.find((one) => one.task === task && one.multiClass === multiClass)!.hash,
      }),
      synthetic,
      unit: TASKS[task].dimensions === 3 ? 'patient' : 'image',
      history: [100, 200, 300, 400].map((step) => ({ step, loss: 1 / step, heldOutDice: level * (1 - 50 / step) })),
      ...(!multiClass && {
        thresholds: {
          tuned: 0.3,
          rule: half / 2,
          diceAtHalf: half,
          diceAtTuned: half + 0.02,
          expectedAtHalf: half,
          expectedAtBest: half + 0.03,
        },
        calibration: Array.from({ length: 15 }, (_, bin) => ({
          count: 100,
          sumOfProbabilities: (100 * (bin + 0.5)) / 15,
          sumOfLabels: Math.round((100 * (bin + 0.5 - better * 20)) / 15 + 5),
        })),
      }),
    });
  });
}
