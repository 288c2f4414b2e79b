import type { SurfaceDistances } from './surfaceDistances.js';
import { mean, pooled, surfaceMeasure, type SurfaceOptions } from './surfaceMeasure.js';

/**
 * Average symmetric surface distance (ASSD), in millimetres: the mean of all distances of both directions together.
 *
 * `(Σ over p in edge(reference) of d(p, edge(prediction)) + Σ over q in edge(prediction) of d(q, edge(reference))) /
 * (number of both)`
 *
 * The larger surface weighs more; `meanAverageSurfaceDistance` weighs both alike. Two empty masks: 0; one empty:
 * `empty` (default Infinity).
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or unknown options
 * @example
 * ```ts
 * import { averageSymmetricSurfaceDistance } from 'dice-workbook/evaluation';
 * averageSymmetricSurfaceDistance([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4] }) // => 1
 * ```
 * Source: L. Maier-Hein et al., Metrics Reloaded, Nature Methods 21 (2024), arXiv 2206.01653.
 */
export function averageSymmetricSurfaceDistance(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: SurfaceOptions,
): number {
  return surfaceMeasure('averageSymmetricSurfaceDistance', reference, prediction, options, pooledMean);
}

/** The mean of all distances together. */
export const pooledMean = (distances: SurfaceDistances): number => mean(pooled(distances));
