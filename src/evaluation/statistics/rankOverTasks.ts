import { UserError } from '../../userError.js';
import { checkArgument } from '../checkArgument.js';
import { checkOptions, checkShare, checkWhole, isRecord, MOST_DRAWS } from '../options.js';
import { quantile } from './quantile.js';
import { ranks } from './ranks.js';
import { rankStability } from './rankStability.js';
import { resampleLocations } from './resampleLocations.js';
import { scoreTable, type ScoresByMethod } from './scoreTable.js';

export interface TaskRankOptions {
  /** `{task: patient of each image}`: then patients are drawn, each with all its images. */
  patients?: Readonly<Record<string, ArrayLike<string | number>>>;
  /** Number of bootstrap samples, at least 1. Default 1000. */
  resamples?: number;
  /** Integer; the same seed gives the same result on every machine. Default 1. */
  seed?: number;
  /** Coverage of the intervals, in (0, 1). Default 0.95. */
  level?: number;
}

/** One method's place over all tasks. */
export interface TaskRankedMethod {
  method: string;
  /** Mean over tasks of the rank by mean score in each; 1 is best. */
  meanRank: number;
  /** Percentile interval of the mean rank, other patients drawn in every task. */
  lower: number;
  upper: number;
  /** Rank of the mean rank; tied methods share the mean of their places. */
  rank: number;
  /** Rank within each task. */
  ranks: Record<string, number>;
  /** `atRank[r]`: the part of the bootstrap samples in which the method stands at place r + 1. */
  atRank: number[];
}

export interface TaskRanking {
  /** Best first; in the order given where ranks tie. */
  methods: TaskRankedMethod[];
  /** Mean of `kendallTau` between this ranking and those of the bootstrap samples. */
  kendallTau: number;
}

/**
 * Ranks methods over several tasks by their mean rank, and tells how stable that is when other patients are drawn.
 *
 * `meanRank = mean over tasks of the rank of the method's mean score in the task`
 *
 * Every task weighs alike, whatever its number of images. Patients are drawn within each task; the tasks themselves stay,
 * so that nothing is said about tasks that were not tried (`friedmanTest` does that).
 *
 * @param tasks - `{task: {method: score of each image}}`, the same methods in every task, finite, larger is better
 * @throws UserError where tasks differ in their methods, or as `rankMethods` does
 * @example
 * ```ts
 * import { rankOverTasks } from 'dice-workbook/evaluation';
 * const po18 = { ce: [0.7, 0.6, 0.5], dice: [0.8, 0.7, 0.6] };
 * const wm17 = { ce: [0.4, 0.5, 0.6], dice: [0.5, 0.6, 0.65] };
 * rankOverTasks({ po18, wm17 }).methods[0].meanRank // => 1
 * ```
 * Source: J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7 (2006); M. Wiesenfarth et
 * al., Scientific Reports 11 (2021).
 */
export function rankOverTasks(
  tasks: Readonly<Record<string, ScoresByMethod>>,
  options: TaskRankOptions = {},
): TaskRanking {
  checkOptions('rankOverTasks', options, ['patients', 'resamples', 'seed', 'level']);
  const { patients = {}, resamples = 1000, seed = 1, level = 0.95 } = options;
  checkWhole('rankOverTasks', 'resamples', resamples, 1, MOST_DRAWS);
  checkWhole('rankOverTasks', 'seed', seed);
  checkShare('rankOverTasks', 'level', level);
  checkArgument('rankOverTasks', 'tasks', tasks, '{ task: { method: score of each image } }', isRecord(tasks));
  checkArgument('rankOverTasks', 'patients', patients, '{ task: patient of each image }', isRecord(patients));
  const names = Object.keys(tasks);
  const odd = Object.keys(patients).find((task) => !names.includes(task));
  if (odd !== undefined) throw new UserError(`patients names a task ${odd}, and the tasks are ${names.join(', ')}.`);
  const methods = Object.keys(Object.values(tasks)[0] ?? {});
  const located = names.map((task, t) => {
    const rows = rowsOf(task, tasks[task] ?? {}, methods);
    // Each task draws its own patients.
    return resampleLocations(rows, 'scores', { resamples, seed: seed + 0x10000 * t, patients: patients[task] });
  });
  if (located.length === 0) throw new UserError('rankOverTasks needs at least one task.');
  const byTask = located.map(({ overall, scale }) => ranks(overall, scale));
  const samples = Array.from({ length: resamples }, (_, r) =>
    meanOver(
      located.map(({ resampled, scale }) =>
        ranks(
          resampled.map((row) => row[r] ?? NaN),
          scale,
        ),
      ),
    ),
  );
  const meanRanks = meanOver(byTask);
  const placed = (means: readonly number[]) => ranks(means.map((mean) => -mean));
  const overall = placed(meanRanks);
  const { atRank, kendallTau } = rankStability(overall, samples.map(placed));
  const ranked = methods.map((method, m) => {
    const drawn = Float64Array.from(samples, (means) => means[m] ?? NaN).sort();
    return {
      method,
      meanRank: meanRanks[m] ?? NaN,
      lower: quantile(drawn, (1 - level) / 2),
      upper: quantile(drawn, (1 + level) / 2),
      rank: overall[m] ?? NaN,
      ranks: Object.fromEntries(names.map((task, t) => [task, byTask[t]?.[m] ?? NaN])),
      atRank: atRank[m] ?? [],
    };
  });
  return { methods: ranked.sort((a, b) => a.rank - b.rank), kendallTau };
}

/** The rows of one task in the order of `methods`, which every task must hold. */
function rowsOf(task: string, scores: ScoresByMethod, methods: readonly string[]): Float64Array[] {
  const { methods: here, rows } = scoreTable(`rankOverTasks, task ${task},`, scores);
  const differs = [...methods.filter((m) => !here.includes(m)), ...here.filter((m) => !methods.includes(m))];
  if (differs.length > 0)
    throw new UserError(
      `every task has the same methods, but ${task} has ${here.join(', ')} and the first has ${methods.join(', ')}.`,
    );
  return methods.map((method) => {
    const row = rows[here.indexOf(method)] ?? new Float64Array();
    const at = row.findIndex((value) => !Number.isFinite(value));
    if (at >= 0)
      throw new UserError(`${method} scores ${row[at]} in image ${at} of ${task}: ranks need finite scores.`);
    return row;
  });
}

/** The mean over rows, column by column. */
const meanOver = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, m) => rows.reduce((sum, row) => sum + (row[m] ?? NaN), 0) / rows.length);
