/*
 * The passes of an exact squared Euclidean distance transform, one axis each. A field starts as 0 at the sites and
 * Infinity elsewhere; after a pass along every axis it holds `d²(p) = min over sites q of Σ axes (spacing·(p − q))²`.
 * Exact up to the rounding of float64.
 *
 * Source: P. Felzenszwalb and D. Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8 (2012),
 * algorithm 1.
 */

/** The first pass, along rows of `width` voxels, in place: two sweeps from site to site. O(voxels). */
export function rowPass(field: Float64Array, width: number, spacing: number): void {
  for (let start = 0; start < field.length; start += width) {
    const end = start + width;
    let site = -1;
    for (let i = start; i < end; i++) {
      if (field[i] === 0) site = i;
      else if (site >= 0) field[i] = (spacing * (i - site)) ** 2;
    }
    if (site < 0) continue;
    for (let i = site - 1; i >= start; i--) {
      if (field[i] === 0) site = i;
      else field[i] = Math.min(field[i]!, (spacing * (site - i)) ** 2);
    }
  }
}

/**
 * A later pass, in place: `out(p) = min over q of (spacing·(p − q))² + field(q)` along lines of `count` voxels `stride`
 * apart, as the lower envelope of parabolas. O(voxels).
 */
export function linePass(field: Float64Array, count: number, stride: number, spacing: number): void {
  const scale = spacing * spacing;
  // The parabolas of the envelope: where each has its apex, how high, and from where on it is the lowest.
  const apex = new Int32Array(count);
  const height = new Float64Array(count);
  const from = new Float64Array(count);
  for (let block = 0; block < field.length; block += count * stride) {
    for (let start = block; start < block + stride; start++) {
      let last = -1;
      for (let q = 0, i = start; q < count; q++, i += stride) {
        const value = field[i]!;
        if (value === Infinity) continue;
        let cross = -Infinity;
        for (; last >= 0; last--) {
          const p = apex[last]!;
          cross = (q + p) / 2 + (value - height[last]!) / (2 * scale * (q - p));
          if (cross > from[last]!) break;
          cross = -Infinity;
        }
        last++;
        apex[last] = q;
        height[last] = value;
        from[last] = cross;
      }
      if (last < 0) continue;
      for (let p = 0, k = 0, i = start; p < count; p++, i += stride) {
        while (k < last && from[k + 1]! < p) k++;
        const distance = p - apex[k]!;
        field[i] = scale * distance * distance + height[k]!;
      }
    }
  }
}

/**
 * The last pass at one voxel alone: `min over q of (spacing·(p − q))² + field(q)` along its line, searched outwards
 * until the line itself is farther than the nearest site found. Where few voxels are asked for this saves the whole
 * pass.
 *
 * @param index - of the voxel in `field`
 * @param p - its place on the line, from 0 to count − 1
 */
export function lineMinimum(
  field: Float64Array,
  index: number,
  p: number,
  count: number,
  stride: number,
  spacing: number,
): number {
  let nearest = field[index]!;
  const reach = Math.max(p, count - 1 - p);
  for (let k = 1; k <= reach; k++) {
    const along = (spacing * k) ** 2;
    if (along >= nearest) break;
    if (k <= p) nearest = Math.min(nearest, along + field[index - k * stride]!);
    if (p + k < count) nearest = Math.min(nearest, along + field[index + k * stride]!);
  }
  return nearest;
}
