import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mergeResults, runStore, type Recipe, type StoredRun } from '../../runs/index.js';
import { readWorkflowPlan } from './workflowPlan.js';

/** What was merged into one results file. */
export interface MergedFile {
  path: string;
  /** Runs of the plan that the file holds now. */
  merged: number;
  /** Keys of those that are not done. */
  missing: string[];
}

/**
 * Merges the runs of a workflow that are done into its results files; how often and in what order they came matters not.
 * The images are not needed, and one run at a time is in memory.
 */
export function mergeWorkflow(folder: string): MergedFile[] {
  const store = runStore(join(folder, 'store'));
  const { study, files } = readWorkflowPlan(folder);
  return Object.entries(files).map(([file, runs]) => {
    const path = resolve(folder, file);
    const planned = Object.entries(runs);
    const missing: string[] = [];
    mergeResults(path, function* (isThere): Generator<StoredRun> {
      for (const [key, { arm }] of planned) {
        if (isThere(key)) continue;
        const run = store.read(key);
        if (!run) missing.push(key);
        // Whatever study trained it, and by whatever name, the file calls it as the plan does.
        else if (run.recipe.study === study && run.recipe.arm === arm && !run.recipe.start) yield run;
        else yield { ...run, recipe: readRecipe(folder, key) };
      }
    });
    return { path, merged: planned.length - missing.length, missing };
  });
}

function readRecipe(folder: string, key: string): Recipe {
  return JSON.parse(readFileSync(join(folder, 'recipes', `${key}.json`), 'utf8')) as Recipe;
}
