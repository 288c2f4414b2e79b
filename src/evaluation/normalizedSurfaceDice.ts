import { UserError } from '../userError.js';
import { emptyScore, type EmptyScore } from './empty.js';
import type { GridOptions } from './grid.js';
import { surfaceDistances, type SurfaceDistances } from './surfaceDistances.js';
import { pooled } from './surfaceMeasure.js';

export interface SurfaceDiceOptions extends GridOptions {
  /** Distances up to and including this count as agreement, in millimetres, 0 or more. */
  toleranceMm: number;
  /** Score of two empty masks. Default `one`. One empty mask scores 0. */
  empty?: EmptyScore;
}

/**
 * Normalised surface Dice at a tolerance (NSD): the part of both edges that lies near the other edge.
 *
 * `(#{p in edge(reference): d(p, edge(prediction)) ≤ τ} + #{q in edge(prediction): d(q, edge(reference)) ≤ τ}) /
 * (number of both)`
 *
 * Every edge voxel counts once: no sub-voxel surface areas. Range [0, 1], 1 is best.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, a tolerance below 0, or
 * an unknown `empty`
 * @example
 * ```ts
 * import { normalizedSurfaceDice } from 'dice-workbook/evaluation';
 * normalizedSurfaceDice([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4], toleranceMm: 1 }) // => 2 / 3
 * ```
 * Source: S. Nikolov et al., Deep Learning to Achieve Clinically Applicable Segmentation of Head and Neck Anatomy,
 * arXiv 1809.04430.
 */
export function normalizedSurfaceDice(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: SurfaceDiceOptions,
): number {
  return partWithin(surfaceDistances(reference, prediction, options), options);
}

/** The part of the distances that are at most the tolerance. */
export function partWithin(
  surfaces: SurfaceDistances,
  { toleranceMm, empty = 'one' }: Pick<SurfaceDiceOptions, 'toleranceMm' | 'empty'>,
): number {
  if (!(toleranceMm >= 0))
    throw new UserError(`toleranceMm is a length of 0 or more in millimetres, not ${toleranceMm}.`);
  const withoutSurface = emptyScore(empty);
  const distances = pooled(surfaces);
  if (distances.length === 0) return withoutSurface;
  let near = 0;
  for (const distance of distances) if (distance <= toleranceMm) near++;
  return near / distances.length;
}
