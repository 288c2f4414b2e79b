import { loadTask } from '../tasks/index.js';
import { compareLosses, type TrainedComparison } from './compareLosses.js';
import type { RunAllOptions } from './runAll.js';

/** Cross-entropy against soft Dice on synthetic polyps, small enough to be trained while one watches. */
export async function smallComparison(options: Omit<RunAllOptions, 'engine'>): Promise<TrainedComparison> {
  const task = await loadTask('po18', { size: 48, seed: 1, patients: 24, imagesPerPatient: 3, labelDraws: 0 });
  return compareLosses(task, { losses: ['crossEntropy', 'softDice'], folds: 3, seeds: [1], steps: 120 }, options);
}
