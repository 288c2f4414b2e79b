import { emptyDistance, type EmptyDistance } from './empty.js';
import { diagonalMm, grid, GRID_OPTIONS, type GridOptions } from './grid.js';
import { checkOptions } from './options.js';
import { edgeDistances, type SurfaceDistances } from './surfaceDistances.js';

export interface SurfaceOptions extends GridOptions {
  /** The distance where one mask is empty. Default `infinite`: a miss never improves a mean. */
  empty?: EmptyDistance;
}

export const SURFACE_OPTIONS = [...GRID_OPTIONS, 'empty'] as const;

/** A measure of two masks as a function of the distances between their edges, with the empty masks settled before. */
export function surfaceMeasure(
  name: string,
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: SurfaceOptions,
  measure: (distances: SurfaceDistances) => number,
  accepted: readonly string[] = SURFACE_OPTIONS,
): number {
  checkOptions(name, options, accepted);
  return settled(edgeDistances(reference, prediction, options), options, measure);
}

/** The measure of distances that are there already; without any, the masks being empty, what `empty` says. */
export function settled(
  distances: SurfaceDistances,
  options: SurfaceOptions,
  measure: (distances: SurfaceDistances) => number,
): number {
  const { empty = 'infinite' } = options;
  const replacement = emptyDistance(empty, diagonalMm(grid(options)));
  const filled = Math.sign(distances.fromReference.length) + Math.sign(distances.fromPrediction.length);
  if (filled === 2) return measure(distances);
  return filled === 1 || empty === 'nan' ? replacement : 0;
}

/** All distances of both directions together. */
export function pooled({ fromReference, fromPrediction }: SurfaceDistances): Float64Array {
  const all = new Float64Array(fromReference.length + fromPrediction.length);
  all.set(fromReference);
  all.set(fromPrediction, fromReference.length);
  return all;
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
