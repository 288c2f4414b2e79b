import { canonicalJson, type DataSource, type StoredRun } from '../../runs/index.js';
import { TASK_IDS, type TaskId } from '../../tasks/index.js';
import { UserError } from '../../userError.js';
import { armNamed, armRecipe, CORE, REAL_STEPS, type DiceLossArm } from '../diceLossArms.js';
import { frozenTasks, taskData } from '../frozenTasks.js';

/** The images that a figure or a table is about, one of these and never several together. */
export type MaterialId = 'synthetic' | 'several-classes-synthetic' | 'real';

/** A task of synthetic images, or a set of real ones. */
export interface StudySet {
  /** `is17`, or `po18_kvasirseg`. */
  name: string;
  task: TaskId;
}

/** The runs of the study `dice-losses` on one material. */
export interface StudyRuns {
  material: MaterialId;
  sets: readonly StudySet[];
  /**
   * The runs of one arm on one set, in the order of folds.
   *
   * @param folds - how many of the first folds; default all of the arm
   * @throws UserError that names the arm, the set and the folds of which there is no run
   */
  of(set: string, arm: string, folds?: number): StoredRun[];
  /** What is missing of these arms over all sets, a phrase each: `softDice on po18, fold 3`. */
  missing(arms: readonly string[]): string[];
  /** The runs on these sets along which other losses were followed, whatever their arm. */
  followed: readonly (StoredRun & StudySetName)[];
  /** The same with those sets only on which nothing of these arms is missing. */
  having(arms: readonly string[]): StudyRuns;
}

/** The set that a run was made on. */
export interface StudySetName {
  set: string;
}

interface KnownSet extends StudySet {
  data: DataSource;
  /** Fingerprint of the images; absent: that of any run will do. */
  hash?: string | undefined;
}

/**
 * Sorts runs by the recipes of the full study: a run counts for an arm only where its whole recipe is that arm's and, of
 * synthetic images, these are the frozen ones. Runs of the quick preset, of an older recipe or of other images are never
 * taken for those of the study.
 */
export function studyRuns(runs: readonly StoredRun[], material: MaterialId): StudyRuns {
  const stored = new Map(runs.map((run) => [canonicalJson(run.recipe), run]));
  return ofSets(setsOf(runs, material), stored, material);
}

function ofSets(sets: readonly KnownSet[], stored: ReadonlyMap<string, StoredRun>, material: MaterialId): StudyRuns {
  const find = ({ data, hash }: KnownSet, arm: DiceLossArm, fold: number) => {
    const asked = 'set' in data ? { ...arm, steps: REAL_STEPS } : arm;
    const run = stored.get(canonicalJson(armRecipe(asked, data, fold)));
    return hash === undefined || run?.data === hash ? run : undefined;
  };
  const found = (set: KnownSet, id: string, folds = Infinity) => {
    const arm = armNamed(id);
    return arm.folds.slice(0, folds).map((fold) => ({ fold, run: find(set, arm, fold) }));
  };
  const missingOf = (set: KnownSet, arm: string, folds?: number) => {
    const absent = found(set, arm, folds).flatMap(({ fold, run }) => (run ? [] : [fold + 1]));
    return absent.length === 0 ? [] : [`${arm} on ${set.name}, fold ${absent.join(', ')}`];
  };
  const setOf = ({ recipe, data: images }: StoredRun) =>
    sets.find(
      ({ data, hash }) => canonicalJson(data) === canonicalJson(recipe.data) && (hash === undefined || hash === images),
    );
  const made: StudyRuns = {
    material,
    sets,
    followed: [...stored.values()]
      .filter(({ recipe }) => recipe.training.follow !== undefined)
      .flatMap((run) => {
        const set = setOf(run);
        return set ? [{ ...run, set: set.name }] : [];
      }),
    of(name, arm, folds) {
      const set = sets.find((one) => one.name === name);
      if (!set) throw new UserError(`there are no ${material} runs on '${name}'.`);
      const [gap] = missingOf(set, arm, folds);
      if (gap !== undefined)
        throw new UserError(
          `data/results/dice-losses holds no run of ${gap}. ` +
            `Train it: npx dice-workbook study dice-losses --preset full --tasks ${set.task}`,
        );
      return found(set, arm, folds).flatMap(({ run }) => run ?? []);
    },
    missing: (arms) => sets.flatMap((set) => arms.flatMap((arm) => missingOf(set, arm))),
    having(arms) {
      const whole = sets.filter((set) => arms.every((arm) => missingOf(set, arm).length === 0));
      return whole.length === sets.length ? made : ofSets(whole, stored, material);
    },
  };
  return made;
}

/** The synthetic tasks are known beforehand; sets of real images are those on which the core was trained. */
function setsOf(runs: readonly StoredRun[], material: MaterialId): KnownSet[] {
  if (material !== 'real') {
    const multiClass = material !== 'synthetic';
    return frozenTasks()
      .tasks.filter((one) => one.multiClass === multiClass)
      .sort((a, b) => TASK_IDS.indexOf(a.task) - TASK_IDS.indexOf(b.task))
      .map(({ task, hash }) => ({ name: task, task, data: taskData(task, multiClass), hash }));
  }
  const sets = new Map<string, KnownSet>();
  for (const { recipe } of runs) {
    const { data } = recipe;
    if (!('set' in data) || !CORE.some(({ id }) => id === recipe.arm)) continue;
    // One set may be read in several ways: each is a set of its own.
    const key = canonicalJson(data);
    const alike = [...sets.values()].filter(({ data: other }) => 'set' in other && other.set === data.set).length;
    const name = alike === 0 ? data.set : `${data.set} (${alike + 1})`;
    if (!sets.has(key)) sets.set(key, { name, task: data.task, data });
  }
  return [...sets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
