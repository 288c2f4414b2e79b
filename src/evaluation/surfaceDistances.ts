import { lineMinimum, linePass, rowPass } from '../distancePasses.js';
import { edgeVoxels, type EdgeVoxels } from './edgeVoxels.js';
import { grid, GRID_OPTIONS, type Grid, type GridOptions } from './grid.js';
import { checkOptions } from './options.js';

/** Distances between the edges of two masks, in millimetres: one for each edge voxel, none where its mask is empty. */
export interface SurfaceDistances {
  /** From each edge voxel of the reference to the nearest edge voxel of the prediction. */
  fromReference: Float64Array;
  /** From each edge voxel of the prediction to the nearest edge voxel of the reference. */
  fromPrediction: Float64Array;
}

/**
 * The distances that Hausdorff, average and tolerance measures are made of.
 *
 * `fromReference[k] = min over q in edge(prediction) of |spacing·(p[k] − q)|` for p in edge(reference), and the other
 * way round
 *
 * An edge voxel is one that a single erosion removes: a face neighbour (4 in an image, 6 in a volume) lies outside the
 * mask or the image. A volume of one slice is taken for an image.
 * Where the other mask is empty the distances are Infinity; where the mask itself is empty there are none.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for sizes that differ, a spacing of 0 or less, values other than 0 and 1, or unknown options
 * @example
 * ```ts
 * import { surfaceDistances } from 'dice-workbook/evaluation';
 * const { fromReference } = surfaceDistances([1, 0, 0, 0], [0, 0, 0, 1], { shape: [1, 4], spacingMm: [1, 2] });
 * [...fromReference] // => [6]
 * ```
 */
export function surfaceDistances(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: GridOptions,
): SurfaceDistances {
  checkOptions('surfaceDistances', options, GRID_OPTIONS);
  return edgeDistances(reference, prediction, options);
}

/** The same, of options that the caller has checked. */
export function edgeDistances(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  { shape, spacingMm }: GridOptions,
): SurfaceDistances {
  const space = grid({ shape, spacingMm }, reference, prediction);
  const referenceEdge = edgeVoxels(reference, space);
  const predictionEdge = edgeVoxels(prediction, space);
  return {
    fromReference: distancesTo(predictionEdge, referenceEdge, space),
    fromPrediction: distancesTo(referenceEdge, predictionEdge, space),
  };
}

/**
 * Distance of each of `queries` to the nearest of `sites`: a distance transform of the smallest box that holds both,
 * finished only where asked.
 */
export function distancesTo(sites: EdgeVoxels, queries: EdgeVoxels, { spacingMm }: Grid): Float64Array {
  const distances = new Float64Array(queries.length / 3);
  if (sites.length === 0 || queries.length === 0) return distances.fill(Infinity);
  const { lower, shape } = box(sites, queries);
  const [depth, height, width] = shape;
  const index = (voxels: EdgeVoxels, k: number) =>
    ((voxels[k]! - lower[0]) * height + voxels[k + 1]! - lower[1]) * width + voxels[k + 2]! - lower[2];
  const field = new Float64Array(depth * height * width).fill(Infinity);
  for (let k = 0; k < sites.length; k += 3) field[index(sites, k)] = 0;
  rowPass(field, width, spacingMm[2]);
  linePass(field, height, width, spacingMm[1]);
  for (let k = 0; k < queries.length; k += 3) {
    distances[k / 3] = Math.sqrt(
      lineMinimum(field, index(queries, k), queries[k]! - lower[0], depth, height * width, spacingMm[0]),
    );
  }
  return distances;
}

/** The smallest box that holds the voxels of both edges. */
function box(...edges: EdgeVoxels[]) {
  const lower: [number, number, number] = [Infinity, Infinity, Infinity];
  const upper: [number, number, number] = [-1, -1, -1];
  for (const edge of edges) {
    for (let k = 0; k < edge.length; k += 3) {
      for (let axis = 0; axis < 3; axis++) {
        lower[axis] = Math.min(lower[axis]!, edge[k + axis]!);
        upper[axis] = Math.max(upper[axis]!, edge[k + axis]!);
      }
    }
  }
  return { lower, shape: upper.map((u, axis) => u - lower[axis]! + 1) as [number, number, number] };
}
