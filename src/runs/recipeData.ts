import { createHash } from 'node:crypto';
import { seededRandom } from '../random.js';
import {
  authorsFolds,
  foldsOf,
  loadTask,
  parseColourMap,
  parseLabelMap,
  type LoadedTask,
  type Sample,
} from '../tasks/index.js';
import { UserError } from '../userError.js';
import { canonicalJson, type DataSource, type Recipe } from './recipe.js';

/** The folders of real images, by the name of the set: `{ po18_kvasirseg: '/data/Kvasir-SEG' }`. */
export type Folders = Readonly<Record<string, string>>;

/** The images of a recipe. */
export interface RecipeData {
  task: LoadedTask;
  /** Fingerprint of all images, masks and their order. */
  hash: string;
  train: Sample[];
  heldOut: Sample[];
}

/** The task loaded last, with its hash: runs of one task follow each other. */
let last: { key: string; loaded: Promise<{ task: LoadedTask; hash: string }> } | undefined;

/** Loads or makes the images of a recipe and deals its patients. */
export async function recipeData({ data, split }: Recipe, folders: Folders = {}): Promise<RecipeData> {
  const { task, hash } = await loadSource(data, folders);
  const folds =
    split.by === 'authors' ? authorsFolds(data.task, task.samples) : foldsOf(task.samples, split.folds, split.seed);
  const fold = folds[split.fold]!;
  const some = fewerPatients(fold.train, task.samples, split);
  return {
    task,
    hash,
    train: some.map((i) => task.samples[i]!),
    heldOut: fold.validation.map((i) => task.samples[i]!),
  };
}

/** Loads or makes images, and their hash; the same source a second time costs nothing. */
export function loadSource(data: DataSource, folders: Folders = {}): Promise<{ task: LoadedTask; hash: string }> {
  const key = canonicalJson([data, folders]);
  if (last?.key !== key) last = { key, loaded: read(data, folders) };
  return last.loaded;
}

async function read(data: DataSource, folders: Folders): Promise<{ task: LoadedTask; hash: string }> {
  const { task: id, multiClass, size, depth } = data;
  const task = await loadTask(id, {
    multiClass,
    size,
    ...(depth !== undefined && { depth }),
    labelDraws: 0,
    ...('synthetic' in data ? data.synthetic : real(data, folders)),
  });
  return { task, hash: dataHash(task.samples) };
}

function real(data: Extract<DataSource, { set: string }>, folders: Folders) {
  const folder = folders[data.set];
  if (folder === undefined)
    throw new UserError(
      `the recipe needs the images of '${data.set}', and no folder was named for them: --data ${data.set}=<folder>.`,
    );
  const { labels, colours, threshold, patients, resampleMasks, skipBad } = data.reading ?? {};
  return {
    data: folder,
    slicesPerCase: data.slicesPerCase,
    invert: data.invert,
    ...(labels !== undefined && { labels: parseLabelMap(labels) }),
    ...(colours !== undefined && { colours: parseColourMap(colours) }),
    ...(threshold !== undefined && { threshold }),
    ...(patients !== undefined && { patientRule: patients }),
    ...(resampleMasks && { resampleMasks }),
    ...(skipBad && { skipBad }),
  };
}

/** The images of the first patients of a seeded order, where the split takes only some. */
function fewerPatients(
  train: number[],
  samples: readonly Sample[],
  { patients, seed, fold }: Recipe['split'],
): number[] {
  if (patients === undefined) return train;
  const all = [...new Set(train.map((i) => samples[i]!.patient))];
  if (patients > all.length)
    throw new UserError(`the recipe asks for ${patients} training patients, and the fold has ${all.length}.`);
  const chosen = new Set(seededRandom(seed, fold, 7).shuffle(all).slice(0, patients));
  return train.filter((i) => chosen.has(samples[i]!.patient));
}

/** A fingerprint of images, masks and their order. */
export function dataHash(samples: readonly Sample[]): string {
  const hash = createHash('sha256');
  for (const { id, patient, height, width, depth, image, mask, valid } of samples) {
    hash
      .update(JSON.stringify([id, patient, height, width, ...(depth === undefined ? [] : [depth])]))
      .update(image)
      .update(mask);
    if (valid) hash.update(valid);
  }
  return hash.digest('hex').slice(0, 24);
}
