/**
 * Exact Euclidean distance to the boundary of a mask: outside that to the nearest foreground voxel, inside minus that to the nearest
 * background voxel. A mask without boundary (all foreground, or none) has 0 everywhere.
 *
 * The squared distance is a minimum over voxels of one square per axis, so it is found axis by axis: along each line a voxel looks outwards
 * until the line itself is farther than what it has found. O(voxels x distance).
 *
 * @param mask - row-major, 0 or 1
 * @param space - the sizes of its axes
 * @param spacingMm - the length of a voxel along each axis
 */
export function signedDistanceMap(mask: Uint8Array, space: readonly number[], spacingMm: readonly number[]): Float64Array {
  if (!mask.includes(1) || !mask.includes(0)) return new Float64Array(mask.length);
  const [outside, inside] = [squaredDistance(mask, 1, space, spacingMm), squaredDistance(mask, 0, space, spacingMm)];
  return outside.map((square, i) => Math.sqrt(square) - Math.sqrt(inside[i]!));
}

function squaredDistance(mask: Uint8Array, site: number, space: readonly number[], spacingMm: readonly number[]): Float64Array {
  let field = Float64Array.from(mask, (value) => (value === site ? 0 : Infinity));
  let stride = mask.length;
  space.forEach((count, axis) => {
    stride /= count;
    const square = spacingMm[axis]! ** 2;
    const reached = new Float64Array(mask.length);
    for (let i = 0; i < mask.length; i++) {
      const p = Math.floor(i / stride) % count;
      let nearest = field[i]!;
      for (let k = 1; k < count && square * k * k < nearest; k++) {
        if (k <= p) nearest = Math.min(nearest, square * k * k + field[i - k * stride]!);
        if (p + k < count) nearest = Math.min(nearest, square * k * k + field[i + k * stride]!);
      }
      reached[i] = nearest;
    }
    field = reached;
  });
  return field;
}
