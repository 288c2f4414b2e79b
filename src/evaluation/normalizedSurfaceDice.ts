import { UserError } from '../userError.js';
import { emptyScore, type EmptyScore } from './empty.js';
import { grid, GRID_OPTIONS, type GridOptions } from './grid.js';
import { checkOptions, shown } from './options.js';
import { atMost } from './slack.js';
import { distancesTo, edgeDistances, type SurfaceDistances } from './surfaceDistances.js';
import { surfaceElements } from './surfaceElements.js';

export interface SurfaceDiceOptions extends GridOptions {
  /**
   * Distances up to and including this count as agreement, in millimetres, 0 or more. Including is meant up to rounding,
   * a relative 1e-7: three voxels of 0.2 mm are within 0.6 mm.
   */
  toleranceMm: number;
  /** Score of two empty masks. Default `one`. One empty mask scores 0. */
  empty?: EmptyScore;
  /**
   * What the surface is made of. `voxels` (default): the voxels that one erosion takes away, each counted once.
   * `elements`: the pieces of the surface midway between foreground and background, weighed by their area (in an image
   * by their length), so that spacing and slant count as they should.
   */
  surface?: 'voxels' | 'elements';
}

/**
 * Normalised surface Dice at a tolerance (NSD): the part of both edges that lies near the other edge.
 *
 * `(#{p in edge(reference): d(p, edge(prediction)) ≤ τ} + #{q in edge(prediction): d(q, edge(reference)) ≤ τ}) /
 * (number of both)`
 *
 * Counted are edge voxels; with `surface: 'elements'`, numbers give way to areas. Range [0, 1], 1 is best. MONAI and
 * MetricsReloaded count voxels; DeepMind's surface-distance and nnU-Net weigh areas, by another cut of the surface into
 * triangles: areas of single pieces differ by some per cent, scores by some units in the fourth decimal.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, a tolerance below 0, or
 * unknown options
 * @example
 * ```ts
 * import { normalizedSurfaceDice } from 'dice-workbook/evaluation';
 * normalizedSurfaceDice([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4], toleranceMm: 1 }) // => 2 / 3
 * normalizedSurfaceDice([1, 0, 0, 0], [1, 0, 0, 1], { shape: [1, 4], toleranceMm: 1, surface: 'elements' }) // => 2 / 3
 * ```
 * Source: S. Nikolov et al., Deep Learning to Achieve Clinically Applicable Segmentation of Head and Neck Anatomy,
 * arXiv 1809.04430.
 */
export function normalizedSurfaceDice(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: SurfaceDiceOptions,
): number {
  checkOptions('normalizedSurfaceDice', options, [...GRID_OPTIONS, 'toleranceMm', 'empty', 'surface']);
  const { surface = 'voxels', shape, spacingMm } = options;
  if (surface !== 'voxels' && surface !== 'elements')
    throw new UserError(`surface is made of 'voxels' or 'elements', not ${shown(surface)}.`);
  if (surface === 'voxels') return partWithin(edgeDistances(reference, prediction, options), options);
  const space = grid({ shape, spacingMm }, reference, prediction);
  const [truth, guess] = [surfaceElements(reference, space), surfaceElements(prediction, space)];
  const distances = {
    fromReference: distancesTo(guess.at, truth.at, space),
    fromPrediction: distancesTo(truth.at, guess.at, space),
  };
  return partWithin(distances, options, { fromReference: truth.sizes, fromPrediction: guess.sizes });
}

/** The part of the distances that are at most the tolerance, each weighed by the size of its piece of surface. */
export function partWithin(
  surfaces: SurfaceDistances,
  { toleranceMm, empty = 'one' }: Pick<SurfaceDiceOptions, 'toleranceMm' | 'empty'>,
  sizes?: SurfaceDistances,
): number {
  if (!(typeof toleranceMm === 'number' && toleranceMm >= 0))
    throw new UserError(`toleranceMm is a length of 0 or more in millimetres, not ${shown(toleranceMm)}.`);
  const withoutSurface = emptyScore(empty);
  let [near, all] = [0, 0];
  for (const direction of ['fromReference', 'fromPrediction'] as const) {
    surfaces[direction].forEach((distance, k) => {
      const size = sizes?.[direction][k] ?? 1;
      all += size;
      if (atMost(distance, toleranceMm)) near += size;
    });
  }
  return all > 0 ? near / all : withoutSurface;
}
