import { UserError } from '../userError.js';
import { quantile } from './statistics/quantile.js';
import { pooled, surfaceMeasure, type SurfaceOptions } from './surfaceMeasure.js';
import type { SurfaceDistances } from './surfaceDistances.js';

export interface HausdorffOptions extends SurfaceOptions {
  /** Which percentile of the distances, in (0, 100]. 100 (default) is the Hausdorff distance, 95 the HD95. */
  percentile?: number;
  /**
   * How the two directions become one number below 100. `pool` (default): the percentile of all distances together;
   * `max`: the larger of the two directed percentiles. Libraries differ: SciPy users and MedPy pool, MONAI and
   * MetricsReloaded take the larger.
   */
  directions?: 'pool' | 'max';
}

/**
 * Hausdorff distance of two masks, or a percentile of it (HD95), in millimetres.
 *
 * `max( max over p in edge(reference) of d(p, edge(prediction)), max over q in edge(prediction) of d(q,
 * edge(reference)) )`
 *
 * With `percentile` below 100 each maximum gives way to that percentile (linear interpolation), so that a few stray
 * voxels do not decide. Edges are the voxels that one erosion removes. Two empty masks: 0; one empty: `empty`, whatever
 * the percentile (default Infinity).
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or a percentile outside
 * (0, 100]
 * @example
 * ```ts
 * import { hausdorffDistance } from 'dice-workbook/evaluation';
 * hausdorffDistance([1, 0, 0, 0], [0, 0, 0, 1], { shape: [1, 4], spacingMm: [1, 2] }) // => 6
 * hausdorffDistance([1, 0, 0, 0], [0, 0, 0, 0], { shape: [1, 4], empty: 'diagonal' }) // => 3
 * ```
 * Source: D. P. Huttenlocher et al., Comparing Images Using the Hausdorff Distance, IEEE TPAMI 15 (1993).
 */
export function hausdorffDistance(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: HausdorffOptions,
): number {
  const { percentile = 100, directions = 'pool' } = options;
  if (!(percentile > 0 && percentile <= 100))
    throw new UserError(`percentile lies above 0 and up to 100 (95 for HD95), not at ${percentile}.`);
  if (directions !== 'pool' && directions !== 'max')
    throw new UserError(`directions is 'pool' or 'max', not '${directions}'.`);
  return surfaceMeasure(reference, prediction, options, (distances) =>
    percentileOf(distances, percentile / 100, directions),
  );
}

/** The q-quantile of the distances between two edges, both not empty. */
export function percentileOf(distances: SurfaceDistances, q: number, directions: 'pool' | 'max'): number {
  const of = (values: Float64Array) => quantile(values.slice().sort(), q);
  return directions === 'pool'
    ? of(pooled(distances))
    : Math.max(of(distances.fromReference), of(distances.fromPrediction));
}
