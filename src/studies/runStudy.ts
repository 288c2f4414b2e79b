import { join } from 'node:path';
import {
  canonicalJson,
  decisive,
  mergeResults,
  readResults,
  runAll,
  runStore,
  type Folders,
  type Recipe,
  type StoredRun,
} from '../runs/index.js';
import { askedRecipes } from './askedRecipes.js';
import { onFrozenImages } from './frozenTasks.js';
import type { Study, StudyOptions, StudyReport } from './study.js';

export interface RunStudyOptions extends StudyOptions {
  folders: Folders;
  /** Where runs are kept until they are merged. */
  out: string;
  /** Where results files lie, one a task: `<study>/<task>.jsonl`. */
  results: string;
  /** False only reports what is there. */
  train: boolean;
}

/**
 * Runs a study in the order of its recipes, merges what is done into its results files, and reports on those runs there
 * that the preset asks for: one file may hold the runs of several presets, which call different trainings by one name. A run
 * that fails, such as a training that diverges, is told among the problems and left out; the others go on.
 */
export async function runStudy(
  study: Study,
  options: RunStudyOptions,
): Promise<{ report: StudyReport; runs: StoredRun[]; files: string[]; problems: string[] }> {
  const { folders, out, results, train } = options;
  const recipes = askedRecipes(study, options);
  const files = resultsFiles(study, recipes, results);
  const problems: string[] = [];
  if (train) {
    const known = [...files.keys()].flatMap((path) => readResults(path).runs);
    const merging = mergingNowAndThen((run) => resultsFile(study, run.recipe, results));
    const store = runStore(join(out, 'store'));
    const onFailed = (sentence: string) => void problems.push(`${sentence}. It is left out.`);
    const done = await runAll(recipes, { store, folders, known, onDone: merging, onFailed });
    for (const path of files.keys())
      mergeResults(
        path,
        done.filter(({ recipe }) => resultsFile(study, recipe, results) === path),
      );
  }
  const runs: StoredRun[] = [];
  for (const [path, asked] of files) {
    const read = onFrozenImages(readResults(path));
    problems.push(...read.problems);
    const held = new Map(read.runs.map((run) => [canonicalJson(decisive(run.recipe)), run]));
    for (const recipe of asked) {
      const run = held.get(canonicalJson(decisive(recipe)));
      if (run) runs.push({ ...run, recipe });
    }
  }
  return { report: await study.report(runs), runs, files: [...files.keys()], problems };
}

/**
 * Merges runs as they end, so that a look at the results needs no end of the study. A file is written whole each time, so
 * it is done when a tenth of what has gone there waits: all of them together cost no more than some of the last.
 */
function mergingNowAndThen(fileOf: (run: StoredRun) => string): (run: StoredRun) => void {
  const files = new Map<string, { merged: number; waiting: StoredRun[] }>();
  return (run) => {
    const path = fileOf(run);
    const file = files.get(path) ?? { merged: 0, waiting: [] };
    files.set(path, file);
    file.waiting.push(run);
    if (file.waiting.length < Math.max(20, file.merged / 10)) return;
    mergeResults(path, file.waiting);
    file.merged += file.waiting.length;
    file.waiting = [];
  };
}

/** Where a study's runs are merged to, and the recipes whose runs go there. */
export function resultsFiles(study: Study, recipes: readonly Recipe[], results: string): Map<string, Recipe[]> {
  const files = new Map<string, Recipe[]>();
  for (const recipe of recipes) {
    const path = resultsFile(study, recipe, results);
    const there = files.get(path);
    if (there) there.push(recipe);
    else files.set(path, [recipe]);
  }
  return files;
}

/** One file a task, or a set of real images. */
export function resultsFile({ id }: Study, { data }: Recipe, results: string): string {
  const name = 'set' in data ? data.set : `${data.task}-synthetic`;
  return join(results, id, `${data.multiClass ? `${name}-multi-class` : name}.jsonl`);
}
