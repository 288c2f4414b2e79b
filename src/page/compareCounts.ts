import { compareMethods, type MethodDifference } from '../evaluation/statistics/compareMethods.js';
import { rankMethods, type RankedMethod } from '../evaluation/statistics/rankMethods.js';
import { aggregateUnits, type UnitMean } from '../evaluation/units/aggregateUnits.js';
import type { CountUnit, EmptyUnits } from '../evaluation/units/countedImage.js';
import type { UnitMeasure } from '../evaluation/units/unitMeasures.js';
import { unitScores } from '../evaluation/units/unitScores.js';
import { UserError } from '../userError.js';
import { imagesOf, type CountedArm, type CountedTask } from './countedTask.js';

/** What a reader of the page chooses. */
export interface Choice {
  arms: readonly string[];
  /** The arm that the others are compared with. */
  baseline: string;
  measure: UnitMeasure;
  per: CountUnit;
  empty: EmptyUnits;
  /** The place of one class; default the mean over classes. */
  classIndex?: number;
}

export interface ComparedArm {
  arm: CountedArm;
  /** Of how many of the folds the network collapsed: such an arm has no score. */
  collapsed: number;
  mean?: UnitMean;
  /** From the baseline; absent of the baseline itself and where units are pooled. */
  difference?: MethodDifference;
  rank?: RankedMethod;
}

export interface ComparedCounts {
  /** The folds that every chosen arm has a run of, from 0. */
  folds: number[];
  rows: ComparedArm[];
  /** Units on which arms were compared: those that all of them have a score of. */
  compared: number;
  /** Errors are compared by their size, the smaller the better. */
  smallerIsBetter: boolean;
}

/** Errors of a volume have a sign, and the best is none. */
const isError = (measure: UnitMeasure) => measure === 'volumeError' || measure === 'relativeVolumeError';

/**
 * The chosen arms of one task compared, from counts: means with their intervals, paired differences from the baseline
 * with Holm's correction over all pairs, and ranks with their stability. An arm of which a run collapsed is in no mean.
 *
 * @throws UserError where no fold is common to all arms, or an arm is unknown
 */
export function compareCounts(task: CountedTask, choice: Choice): ComparedCounts {
  const { measure, per, empty, classIndex, baseline } = choice;
  const arms = choice.arms.map((id) => {
    const arm = task.arms.find((one) => one.id === id);
    if (!arm) throw new UserError(`${task.title} has no runs of '${id}'.`);
    return arm;
  });
  const folds = (arms[0]?.folds ?? []).filter((fold) => arms.every((arm) => arm.folds.includes(fold)));
  if (folds.length === 0) throw new UserError('the chosen losses have no fold in common: choose fewer of them.');
  const smallerIsBetter = isError(measure);
  const options = { empty, ...(classIndex !== undefined && { classIndex }) };
  const rows = arms.map((arm): ComparedArm & { images: ReturnType<typeof imagesOf> } => ({
    arm,
    collapsed: arm.collapsed.filter((fold) => folds.includes(fold)).length,
    images: imagesOf(task, arm, folds),
  }));
  const living = rows.filter(({ collapsed }) => collapsed === 0);
  for (const row of living) row.mean = aggregateUnits(row.images, { ...options, measure, per, resamples: 2000 });
  const compared = per === 'pooled' ? 0 : comparePaired(living, { ...options, per }, choice);
  if (per === 'pooled' || compared === 0) rankByMean(living, smallerIsBetter);
  return { folds, rows: rows.map(({ images: _, ...row }) => row), compared, smallerIsBetter };

  function comparePaired(
    list: typeof rows,
    scoring: { per: CountUnit; empty: EmptyUnits; classIndex?: number },
    { measure: of }: Choice,
  ): number {
    const scores = list.map(({ images }) => unitScores(images, scoring));
    const first = scores[0] ?? [];
    const kept = first.map((_, k) => k).filter((k) => scores.every((units) => !Number.isNaN(units[k]?.[of] ?? NaN)));
    const patients = kept.map((k) => first[k]?.patient ?? '');
    if (list.length < 2 || new Set(patients).size < 2) return 0;
    const value = (score: number) => (smallerIsBetter ? Math.abs(score) : score);
    const named = Object.fromEntries(
      list.map(({ arm }, i) => [arm.id, kept.map((k) => value(scores[i]?.[k]?.[of] ?? NaN))]),
    );
    const reference = list.some(({ arm }) => arm.id === baseline) ? baseline : undefined;
    // The baseline first: every pair is a difference from the one that stands before.
    const ordered = Object.fromEntries(
      Object.entries(named).sort(([a], [b]) => Number(b === reference) - Number(a === reference)),
    );
    const { pairs } = compareMethods(ordered, { patients, margin: of === 'volumeError' ? 1 : 0.01 });
    const ranking = rankMethods(named, { patients, better: smallerIsBetter ? 'smaller' : 'larger' });
    for (const row of list) {
      row.difference = pairs.find((pair) => pair.method === row.arm.id && pair.baseline === reference);
      row.rank = ranking.methods.find(({ method }) => method === row.arm.id);
    }
    return kept.length;
  }
}

/** One number of each arm has an order, and no stability. */
function rankByMean(rows: ComparedArm[], smallerIsBetter: boolean): void {
  const value = ({ mean }: ComparedArm) => (smallerIsBetter ? -Math.abs(mean?.mean ?? NaN) : (mean?.mean ?? NaN));
  for (const row of rows)
    row.rank = {
      method: row.arm.id,
      mean: row.mean?.mean ?? NaN,
      rank: 1 + rows.filter((other) => value(other) > value(row)).length,
      atRank: [],
    };
}
