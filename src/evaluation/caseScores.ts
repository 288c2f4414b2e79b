import { dice, jaccard, precision, recall, specificity } from '../overlap/index.js';
import { pooledMean } from './averageSymmetricSurfaceDistance.js';
import { emptyScore, type EmptyDistance, type EmptyScore } from './empty.js';
import { GRID_OPTIONS, type GridOptions } from './grid.js';
import { percentileOf } from './hausdorffDistance.js';
import { LESION_RULE, lesionDetection, type LesionRule } from './instances/lesionDetection.js';
import { validCounts } from './maskScore.js';
import { meanOfMeans } from './meanAverageSurfaceDistance.js';
import { normalizedSurfaceDice, partWithin } from './normalizedSurfaceDice.js';
import { checkOptions } from './options.js';
import { edgeDistances, type SurfaceDistances } from './surfaceDistances.js';
import { settled } from './surfaceMeasure.js';

export interface CaseScoreOptions extends GridOptions {
  /** Score of 0/0. Default `one`. */
  empty?: EmptyScore;
  /** Distance where one mask is empty. Default `infinite`. */
  emptyDistance?: EmptyDistance;
  /** Tolerance of the surface Dice in millimetres. Default 1. */
  toleranceMm?: number;
  /** What the surface Dice counts. Default `voxels`. */
  surface?: 'voxels' | 'elements';
  /**
   * 1 where a voxel counts, 0 where it does not; default: all count. Elsewhere both masks are background, which no count
   * of true negatives sees; surfaces end there.
   */
  valid?: ArrayLike<number>;
  /** When a lesion counts as found. Default: where a voxel of it is predicted. */
  lesions?: LesionRule;
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
  /** The 95th percentile of all distances together, and the larger of those of the two directions. */
  hausdorff95Mm: number;
  hausdorff95LargerMm: number;
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
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or unknown options
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
  checkOptions('caseScores', options, CASE_OPTIONS);
  if (options.lesions !== undefined) checkOptions('caseScores: lesions', options.lesions, LESION_RULE);
  const { shape, empty = 'one', emptyDistance = 'infinite', toleranceMm = 1, surface = 'voxels', valid } = options;
  const counts = validCounts(reference, prediction, valid);
  const [truth, guess] = valid ? [masked(reference, valid), masked(prediction, valid)] : [reference, prediction];
  const surfaces = edgeDistances(truth, guess, options);
  const spacingMm = options.spacingMm ?? shape.map(() => 1);
  const distance = (measure: (distances: SurfaceDistances) => number) =>
    settled(surfaces, { shape, spacingMm, empty: emptyDistance }, measure);
  const defined = { whenUndefined: emptyScore(empty) };
  const { f1, falsePositives } = lesionDetection(truth, guess, { shape, empty, ...options.lesions });
  return {
    dice: dice(counts, defined),
    jaccard: jaccard(counts, defined),
    sensitivity: recall(counts, defined),
    specificity: specificity(counts, defined),
    precision: precision(counts, defined),
    volumeErrorMm3: (counts.fp - counts.fn) * spacingMm.reduce((product, s) => product * s, 1),
    hausdorffMm: distance((d) => percentileOf(d, 1, 'pool')),
    hausdorff95Mm: distance((d) => percentileOf(d, 0.95, 'pool')),
    hausdorff95LargerMm: distance((d) => percentileOf(d, 0.95, 'max')),
    averageSymmetricSurfaceDistanceMm: distance(pooledMean),
    meanAverageSurfaceDistanceMm: distance(meanOfMeans),
    normalizedSurfaceDice:
      surface === 'voxels'
        ? partWithin(surfaces, { toleranceMm, empty })
        : normalizedSurfaceDice(truth, guess, { shape, spacingMm, toleranceMm, empty, surface }),
    lesionF1: f1,
    falsePositiveLesions: falsePositives,
  };
}

const CASE_OPTIONS = [...GRID_OPTIONS, 'empty', 'emptyDistance', 'toleranceMm', 'surface', 'valid', 'lesions'];

const masked = (mask: ArrayLike<number>, valid: ArrayLike<number>) =>
  Uint8Array.from(mask, (value, i) => (valid[i] === 1 ? value : 0));
