import type { Random } from '../../../random.js';
import { dot, eachVoxel, FRAME, voxelsOf, type Grid, type Point } from './grid.js';

/**
 * One connected object of a volume: the voxels that some reader's border may take in, and of each the signed distance to
 * the border (positive inside, approximate) and its direction from the centre.
 */
export interface Solid {
  voxels: number[];
  inside: number[];
  directions: Point[];
}

/** How a star-shaped solid is stretched. */
export interface Stretch {
  /** A unit vector. */
  along: Point;
  /** Length over width; the volume stays the same. */
  aspect: number;
}

/**
 * Star-shaped solid: `radius(direction)` round `centre`, stretched, cut off where the head ends.
 *
 * @param valid - 1 inside the head
 * @param longest - no radius is larger
 * @param margin - no border moves by more
 */
export function starSolid(
  grid: Grid,
  valid: Uint8Array,
  centre: Point,
  radius: (direction: Point) => number,
  { longest, margin, along, aspect }: Stretch & { longest: number; margin: number },
): Solid {
  const [long, wide] = [aspect ** (2 / 3), aspect ** (-1 / 3)];
  const solid: Solid = { voxels: [], inside: [], directions: [] };
  eachVoxel(
    grid,
    (voxel, x, y, z) => {
      if (valid[voxel] === 0) return;
      const from: Point = [x - centre[0], y - centre[1], z - centre[2]];
      const lengthwise = dot(from, along);
      const across = Math.sqrt(Math.max(0, dot(from, from) - lengthwise ** 2));
      const away = Math.hypot(lengthwise / long, across / wide);
      if (away > longest + margin) return;
      const distance = Math.hypot(...from) || 1;
      const direction: Point = [from[0] / distance, from[1] / distance, from[2] / distance];
      const depth = radius(direction) - away;
      if (depth <= -margin) return;
      solid.voxels.push(voxel);
      solid.inside.push(depth);
      solid.directions.push(direction);
    },
    { centre, reach: (longest + margin) * Math.max(long, wide) },
  );
  return solid;
}

/** The depth inside the union of solids at every voxel. */
export function depthOf(solids: readonly Solid[], grid: Grid): Float32Array {
  const depth = new Float32Array(voxelsOf(grid)).fill(-FRAME);
  for (const { voxels, inside } of solids)
    voxels.forEach((voxel, i) => (depth[voxel] = Math.max(depth[voxel]!, inside[i]!)));
  return depth;
}

/**
 * One reader's label: each solid's border moved, by an amount that may differ from direction to direction, or the solid
 * left out; then the union.
 *
 * @param move - of a solid, by its place in the list: how far outwards by direction; undefined leaves it out
 */
export function drawSolids(
  solids: readonly Solid[],
  grid: Grid,
  reader: Random,
  move: (solid: number, reader: Random) => ((direction: Point) => number) | undefined,
): Uint8Array {
  const label = new Uint8Array(voxelsOf(grid));
  solids.forEach(({ voxels, inside, directions }, s) => {
    const moved = move(s, reader);
    if (moved) voxels.forEach((voxel, i) => inside[i]! + moved(directions[i]!) > 0 && (label[voxel] = 1));
  });
  return label;
}
