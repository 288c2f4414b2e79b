import type { Grid } from './grid.js';

/** The edge of a mask: where its voxels lie, `[z, y, x]` one after the other. */
export type EdgeVoxels = Int32Array;

/**
 * The voxels of a mask that have a face neighbour (4 in an image, 6 in a volume) outside the mask or outside the image:
 * what one erosion takes away. A volume of one slice is taken for an image. O(voxels).
 *
 * @param mask - 0/1, row-major, checked by `grid`
 */
export function edgeVoxels(mask: ArrayLike<number>, { shape }: Grid): EdgeVoxels {
  const [depth, height, width] = shape;
  const slice = height * width;
  const set = mask instanceof Uint8Array ? mask : Uint8Array.from(mask);
  let edge = new Int32Array(3072);
  let used = 0;
  // From run to run of foreground: the search skips the background many times faster than a loop would.
  for (let i = set.indexOf(1); i >= 0; i = set.indexOf(1, i)) {
    const z = Math.floor(i / slice);
    const y = Math.floor(i / width) % height;
    const rim = y === 0 || y === height - 1 || (depth > 1 && (z === 0 || z === depth - 1));
    for (let x = i % width; x < width && set[i]; x++, i++) {
      const inside =
        !rim &&
        x > 0 &&
        x < width - 1 &&
        set[i - 1] &&
        set[i + 1] &&
        set[i - width] &&
        set[i + width] &&
        (depth === 1 || (set[i - slice] && set[i + slice]));
      if (inside) continue;
      if (used === edge.length) {
        const grown = new Int32Array(2 * used);
        grown.set(edge);
        edge = grown;
      }
      edge[used++] = z;
      edge[used++] = y;
      edge[used++] = x;
    }
  }
  return edge.subarray(0, used);
}
