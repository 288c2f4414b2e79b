import { canonicalJson, type Recipe, type StoredRun } from '../runs/index.js';
import { DICE_LOSS_ARMS } from '../studies/diceLossArms.js';
import { diceLosses } from '../studies/diceLosses.js';
import { CORE_ARMS } from '../studies/figures/coreComparison.js';
import { lossMark } from '../studies/figures/lossMark.js';
import { studyRuns } from '../studies/figures/studyRuns.js';
import { isAlive } from '../studies/comparison.js';
import { TASKS } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { CountedArm, CountedTask } from './countedTask.js';

interface Stored {
  recipe: Recipe;
  run: StoredRun;
}

/**
 * Counts of the stored runs of the study `dice-losses`, a task each, with the arms of which there is at least one run,
 * and each set of real images on which the core is whole.
 * Runs of another preset or of an older recipe are left out, as they are in the figures.
 *
 * @throws UserError where two arms were tried on different images of one fold
 */
export function countTasks(runs: readonly StoredRun[]): CountedTask[] {
  const byRecipe = new Map(runs.map((run) => [canonicalJson(run.recipe), run]));
  const groups = new Map<string, Stored[]>();
  for (const recipe of diceLosses.recipes({ preset: 'full', tasks: diceLosses.tasks, sets: [] })) {
    const run = byRecipe.get(canonicalJson(recipe));
    const { task, multiClass } = recipe.data;
    const key = `${task}${multiClass ? '-multi-class' : ''}`;
    if (run) groups.set(key, [...(groups.get(key) ?? []), { recipe, run }]);
  }
  const real = studyRuns(runs, 'real').having(CORE_ARMS);
  for (const { name } of real.sets)
    groups.set(
      `${name}, real`,
      CORE_ARMS.flatMap((arm) => real.of(name, arm).map((run) => ({ recipe: run.recipe, run }))),
    );
  return [...groups].map(([id, stored]) => countTask(id, stored));
}

function countTask(id: string, stored: Stored[]): CountedTask {
  const [first] = stored;
  if (!first) throw new UserError(`the task ${id} has no runs.`);
  const { task, multiClass } = first.recipe.data;
  const folds = new Map<number, CountedTask['images']>();
  for (const { recipe, run } of stored) {
    const { fold } = recipe.split;
    const images = run.images.map(({ id, patient, counts }) => ({
      id,
      patient,
      fold,
      reference: counts.map(({ tp, fn }) => tp + fn),
    }));
    const known = folds.get(fold) ?? images;
    if (JSON.stringify(known) !== JSON.stringify(images))
      throw new UserError(`${recipe.arm} and other arms of ${id} were tried on different images in fold ${fold + 1}.`);
    folds.set(fold, known);
  }
  return {
    id,
    title: `${TASKS[task].title}${multiClass ? ', all classes' : ''}, ${first.run.synthetic ? 'synthetic' : 'real'} images`,
    unit: first.run.unit,
    classes: first.run.classes.slice(1),
    images: [...folds].sort(([a], [b]) => a - b).flatMap(([, images]) => images),
    arms: [...new Set(stored.map(({ recipe }) => recipe.arm))].map((arm) =>
      countArm(
        arm,
        stored.filter(({ recipe }) => recipe.arm === arm),
      ),
    ),
  };
}

function countArm(id: string, stored: Stored[]): CountedArm {
  const { title, part, loss } = DICE_LOSS_ARMS.find((arm) => arm.id === id) ?? { title: id, part: 'core', loss: id };
  const { color, symbol } = lossMark(loss);
  const byFold = [...stored].sort((a, b) => a.recipe.split.fold - b.recipe.split.fold);
  return {
    id,
    title,
    part,
    color,
    symbol,
    folds: byFold.map(({ recipe }) => recipe.split.fold),
    collapsed: byFold.filter(({ run }) => !isAlive(run)).map(({ recipe }) => recipe.split.fold),
    counts: byFold.flatMap(({ run }) => run.images.flatMap(({ counts }) => counts.flatMap(({ tp, fp }) => [tp, fp]))),
  };
}
