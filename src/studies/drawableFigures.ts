import type { Figure } from '../figures/index.js';
import type { StoredRun } from '../runs/index.js';
import { resultFigures } from './allFigures.js';
import { coreGroups } from './coreGroups.js';
import { studyRuns } from './figures/studyRuns.js';
import { figureOfComparison } from './writeComparison.js';

/** The figures that runs are enough for: a comparison of losses for each task, and those of several tasks. */
export function drawableFigures(runs: readonly StoredRun[]): Figure[] {
  return [
    ...coreGroups(runs).map((comparison) => figureOfComparison(comparison) as unknown as Figure),
    ...resultFigures((material) => studyRuns(runs, material)).figures,
  ];
}
