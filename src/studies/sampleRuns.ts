import type { StoredRun } from '../runs/index.js';
import { seededRandom } from '../random.js';

/**
 * Some of many runs, drawn with a seed: one of every task before a second of any, so that few runs speak of much.
 *
 * @param count - at most so many
 */
export function sampleRuns(runs: readonly StoredRun[], count: number, seed = 1): StoredRun[] {
  const tasks = [...new Set(runs.map(({ recipe }) => recipe.data.task))].sort();
  const random = seededRandom(seed);
  random.shuffle(tasks);
  const piles = tasks.map((task) => random.shuffle(runs.filter(({ recipe }) => recipe.data.task === task)));
  const rounds = Math.max(0, ...piles.map((pile) => pile.length));
  return Array.from({ length: rounds }, (_, i) => piles.flatMap((pile) => pile[i] ?? []))
    .flat()
    .slice(0, count);
}
