import { countClasses } from '../../evaluation/index.js';
import { TASKS, type Sample } from '../../tasks/index.js';
import type { RecipeData } from '../recipeData.js';
import { meanDice } from '../tryNetwork.js';

/**
 * How good labels are that a training was given: mean Dice against those of the data, over the units with a target whose
 * labels are not the data's own.
 *
 * @param labelled - the patients whose labels are, left out
 * @returns NaN as null, where there is no such unit
 */
export function labelDice(
  given: readonly Sample[],
  { task, train }: Pick<RecipeData, 'task' | 'train'>,
  labelled: ReadonlySet<string>,
): number | null {
  const images = train.flatMap(({ id, patient, mask, valid }, i) =>
    labelled.has(patient)
      ? []
      : [{ id, patient, counts: countClasses(mask, given[i]!.mask, task.classes.length - 1, valid) }],
  );
  const dice = meanDice(images, TASKS[task.task].dimensions === 3 ? 'patient' : 'image');
  return Number.isNaN(dice) ? null : Math.round(dice * 1e4) / 1e4;
}
