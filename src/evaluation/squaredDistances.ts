/**
 * Squared Euclidean distance of every voxel to the nearest site, in place: `field` is 0 at the sites and Infinity elsewhere.
 *
 * `d²(p) = min over sites q of Σ axes (spacing·(p − q))²`, one axis at a time: along the last by two sweeps, along the others as the lower
 * envelope of the parabolas `(spacing·(p − q))² + d²(q)`. Exact up to the rounding of float64; O(voxels). Without a site all stays Infinity.
 *
 * Source: P. Felzenszwalb and D. Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8 (2012), algorithm 1.
 */
export function squaredDistances(field: Float64Array, shape: readonly [number, number, number], spacing: readonly [number, number, number]): Float64Array {
  const [depth, height, width] = shape;
  for (let start = 0; start < field.length; start += width) sweepRow(field, start, width, spacing[2]);
  const envelope = lowerEnvelope(Math.max(depth, height));
  if (height > 1) {
    for (let z = 0; z < depth; z++) for (let x = 0; x < width; x++) envelope(field, z * height * width + x, width, height, spacing[1]);
  }
  if (depth > 1) {
    for (let start = 0; start < height * width; start++) envelope(field, start, height * width, depth, spacing[0]);
  }
  return field;
}

/** Squared distances along one row of sites: forth, then back. */
function sweepRow(field: Float64Array, start: number, width: number, spacing: number): void {
  let site = -Infinity;
  for (let x = 0; x < width; x++) {
    if (field[start + x] === 0) site = x;
    else field[start + x] = (spacing * (x - site)) ** 2;
  }
  site = Infinity;
  for (let x = width - 1; x >= 0; x--) {
    if (field[start + x] === 0) site = x;
    else field[start + x] = Math.min(field[start + x]!, (spacing * (site - x)) ** 2);
  }
}

/** The envelope of one line of `count` values, `stride` apart; its work space is made once. */
function lowerEnvelope(longest: number) {
  const apex = new Int32Array(longest);
  const height = new Float64Array(longest);
  const from = new Float64Array(longest);
  return (field: Float64Array, start: number, stride: number, count: number, spacing: number): void => {
    const scale = spacing * spacing;
    let last = -1;
    for (let q = 0; q < count; q++) {
      const value = field[start + q * stride]!;
      if (value === Infinity) continue;
      // The new parabola is the lowest from `cross` on; the ones it hides entirely are dropped.
      let cross = -Infinity;
      while (last >= 0) {
        const p = apex[last]!;
        cross = (q + p) / 2 + (value - height[last]!) / (2 * scale * (q - p));
        if (cross > from[last]!) break;
        last--;
      }
      last++;
      apex[last] = q;
      height[last] = value;
      from[last] = last === 0 ? -Infinity : cross;
    }
    if (last < 0) return;
    let k = 0;
    for (let p = 0; p < count; p++) {
      while (k < last && from[k + 1]! < p) k++;
      const distance = p - apex[k]!;
      field[start + p * stride] = scale * distance * distance + height[k]!;
    }
  };
}
