import type { StoredRun } from '../../../src/runs/index.js';
import { seededRandom } from '../../../src/random.js';
import { TASK_IDS, TASKS } from '../../../src/tasks/index.js';
import { diceLosses } from '../../../src/studies/diceLosses.js';
import { image, madeRun } from '../../runs/storedRun.js';

const PATIENTS = 10;
/** What each task's networks reach, made up. */
const LEVELS: Record<string, number> = { br18: 0.85, is17: 0.35, is18: 0.55, mo17: 0.9, po18: 0.75, wm17: 0.65 };

/** A run for every recipe of the full study on two patients a fold, made up by rule: no network was trained. */
export function madeUpRuns(): StoredRun[] {
  return diceLosses
    .recipes({ preset: 'full', tasks: TASK_IDS, sets: [] })
    .filter(({ data }) => !data.multiClass)
    .map((recipe) => {
      const { task } = recipe.data;
      const { fold } = recipe.split;
      const random = seededRandom(1000 * fold + TASK_IDS.indexOf(task));
      const better = recipe.arm.includes('crossEntropy') ? 0 : 0.04;
      const level = LEVELS[task]! + better - recipe.arm.length / 1000;
      const images = Array.from({ length: PATIENTS }, (_, k) => {
        const size = 20 + Math.round(200 * random.uniform());
        const found = Math.round(size * Math.min(1, Math.max(0.05, level + 0.2 * (random.uniform() - 0.5))));
        const counts = { tp: found, fp: size - found, fn: size - found };
        return {
          ...image(`${fold}-${k}`, `p${fold}-${k}`, [found, counts.fp, counts.fn]),
          tuned: { ...counts, fp: Math.round(counts.fp * 0.9) },
          rule: counts,
        };
      });
      const half = LEVELS[task]!;
      return madeRun(recipe, images, {
        unit: TASKS[task].dimensions === 3 ? 'patient' : 'image',
        history: [100, 200, 300, 400].map((step) => ({ step, loss: 1 / step, heldOutDice: level * (1 - 50 / step) })),
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
      });
    });
}
