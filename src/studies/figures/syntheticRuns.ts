import { canonicalJson, type StoredRun } from '../../runs/index.js';
import { TASK_IDS, type TaskId } from '../../tasks/index.js';
import { UserError } from '../../userError.js';
import { diceLosses } from '../diceLosses.js';

/** The runs of the study `dice-losses` on the six synthetic tasks, target against background. */
export interface SyntheticRuns {
  /**
   * The runs of one arm on one task, in the order of folds.
   *
   * @param folds - how many of the first folds; default all of the arm
   * @throws UserError that names the arm, the task and the folds of which there is no run
   */
  of(task: TaskId, arm: string, folds?: number): StoredRun[];
  /** What is missing of these arms over all tasks, a phrase each: `softDice on po18, fold 3`. */
  missing(arms: readonly string[]): string[];
}

/**
 * Sorts runs by the recipes of the full study: a run counts for an arm only where its whole recipe is that arm's, so that
 * runs of the quick preset, or of an older recipe, are never taken for those of the study.
 */
export function syntheticRuns(runs: readonly StoredRun[]): SyntheticRuns {
  const stored = new Map(runs.map((run) => [canonicalJson(run.recipe), run]));
  const asked = new Map<string, { fold: number; run: StoredRun | undefined }[]>();
  for (const recipe of diceLosses.recipes({ preset: 'full', tasks: TASK_IDS, sets: [] })) {
    if (recipe.data.multiClass) continue;
    const key = `${recipe.data.task} ${recipe.arm}`;
    const run = stored.get(canonicalJson(recipe));
    asked.set(key, [...(asked.get(key) ?? []), { fold: recipe.split.fold, run }]);
  }
  const missingOf = (task: TaskId, arm: string, folds = Infinity) => {
    const recipes = asked.get(`${task} ${arm}`);
    if (!recipes) throw new UserError(`the study dice-losses has no arm '${arm}' on ${task}.`);
    const absent = recipes.slice(0, folds).flatMap(({ fold, run }) => (run ? [] : [fold + 1]));
    return absent.length === 0 ? [] : [`${arm} on ${task}, fold ${absent.join(', ')}`];
  };
  return {
    of(task, arm, folds) {
      const [gap] = missingOf(task, arm, folds);
      if (gap !== undefined)
        throw new UserError(
          `data/results/dice-losses holds no run of ${gap}. ` +
            `Train it: npx dice-workbook study dice-losses --preset full --tasks ${task}`,
        );
      return (asked.get(`${task} ${arm}`) ?? []).slice(0, folds).flatMap(({ run }) => run ?? []);
    },
    missing: (arms) => TASK_IDS.flatMap((task) => arms.flatMap((arm) => missingOf(task, arm))),
  };
}
