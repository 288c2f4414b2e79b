import { join } from 'node:path';
import {
  canonicalJson,
  decisive,
  mergeResults,
  readResults,
  runAll,
  runStore,
  type Folders,
  type StoredRun,
} from '../runs/index.js';
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
 * Runs a study task by task, merges what is done into its results files, and reports on those runs there that the preset
 * asks for: one file may hold the runs of several presets, which call different trainings by one name. A run that fails,
 * such as a training that diverges, is told among the problems and left out; the others go on.
 */
export async function runStudy(
  study: Study,
  options: RunStudyOptions,
): Promise<{ report: StudyReport; files: string[]; problems: string[] }> {
  const { folders, out, results, train } = options;
  const recipes = study.recipes(options);
  const store = runStore(join(out, 'store'));
  const names = [...new Set(recipes.map(resultsName))];
  const path = (name: string) => join(results, study.id, `${name}.jsonl`);
  const problems: string[] = [];
  const runs: StoredRun[] = [];
  for (const name of names) {
    const ofTask = recipes.filter((recipe) => resultsName(recipe) === name);
    if (train) {
      const done: StoredRun[] = [];
      // Merged now and then, so that a look at the results needs no end of the study.
      const onDone = (run: StoredRun) => {
        done.push(run);
        if (done.length % 20 === 0) mergeResults(path(name), done);
      };
      const known = readResults(path(name)).runs;
      const onFailed = (sentence: string) => void problems.push(`${sentence}. It is left out.`);
      mergeResults(path(name), await runAll(ofTask, { store, folders, onDone, onFailed, known }));
    }
    const read = readResults(path(name));
    problems.push(...read.problems);
    const held = new Map(read.runs.map((run) => [canonicalJson(decisive(run.recipe)), run]));
    for (const recipe of ofTask) {
      const run = held.get(canonicalJson(decisive(recipe)));
      if (run) runs.push({ ...run, recipe });
    }
  }
  return { report: await study.report(runs), files: names.map(path), problems };
}

/** One file a task, or a set of real images. */
function resultsName({ data }: { data: StoredRun['recipe']['data'] }): string {
  const name = 'set' in data ? data.set : `${data.task}-synthetic`;
  return data.multiClass ? `${name}-multi-class` : name;
}
