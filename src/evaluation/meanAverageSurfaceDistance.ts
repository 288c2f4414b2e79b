import type { SurfaceDistances } from './surfaceDistances.js';
import { mean, surfaceMeasure, type SurfaceOptions } from './surfaceMeasure.js';

/**
 * Mean average surface distance (MASD), in millimetres: the mean of the two directed means, whatever the sizes of the
 * surfaces.
 *
 * `½·(mean over p in edge(reference) of d(p, edge(prediction)) + mean over q in edge(prediction) of d(q,
 * edge(reference)))`
 *
 * Two empty masks: 0; one empty: `empty` (default Infinity).
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or unknown options
 * @example
 * ```ts
 * import { meanAverageSurfaceDistance } from 'dice-workbook/evaluation';
 * meanAverageSurfaceDistance([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4] }) // => 0.75
 * ```
 * Source: L. Maier-Hein et al., Metrics Reloaded, Nature Methods 21 (2024), arXiv 2206.01653.
 */
export function meanAverageSurfaceDistance(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: SurfaceOptions,
): number {
  return surfaceMeasure('meanAverageSurfaceDistance', reference, prediction, options, meanOfMeans);
}

/** The mean of the two directed means. */
export const meanOfMeans = ({ fromReference, fromPrediction }: SurfaceDistances): number =>
  (mean(fromReference) + mean(fromPrediction)) / 2;
