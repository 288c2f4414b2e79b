import { readFileSync } from 'node:fs';
import { canonicalJson, type DataSource, type ReadResults } from '../runs/index.js';
import { TASKS, type StudyTaskId } from '../tasks/index.js';

/** The hashes of the images of the synthetic tasks; any later change is a new revision and told in the changelog. */
const FROZEN = new URL('../../data/frozen-tasks.json', import.meta.url);

/** A synthetic task as it is frozen. */
export interface FrozenTask {
  task: StudyTaskId;
  multiClass: boolean;
  /** Hash of all images, masks and their order, by `dataHash`. */
  hash: string;
}

/** Updates of one training of every study: where doubling them no longer helps cross-entropy; see notebook 07. */
export const STEPS = 400;

/** The seed of which the synthetic images of every reported run are made. */
const SEED = 1;

/** The images of a synthetic task as the studies use them. */
export function taskData(task: StudyTaskId, multiClass = false, seed = SEED): DataSource {
  const { patients, phantom, defaultSize: size } = TASKS[task];
  return { task, multiClass, size, synthetic: { seed, patients, imagesPerPatient: phantom.imagesPerPatient } };
}

/** The tasks of the comparison: those whose images are frozen. A task that is only added to the registry is none of them. */
export const comparedTasks = (): StudyTaskId[] =>
  frozenTasks()
    .tasks.filter(({ multiClass }) => !multiClass)
    .map(({ task }) => task);

/** The committed hashes. */
export function frozenTasks(): { revision: number; tasks: FrozenTask[] } {
  return JSON.parse(readFileSync(FROZEN, 'utf8')) as { revision: number; tasks: FrozenTask[] };
}

/** Leaves out the runs on images of a frozen task that are not the frozen ones, and tells how many of which. */
export function onFrozenImages({ runs, problems }: ReadResults): ReadResults {
  const frozen = new Map(
    frozenTasks().tasks.map(({ task, multiClass, hash }) => [canonicalJson(taskData(task, multiClass)), hash]),
  );
  const others = new Map<string, number>();
  const left = runs.filter(({ recipe, data }) => {
    const hash = frozen.get(canonicalJson(recipe.data));
    if (hash === undefined || hash === data) return true;
    const which = `${recipe.data.task}, whose images have the hash ${data} in place of the frozen ${hash}`;
    others.set(which, (others.get(which) ?? 0) + 1);
    return false;
  });
  const told = [...others].map(([which, count]) => `${count} runs are left out that were made on another ${which}.`);
  return { runs: left, problems: [...problems, ...told] };
}
