import { printable } from '../printable.js';
import { authorsNotes, refuseFewPatients } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { canonicalJson, type Recipe } from './recipe.js';
import { loadSource, type Folders } from './recipeData.js';
import { revisionsLike } from './revisions.js';
import { runKey } from './runKey.js';
import { codeOf, keyOf } from './storedRun.js';

/** A run that is to be done, with the name that its result will have. */
export interface PlannedRun {
  recipe: Recipe;
  /** Fingerprint of the images. */
  data: string;
  key: string;
  /** The keys that it has with the revisions of the code that give the same. */
  same: string[];
  /** The key of the run it starts from. */
  start?: string;
}

/** What of a source of images a plan needs. */
interface Source {
  hash: string;
  patients: number;
}

/** Recipes with their keys. Those need the images' hash, so each source of images is read once, one after another. */
export async function planRuns(recipes: readonly Recipe[], folders: Folders = {}): Promise<PlannedRun[]> {
  const sources = new Map<string, Source>();
  const planned: PlannedRun[] = [];
  const told = new Set<string>();
  for (const recipe of recipes) {
    const source = canonicalJson([recipe.data, recipe.split.by ?? '']);
    const { hash: data, patients } = sources.get(source) ?? (await read(recipe, folders, told));
    sources.set(source, { hash: data, patients });
    // Before anything is claimed or trained.
    refuseFewPatients(patients, recipe.split.folds);
    const [, ...revisions] = revisionsLike(codeOf(recipe));
    planned.push({
      recipe,
      data,
      key: keyOf(recipe, data),
      same: revisions.map((code) => runKey(recipe, data, code)),
      ...(recipe.start && { start: keyOf(recipe.start, data) }),
    });
  }
  return planned;
}

async function read({ data, split }: Recipe, folders: Folders, told: Set<string>): Promise<Source> {
  const { task, hash } = await loadSource(data, folders);
  if (split.by === 'authors')
    for (const note of authorsNotes(data.task, task.samples)) {
      if (!told.has(note)) process.stderr.write(printable(`warning: ${note}\n`));
      told.add(note);
    }
  return { hash, patients: new Set(task.samples.map(({ patient }) => patient)).size };
}

/** Each key once, under the first of the names by which it is asked for: of results files, whose lines hold the name. */
export function uniqueRuns(planned: readonly PlannedRun[]): PlannedRun[] {
  const first = new Map<string, PlannedRun>();
  for (const run of planned) if (!first.has(run.key)) first.set(run.key, run);
  return [...first.values()];
}

/**
 * Throws a UserError where a recipe's key with the code and the images of this machine is another than planned: what it gave
 * would stand under a name that nobody looks for.
 */
export async function refuseOtherKey(key: string, recipe: Recipe, folders: Folders = {}): Promise<void> {
  const [run] = await planRuns([recipe], folders);
  if (!run || [run.key, ...run.same].includes(key)) return;
  throw new UserError(
    `this run was planned as ${key}, and with the code (${codeOf(recipe)}) and the images (${run.data}) of this machine it is ${run.key}. ` +
      'Have every machine use one version of the package and one copy of the images; after an update, write the workflow again.',
  );
}
