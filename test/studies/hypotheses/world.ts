import type { ImageResult } from '../../../src/evaluation/index.js';
import { seededRandom } from '../../../src/random.js';
import type { StoredRun } from '../../../src/runs/index.js';
import { armRecipe, DICE_LOSS_ARMS } from '../../../src/studies/diceLossArms.js';
import { comparedTasks, frozenTasks, taskData } from '../../../src/studies/frozenTasks.js';
import { madeRun } from '../../runs/storedRun.js';

/** A patient of the made-up world. */
export interface Place {
  /** From 0 to 5; several classes are judged on a task of their own, 6. */
  task: number;
  fold: number;
  /** From 0, 40 in all; the size of the target rises with it. */
  patient: number;
}

export interface World {
  /** What the arm scores above .6 on a patient; default 0. */
  gain?(arm: string, place: Place): number;
  /** What the threshold tuned on training patients adds; default 0. */
  tunedGain?: number;
  /** What the probabilities lead one to expect of it; default 0. */
  expectedGain?: number;
  missing?(arm: string, place: Place): boolean;
  collapsed?(arm: string, place: Place): boolean;
}

const PER_FOLD = 8;

/** All runs of the core and the sweeps as the protocol asks for them, with results that were made up. */
export function world({ gain = () => 0, tunedGain = 0, expectedGain = 0, missing, collapsed }: World): StoredRun[] {
  const arms = DICE_LOSS_ARMS.filter(({ part }) => ['core', 'weights', 'tversky'].includes(part));
  const tasks = frozenTasks().tasks;
  return tasks.flatMap(({ task: id, multiClass, hash }) =>
    arms
      .filter(({ part }) => !multiClass || part === 'core')
      .flatMap((arm) =>
        arm.folds.flatMap((fold) => {
          const task = multiClass ? 6 : comparedTasks().indexOf(id);
          const at = (patient: number): Place => ({ task, fold, patient });
          if (missing?.(arm.id, at(0))) return [];
          const images = Array.from({ length: PER_FOLD }, (_, k): ImageResult => {
            const patient = fold * PER_FOLD + k;
            // Easy and hard patients, alike for all arms, and a little luck of each.
            const luck =
              seededRandom(patient, task).uniform() * 0.2 + seededRandom(patient, hashOf(arm.id)).uniform() * 0.004;
            const dice = 0.5 + luck + gain(arm.id, at(patient));
            const counts = (score: number) => {
              const size = 2000 + 100 * patient;
              const tp = Math.round(size * Math.min(1, Math.max(0, score)));
              return { tp, fp: size - tp, fn: size - tp };
            };
            return {
              id: `image ${patient}`,
              patient: `patient ${patient}`,
              pixels: 10_000,
              counts: [counts(dice)],
              tuned: counts(dice + tunedGain),
            };
          });
          const recipe = armRecipe(arm, taskData(id, multiClass), fold);
          return madeRun(recipe, images, {
            data: hash,
            thresholds: {
              tuned: 0.4,
              rule: 0.4,
              diceAtHalf: 0.6,
              diceAtTuned: 0.6,
              expectedAtHalf: 0.6,
              expectedAtBest: 0.6 + expectedGain,
            },
            collapsed: collapsed?.(arm.id, at(0)) ? [{ class: 'class 1', predicts: 'nowhere' }] : [],
          });
        }),
      ),
  );
}

const hashOf = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
