import { UserError } from '../userError.js';
import { quantile } from './statistics/quantile.js';
import { checkOptions, shown } from './options.js';
import { pooled, SURFACE_OPTIONS, surfaceMeasure, type SurfaceOptions } from './surfaceMeasure.js';
import type { SurfaceDistances } from './surfaceDistances.js';

export interface HausdorffOptions extends SurfaceOptions {
  /** Which percentile of the distances, in (0, 100]. 100 (default) is the Hausdorff distance, 95 the HD95. */
  percentile?: number;
  /**
   * How the two directions become one number. `pool` (default): the percentile of all distances together; `max`: the
   * larger of the two directed percentiles; at 100 they are one. `fromReference`, `fromPrediction`: that direction
   * alone, the directed distance. Libraries differ: MedPy and SciPy users pool; MONAI, MetricsReloaded and DeepMind's
   * surface-distance take the larger.
   */
  directions?: Directions;
}

export type Directions = 'pool' | 'max' | 'fromReference' | 'fromPrediction';
const DIRECTIONS: readonly string[] = ['pool', 'max', 'fromReference', 'fromPrediction'] satisfies Directions[];

/**
 * Hausdorff distance of two masks, or a percentile of it (HD95), in millimetres.
 *
 * `max( max over p in edge(reference) of d(p, edge(prediction)), max over q in edge(prediction) of d(q,
 * edge(reference)) )`
 *
 * With `percentile` below 100 each maximum gives way to that percentile (linear interpolation), so that a few stray
 * voxels do not decide. Edges are the voxels that one erosion removes. Two empty masks: 0; one empty: `empty`, whatever
 * the percentile and direction (default Infinity).
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or a percentile outside
 * (0, 100], or unknown options
 * @example
 * ```ts
 * import { hausdorffDistance } from 'dice-workbook/evaluation';
 * hausdorffDistance([1, 0, 0, 0], [0, 0, 0, 1], { shape: [1, 4], spacingMm: [1, 2] }) // => 6
 * hausdorffDistance([1, 0, 0, 0], [0, 0, 0, 0], { shape: [1, 4], empty: 'diagonal' }) // => 3
 * hausdorffDistance([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4], directions: 'fromReference' }) // => 0
 * hausdorffDistance([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4], directions: 'fromPrediction' }) // => 3
 * ```
 * Source: D. P. Huttenlocher et al., Comparing Images Using the Hausdorff Distance, IEEE TPAMI 15 (1993).
 */
export function hausdorffDistance(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: HausdorffOptions,
): number {
  checkOptions('hausdorffDistance', options, HAUSDORFF_OPTIONS);
  const { percentile = 100, directions = 'pool' } = options;
  if (!(typeof percentile === 'number' && percentile > 0 && percentile <= 100))
    throw new UserError(`percentile lies above 0 and up to 100 (95 for HD95), not at ${shown(percentile)}.`);
  if (!DIRECTIONS.includes(directions))
    throw new UserError(`directions is '${DIRECTIONS.join("', '")}', not ${shown(directions)}.`);
  return surfaceMeasure(
    'hausdorffDistance',
    reference,
    prediction,
    options,
    (distances) => percentileOf(distances, percentile / 100, directions),
    HAUSDORFF_OPTIONS,
  );
}

const HAUSDORFF_OPTIONS = [...SURFACE_OPTIONS, 'percentile', 'directions'];

/** The q-quantile of the distances between two edges, both not empty. */
export function percentileOf(distances: SurfaceDistances, q: number, directions: Directions): number {
  const of = (values: Float64Array) => quantile(values.slice().sort(), q);
  if (directions === 'pool') return of(pooled(distances));
  if (directions === 'max') return Math.max(of(distances.fromReference), of(distances.fromPrediction));
  return of(distances[directions]);
}
