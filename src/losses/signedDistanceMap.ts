import { linePass, rowPass } from '../distancePasses.js';

/**
 * Exact Euclidean distance to the boundary of a mask: outside that to the nearest foreground voxel, inside minus that
 * to the nearest background voxel. A mask without boundary (all foreground, or none) has 0 everywhere.
 *
 * O(voxels).
 *
 * @param mask - row-major, 0 or 1
 * @param space - the sizes of its axes
 * @param spacingMm - the length of a voxel along each axis
 */
export function signedDistanceMap(
  mask: Uint8Array,
  space: readonly number[],
  spacingMm: readonly number[],
): Float64Array {
  if (!mask.includes(1) || !mask.includes(0)) return new Float64Array(mask.length);
  const [outside, inside] = [squaredDistance(mask, 1, space, spacingMm), squaredDistance(mask, 0, space, spacingMm)];
  return outside.map((square, i) => Math.sqrt(square) - Math.sqrt(inside[i]!));
}

function squaredDistance(
  mask: Uint8Array,
  site: number,
  space: readonly number[],
  spacingMm: readonly number[],
): Float64Array {
  const field = Float64Array.from(mask, (value) => (value === site ? 0 : Infinity));
  const last = space.length - 1;
  rowPass(field, space[last]!, spacingMm[last]!);
  for (let axis = last - 1, stride = space[last]!; axis >= 0; axis--) {
    linePass(field, space[axis]!, stride, spacingMm[axis]!);
    stride *= space[axis]!;
  }
  return field;
}
