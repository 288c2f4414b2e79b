import {
  criticalDifference,
  friedmanTest,
  rankGroups,
  rankOverTasks,
  type FriedmanTest,
  type TaskRanking,
} from '../evaluation/index.js';
import { UserError } from '../userError.js';
import { isAlive } from './comparison.js';
import { CORE } from './diceLossArms.js';
import type { StudyRuns } from './figures/studyRuns.js';
import { unitsOf } from './hypotheses/unitDifferences.js';

/** The losses of the core ranked over sets, by mean Dice. */
export interface CoreRanking {
  ranking: TaskRanking;
  friedman: FriedmanTest;
  /** Of mean ranks, at 5 %: smaller differences say nothing. */
  criticalDifference: number;
  /** Losses of which no two differ by more than that, where there are several. */
  groups: string[][];
  sets: string[];
  /** Losses that collapsed on some set: they have no rank. */
  leftOut: string[];
}

/** Sets of fewer than this number have no ranks over them. */
export const FEWEST_SETS = 2;

/**
 * Ranks the losses on each set and over all of them, each set counting once.
 *
 * @throws UserError where there are fewer than two sets, or fewer than two losses without a collapsed run
 */
export function coreRanking(runs: StudyRuns): CoreRanking {
  const sets = runs.sets.map(({ name }) => name);
  if (sets.length < FEWEST_SETS)
    throw new UserError(`ranks over sets need at least two, and there are ${sets.length}.`);
  const alive = CORE.filter(({ id }) => sets.every((set) => runs.of(set, id).every(isAlive)));
  if (alive.length < 2) throw new UserError('ranks need at least two losses of which no run collapsed.');
  const units = (set: string, id: string) => unitsOf(runs.of(set, id));
  const scores = Object.fromEntries(
    sets.map((set) => [set, Object.fromEntries(alive.map(({ id }) => [id, units(set, id).map(({ dice }) => dice)]))]),
  );
  const patients = Object.fromEntries(
    sets.map((set) => [set, units(set, alive[0]?.id ?? '').map(({ patient }) => patient)]),
  );
  const ranking = rankOverTasks(scores, { patients, resamples: 2000 });
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const friedman = friedmanTest(
    Object.fromEntries(alive.map(({ id }) => [id, sets.map((set) => mean(scores[set]?.[id] ?? []))])),
  );
  const critical = criticalDifference(alive.length, sets.length);
  return {
    ranking,
    friedman,
    criticalDifference: critical,
    groups: rankGroups(friedman.meanRanks, critical),
    sets,
    leftOut: CORE.filter((arm) => !alive.includes(arm)).map(({ id }) => id),
  };
}
