import { UserError } from '../userError.js';
import type { Grid } from './grid.js';

/** The edge of a mask: where its voxels lie, `[z, y, x]` one after the other. */
export type EdgeVoxels = Int32Array;

/**
 * The voxels of a mask that have a face neighbour (4 in an image, 6 in a volume) outside the mask or outside the image: what one erosion
 * takes away. O(voxels).
 *
 * @throws UserError where the mask holds anything but 0 and 1
 */
export function edgeVoxels(mask: ArrayLike<number>, { shape }: Grid): EdgeVoxels {
  const [depth, height, width] = shape;
  const slice = height * width;
  let edge = new Int32Array(3072);
  let used = 0;
  for (let z = 0, i = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const rim = y === 0 || y === height - 1 || (depth > 1 && (z === 0 || z === depth - 1));
      for (let x = 0; x < width; x++, i++) {
        const value = mask[i]!;
        if (value === 0) continue;
        if (value !== 1) throw new UserError(`a mask holds 0 (background) and 1 (foreground) only, and voxel [${z}, ${y}, ${x}] holds ${value}.`);
        const inside =
          !rim && x > 0 && x < width - 1 && mask[i - 1] && mask[i + 1] && mask[i - width] && mask[i + width] && (depth === 1 || (mask[i - slice] && mask[i + slice]));
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
  }
  return edge.subarray(0, used);
}
