import type { StoredRun } from '../runs/index.js';
import { compareArms, type Comparison } from './comparison.js';
import { CORE } from './diceLossArms.js';

/**
 * The losses of the core compared on each task or set of images, over the runs that are there of them. A loss that lacks
 * a fold which others have is left out: a mean over fewer folds is of other patients.
 */
export function coreGroups(runs: readonly StoredRun[]): Comparison[] {
  return grouped(runs).flatMap(({ group, lacking }) => {
    const whole = CORE.filter(({ id }) => lacking.get(id)?.length === 0);
    const own = group.filter(({ recipe }) => whole.some(({ id }) => id === recipe.arm));
    return own.length > 0 ? [compareArms(own, whole)] : [];
  });
}

/** Which losses `coreGroups` leaves out, a sentence each. */
export function lackingFolds(runs: readonly StoredRun[]): string[] {
  return grouped(runs).flatMap(({ name, lacking }) =>
    CORE.flatMap(({ id, title }) => {
      const folds = lacking.get(id) ?? [];
      return folds.length > 0
        ? [`Left out of ${name}: ${title} lacks fold ${folds.map((fold) => fold + 1).join(', ')}.`]
        : [];
    }),
  );
}

interface Group {
  name: string;
  group: StoredRun[];
  /** Of each loss that is there, the folds that others have and it has not. */
  lacking: Map<string, number[]>;
}

function grouped(runs: readonly StoredRun[]): Group[] {
  const groups = new Map<string, StoredRun[]>();
  for (const run of runs) {
    const { arm, data } = run.recipe;
    if (!CORE.some(({ id }) => id === arm)) continue;
    const name = 'set' in data ? data.set : `${data.task}${data.multiClass ? ', several classes' : ''}`;
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  return [...groups].map(([name, group]) => {
    const byArm = new Map<string, Set<number>>();
    for (const { recipe } of group)
      byArm.set(recipe.arm, (byArm.get(recipe.arm) ?? new Set<number>()).add(recipe.split.fold));
    const all = [...new Set([...byArm.values()].flatMap((folds) => [...folds]))].sort((a, b) => a - b);
    const lacking = [...byArm].map(([arm, own]) => [arm, all.filter((fold) => !own.has(fold))] as const);
    return { name, group, lacking: new Map(lacking) };
  });
}
