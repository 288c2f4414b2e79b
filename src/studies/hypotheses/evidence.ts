import { canonicalJson, type DataSource, type Recipe, type StoredRun } from '../../runs/index.js';
import type { StudyTaskId } from '../../tasks/index.js';
import { isAlive } from '../comparison.js';
import { armNamed, armRecipe } from '../diceLossArms.js';
import { comparedTasks, frozenTasks, taskData } from '../frozenTasks.js';
import type { TaskVerdict } from './hypothesis.js';

/** An arm that a rule needs, on the folds it is needed on. */
export interface Need {
  arm: string;
  folds?: readonly number[];
  /** The rule does without the arm where it collapsed, but not where it is not trained. */
  mayCollapse?: boolean;
}

/** The runs of an arm in the order of the folds; empty where it collapsed and may. */
export type ArmRuns = (arm: string) => readonly StoredRun[];

export type TaskJudge = (runs: ArmRuns) => Pick<TaskVerdict, 'holds' | 'numbers'>;

export const SYNTHETIC: readonly { task: StudyTaskId; multiClass: boolean }[] = comparedTasks().map((task) => ({
  task,
  multiClass: false,
}));

/**
 * What a rule says of each task. A run counts where its recipe is the protocol's and its images are the frozen ones; a
 * task on which a needed arm lacks a fold, has two results of one fold, or collapsed has no results.
 */
export function onEachTask(
  runs: readonly StoredRun[],
  tasks: typeof SYNTHETIC,
  needs: readonly Need[],
  judge: TaskJudge,
): TaskVerdict[] {
  const byRecipe = new Map<string, StoredRun[]>();
  for (const run of new Map(runs.map((one) => [one.key, one])).values()) {
    const name = canonicalJson(run.recipe);
    byRecipe.set(name, [...(byRecipe.get(name) ?? []), run]);
  }
  const find = (recipe: Recipe, hash: string | undefined) =>
    (byRecipe.get(canonicalJson(recipe)) ?? []).filter(({ data }) => data === hash);
  return tasks.map(({ task, multiClass }) => {
    const name = multiClass ? `${task}, several classes` : task;
    const hash = frozenTasks().tasks.find((one) => one.task === task && one.multiClass === multiClass)?.hash;
    const data = taskData(task, multiClass);
    const found = needs.map((need) => ({ ...need, ...gather(need, data, (recipe) => find(recipe, hash)) }));
    const lacking = found.flatMap(({ lack }) => lack ?? []);
    const dead = found.flatMap(({ dead: one, mayCollapse }) => (one !== undefined && !mayCollapse ? [one] : []));
    if (lacking.length > 0 || dead.length > 0)
      return {
        task: name,
        holds: 'no results',
        numbers: [...shortened(dead), ...shortened(lacking)].join('; '),
        pending: lacking.length > 0,
      };
    const ofArm = new Map(found.map(({ arm, dead: one, list }) => [arm, one === undefined ? list : []]));
    return { task: name, ...judge((arm) => ofArm.get(arm) ?? []), pending: false };
  });
}

function gather(
  { arm: id, folds }: Need,
  data: DataSource,
  find: (recipe: Recipe) => StoredRun[],
): { list: StoredRun[]; lack?: string; dead?: string } {
  const arm = armNamed(id);
  const byFold = (folds ?? arm.folds).map((fold) => ({ fold, found: find(armRecipe(arm, data, fold)) }));
  const list = byFold.flatMap(({ found }) => found);
  const named = (rows: typeof byFold) => rows.map(({ fold }) => fold + 1).join(', ');
  const missing = byFold.filter(({ found }) => found.length === 0);
  const twice = byFold.filter(({ found }) => found.length > 1);
  const dead = byFold.filter(({ found }) => !found.every(isAlive));
  if (missing.length === byFold.length) return { list, lack: `${arm.title} is not trained` };
  if (missing.length > 0) return { list, lack: `${arm.title} lacks fold ${named(missing)}` };
  if (twice.length > 0) return { list, lack: `${arm.title} has results of two revisions in fold ${named(twice)}` };
  return { list, ...(dead.length > 0 && { dead: `${arm.title} collapsed in fold ${named(dead)}` }) };
}

const shortened = (list: readonly string[]) =>
  list.length > 3 ? [...list.slice(0, 3), `${list.length - 3} arms more`] : list;
