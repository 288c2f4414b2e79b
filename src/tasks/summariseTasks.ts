import { progress } from '../progress.js';
import { loadTask } from './loadTask.js';
import { oracleDice } from './oracleDice.js';
import { TASK_IDS, type StudyTaskId } from './sample.js';
import type { HeldStatistic, TaskStatistics } from './task.js';
import { TASKS } from './tasks.js';
import { taskStatistics } from './taskStatistics.js';

/** A synthetic task in numbers. The Dice scores are means over the images whose label is not always empty. */
export interface TaskSummary {
  task: StudyTaskId;
  title: string;
  statistics: TaskStatistics;
  /** Best single threshold on the intensity. */
  threshold: number;
  /** The pixels that more than half of the readers mark. */
  atHalf: number;
  /** The oracle: the decision with the best expected Dice, and its too favourable estimate. */
  oracle: number;
  oracleUpper: number;
}

export interface SummaryOptions {
  /** Default 1. */
  seed?: number;
  /** Synthetic patients of each task; default 24. */
  patients?: number;
  /**
   * Labels drawn for each image; default 64, for few draws make the scores too low: with 16, `atHalf` of is17 misses
   * five points.
   */
  labelDraws?: number;
  /** False leaves out the progress, whose times do not belong into a notebook; default true. */
  showProgress?: boolean;
}

const known = new Map<string, Promise<TaskSummary[]>>();

/** All six synthetic tasks in numbers; a second call with the same options costs nothing. */
export function summariseTasks({
  seed = 1,
  patients = 24,
  labelDraws = 64,
  showProgress = true,
}: SummaryOptions = {}): Promise<TaskSummary[]> {
  const key = [seed, patients, labelDraws].join();
  const made = known.get(key) ?? summarise(seed, patients, labelDraws, showProgress);
  known.set(key, made);
  return made;
}

async function summarise(
  seed: number,
  patients: number,
  labelDraws: number,
  showProgress: boolean,
): Promise<TaskSummary[]> {
  const shown = showProgress ? progress('Measuring the synthetic tasks', TASK_IDS.length) : undefined;
  const summaries: TaskSummary[] = [];
  for (const id of TASK_IDS) {
    shown?.update(summaries.length, id);
    const loaded = await loadTask(id, { seed, patients, labelDraws });
    const statistics = taskStatistics(loaded);
    const oracles = loaded.samples
      .filter(({ labelProbability }) => labelProbability!.some((p) => p > 0))
      .map(oracleDice);
    const mean = (key: 'dice' | 'upper' | 'atHalf') =>
      oracles.reduce((sum, oracle) => sum + oracle[key], 0) / oracles.length;
    summaries.push({
      task: id,
      title: TASKS[id].title,
      statistics,
      threshold: statistics.thresholdDice,
      atHalf: mean('atHalf'),
      oracle: mean('dice'),
      oracleUpper: mean('upper'),
    });
  }
  shown?.end();
  return summaries;
}

/** One statistic of a synthetic task beside what is known of real images. */
export interface KnownRow {
  task: StudyTaskId;
  statistic: HeldStatistic;
  synthetic: number;
  least: number;
  most: number;
  known: string;
}

/** Every held statistic of the summarised tasks beside its known range, a row each. */
export function compareWithKnown(summaries: readonly TaskSummary[]): KnownRow[] {
  return summaries.flatMap(({ task, statistics, oracle }) =>
    (Object.keys(TASKS[task].ranges) as HeldStatistic[]).map((statistic) => ({
      task,
      statistic,
      synthetic: statistic === 'oracleDice' ? oracle : statistics[statistic],
      ...TASKS[task].ranges[statistic]!,
    })),
  );
}
