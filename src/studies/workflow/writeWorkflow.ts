import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planRuns, resultKeys, runStore, uniqueRuns, type Folders, type PlannedRun } from '../../runs/index.js';
import { makeFolder, refuseUnwritable, writeWhole } from '../../writeWhole.js';
import { askedRecipes } from '../askedRecipes.js';
import { resultsFile } from '../runStudy.js';
import type { Study, StudyOptions } from '../study.js';
import { localProfile, slurmProfile } from './profiles.js';
import { snakefile } from './snakefile.js';
import { groupsOf, workflowPlan } from './workflowPlan.js';

export interface WorkflowOptions extends StudyOptions {
  folders: Folders;
  /** Where the workflow is written, and where its runs are kept. */
  folder: string;
  /** Where results files lie; default `results` in the folder. Runs that they hold are not planned. */
  results?: string | undefined;
  /** How many runs of one task go into one job of a cluster. */
  runsPerJob: number;
}

/** What was written, in counts of runs. */
export interface WrittenWorkflow {
  planned: number;
  /** Of the planned ones, those whose result is in the folder's store. */
  done: number;
  /** Runs of the study that the results files hold, and that are therefore not planned. */
  merged: number;
  /** What is not done would take one processor so long, by what was measured. */
  seconds: number;
}

const CLI = fileURLToPath(new URL('../../cli.js', import.meta.url));

/**
 * Writes a study as files for Snakemake: `recipes/<key>.json`, `plan.json`, `Snakefile` and `profiles/{local,slurm}`. Done again, it
 * brings them up to date; what is done stays.
 */
export async function writeWorkflow(study: Study, options: WorkflowOptions): Promise<WrittenWorkflow> {
  const { folders, results } = options;
  const folder = resolve(options.folder);
  refuseUnwritable(folder);
  const planned = await planRuns(askedRecipes(study, options), folders);
  const base = results === undefined ? join(folder, 'results') : resolve(results);
  return writePlanned(study, planned, base, { ...options, folder });
}

/** The same of runs with their keys; `base` is the folder of the results files. */
export function writePlanned(
  study: Study,
  planned: readonly PlannedRun[],
  base: string,
  options: WorkflowOptions,
): WrittenWorkflow {
  const { folder, runsPerJob } = options;
  const shown = (path: string) => (path.startsWith(folder) ? relative(folder, path) : path);
  const fileOf = ({ recipe }: PlannedRun) => resultsFile(study, recipe, base);
  const stored = new Set(runStore(join(folder, 'store')).keys());
  const unique = uniqueRuns(planned);
  const held = new Set([...new Set(unique.map(fileOf))].flatMap((path) => [...resultKeys(path)]));
  const isIn = (keys: ReadonlySet<string>, { key, same }: PlannedRun) => [key, ...same].some((one) => keys.has(one));
  const wanted = unique.filter((run) => isIn(stored, run) || !isIn(held, run));
  const { plan, recipes } = workflowPlan(
    wanted,
    (run) => shown(fileOf(run)),
    (key) => stored.has(key),
  );
  writeRecipes(join(folder, 'recipes'), recipes);
  const write = (name: string, text: string) => writeIfOther(join(folder, name), text);
  write('plan.json', `${JSON.stringify(plan)}\n`);
  write('Snakefile', snakefile({ ...programOf(study, options, shown(base)), grouped: runsPerJob > 1 }));
  write('profiles/local/config.yaml', localProfile());
  write('profiles/slurm/config.yaml', slurmProfile(groupsOf(plan), runsPerJob));
  const keys = [...recipes.keys()];
  const open = Object.values(plan.files).flatMap((runs) => Object.entries(runs).filter(([key]) => !stored.has(key)));
  return {
    planned: keys.length,
    done: keys.length - open.length,
    merged: unique.length - wanted.length,
    seconds: open.reduce((sum, [, { seconds }]) => sum + seconds, 0),
  };
}

function programOf(study: Study, { preset, tasks, folders }: WorkflowOptions, results: string) {
  const data = Object.entries(folders).flatMap(([set, folder]) => ['--data', `${set}=${resolve(folder)}`]);
  return {
    title: `${study.title}, preset ${preset}`,
    node: process.execPath,
    cli: CLI,
    data,
    study: [study.id, '--preset', preset, '--tasks', tasks.join(','), ...data, '--results', results],
  };
}

/** A key says what its recipe is but for names, so one that is there is looked at, and one that is not is written at once. */
function writeRecipes(folder: string, recipes: ReadonlyMap<string, PlannedRun>): void {
  makeFolder(folder);
  const there = new Set(readdirSync(folder));
  for (const [key, { recipe }] of recipes) {
    const [name, text] = [`${key}.json`, `${JSON.stringify(recipe)}\n`];
    if (there.has(name)) writeIfOther(join(folder, name), text);
    else writeFileSync(join(folder, name), text);
  }
}

/** A file that is what it should be keeps its date, by which Snakemake tells what is new. */
function writeIfOther(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeWhole(path, text);
}
