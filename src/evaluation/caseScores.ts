import { confusionCounts, dice, jaccard, precision, recall, specificity } from '../overlap/index.js';
import { pooledMean } from './averageSymmetricSurfaceDistance.js';
import { emptyScore, type EmptyDistance, type EmptyScore } from './empty.js';
import type { GridOptions } from './grid.js';
import { percentileOf } from './hausdorffDistance.js';
import { lesionDetection } from './lesionDetection.js';
import { meanOfMeans } from './meanAverageSurfaceDistance.js';
import { partWithin } from './normalizedSurfaceDice.js';
import { surfaceDistances, type SurfaceDistances } from './surfaceDistances.js';
import { settled } from './surfaceMeasure.js';

export interface CaseScoreOptions extends GridOptions {
  /** Score of 0/0. Default `one`. */
  empty?: EmptyScore;
  /** Distance where one mask is empty. Default `infinite`. */
  emptyDistance?: EmptyDistance;
  /** Tolerance of the surface Dice in millimetres. Default 1. */
  toleranceMm?: number;
}

/** Every measure of one case; distances in millimetres, the volume error in cubic millimetres. */
export interface CaseScores {
  dice: number;
  jaccard: number;
  sensitivity: number;
  specificity: number;
  precision: number;
  volumeErrorMm3: number;
  hausdorffMm: number;
  hausdorff95Mm: number;
  averageSymmetricSurfaceDistanceMm: number;
  meanAverageSurfaceDistanceMm: number;
  normalizedSurfaceDice: number;
  lesionF1: number;
  falsePositiveLesions: number;
}

/**
 * All measures of one case at once; the surfaces are measured a single time.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, or values other than 0 and 1
 * @example
 * ```ts
 * import { caseScores } from 'dice-workbook/evaluation';
 * const { dice, hausdorffMm } = caseScores([1, 1, 0, 0], [1, 0, 0, 0], { shape: [1, 4], spacingMm: [1, 2] });
 * dice // => 2 / 3
 * hausdorffMm // => 2
 * ```
 */
export function caseScores(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: CaseScoreOptions,
): CaseScores {
  const { shape, spacingMm = shape.map(() => 1), empty = 'one', emptyDistance = 'infinite', toleranceMm = 1 } = options;
  const surfaces = surfaceDistances(reference, prediction, { shape, spacingMm });
  const distance = (measure: (distances: SurfaceDistances) => number) =>
    settled(surfaces, { shape, spacingMm, empty: emptyDistance }, measure);
  const counts = confusionCounts(reference, prediction);
  const defined = { whenUndefined: emptyScore(empty) };
  const { f1, falsePositives } = lesionDetection(reference, prediction, { shape, empty });
  return {
    dice: dice(counts, defined),
    jaccard: jaccard(counts, defined),
    sensitivity: recall(counts, defined),
    specificity: specificity(counts, defined),
    precision: precision(counts, defined),
    volumeErrorMm3: (counts.fp - counts.fn) * spacingMm.reduce((product, s) => product * s, 1),
    hausdorffMm: distance((d) => percentileOf(d, 1, 'pool')),
    hausdorff95Mm: distance((d) => percentileOf(d, 0.95, 'pool')),
    averageSymmetricSurfaceDistanceMm: distance(pooledMean),
    meanAverageSurfaceDistanceMm: distance(meanOfMeans),
    normalizedSurfaceDice: partWithin(surfaces, { toleranceMm, empty }),
    lesionF1: f1,
    falsePositiveLesions: falsePositives,
  };
}
