import type { PoolOptions } from '../runs/index.js';
import { compareLosses, type TrainedComparison } from './compareLosses.js';

/** Cross-entropy against soft Dice on synthetic polyps, small enough to be trained while one watches. */
export function smallComparison(options: PoolOptions): Promise<TrainedComparison> {
  const images = { size: 48, patients: 24, imagesPerPatient: 3 };
  return compareLosses({ task: 'po18', ...images, folds: 3, steps: 120 }, options);
}
