import { linePass, rowPass } from '../distancePasses.js';
import { grid, GRID_OPTIONS, type GridOptions } from './grid.js';
import { checkOptions } from './options.js';

/**
 * Exact Euclidean distance of every voxel to the nearest foreground voxel, in millimetres.
 *
 * `distance[p] = min over q with mask[q] = 1 of |spacing·(p − q)|`
 *
 * 0 on the foreground; Infinity everywhere where the mask is empty. O(voxels).
 *
 * @param mask - 0/1, row-major
 * @throws UserError for a size that does not fit `shape`, a spacing of 0 or less, values other than 0 and 1, or
 * unknown options
 * @example
 * ```ts
 * import { distanceTransform } from 'dice-workbook/evaluation';
 * [...distanceTransform([1, 0, 0, 0, 0, 0], { shape: [2, 3], spacingMm: [4, 3] })] // => [0, 3, 6, 4, 5, Math.sqrt(52)]
 * ```
 * Source: P. Felzenszwalb and D. Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8 (2012).
 */
export function distanceTransform(mask: ArrayLike<number>, options: GridOptions): Float64Array {
  checkOptions('distanceTransform', options, GRID_OPTIONS);
  const { shape, spacingMm } = grid(options, mask);
  const [depth, height, width] = shape;
  const field = Float64Array.from(mask, (value) => (value ? 0 : Infinity));
  rowPass(field, width, spacingMm[2]);
  if (height > 1) linePass(field, height, width, spacingMm[1]);
  if (depth > 1) linePass(field, depth, height * width, spacingMm[0]);
  return field.map(Math.sqrt);
}
