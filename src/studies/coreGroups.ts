import type { StoredRun } from '../runs/index.js';
import { compareArms, type Comparison } from './comparison.js';
import { CORE } from './diceLossArms.js';

/** The losses of the core compared on each task or set of images, over the runs that are there of them. */
export function coreGroups(runs: readonly StoredRun[]): Comparison[] {
  const groups = new Map<string, StoredRun[]>();
  for (const run of runs) {
    const { arm, data } = run.recipe;
    if (!CORE.some(({ id }) => id === arm)) continue;
    const key = 'set' in data ? data.set : `${data.task}${data.multiClass}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((group) =>
    compareArms(
      group,
      CORE.filter(({ id }) => group.some(({ recipe }) => recipe.arm === id)),
    ),
  );
}
