import { figures, type Figure } from '../figures/index.js';
import { committedSyntheticRuns, type ResultFigure } from './figures/resultFigure.js';
import { coreComparison } from './figures/coreComparison.js';
import { crossEntropyWeights } from './figures/crossEntropyWeights.js';
import { sizeStrata } from './figures/sizeStrata.js';
import { tverskyWeights } from './figures/tverskyWeights.js';

/** The figures of the comparison, in reading order; each needs runs of all six tasks. */
export const RESULT_FIGURES = [
  coreComparison,
  crossEntropyWeights,
  tverskyWeights,
  sizeStrata,
] as unknown as readonly ResultFigure<Record<string, unknown>>[];

/** Every figure of the workbook that can be drawn: those of theory and tasks, and those whose runs are all committed. */
export function allFigures(): Figure[] {
  return [...figures, ...RESULT_FIGURES.filter(({ arms }) => committedSyntheticRuns().missing(arms).length === 0)];
}
