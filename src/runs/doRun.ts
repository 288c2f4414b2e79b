import { executeRun, type DoneRun, type ExecuteOptions } from './executeRun.js';
import { procedureOf } from './procedures/procedures.js';
import type { Recipe } from './recipe.js';

/** Does one run in this process, by the procedure of its recipe where it names one; the run it starts from first. */
export async function doRun(recipe: Recipe, options: ExecuteOptions = {}): Promise<DoneRun> {
  const { folders, onReport } = options;
  const { start, training } = recipe;
  const startParameters = options.startParameters ?? (start && (await doRun(start, { folders, onReport })).parameters);
  const given = { ...options, startParameters };
  return training.procedure ? procedureOf(training.procedure).run(recipe, given) : executeRun(recipe, given);
}
