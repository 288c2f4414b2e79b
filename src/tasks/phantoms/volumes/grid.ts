import type { Random } from '../../../random.js';
import type { Scene } from '../phantom.js';

/** Width of the frame that a phantom is drawn in, in the unit of all its lengths: pixels of 120, as in its slices. */
export const FRAME = 120;
/** Height of the frame along z: the authors' patch has 136×136×82 voxels of 2 mm. */
export const FRAME_HEIGHT = (FRAME * 82) / 136;

/** The voxels of a volume `[size, size, depth]`, the last axis, that of slices, innermost in memory. */
export interface Grid {
  size: number;
  depth: number;
}

/** A generator of synthetic patients of one volume each. Everything scales with the grid but the noise of voxels. */
export type VolumePhantom = (random: Random, grid: Grid) => Scene;

export type Point = readonly [x: number, y: number, z: number];

export const voxelsOf = ({ size, depth }: Grid): number => size * size * depth;

/** Sides of a voxel. */
export const voxelSides = ({ size, depth }: Grid): Point => [FRAME / size, FRAME / size, FRAME_HEIGHT / depth];

/** Calls `paint` at the centre of every voxel in the order of memory, or of those of a box round `centre`. */
export function eachVoxel(
  grid: Grid,
  paint: (voxel: number, x: number, y: number, z: number) => void,
  box?: { centre: Point; reach: number },
): void {
  const sides = voxelSides(grid);
  const counts = [grid.size, grid.size, grid.depth] as const;
  const ranges = counts.map((count, axis) => {
    if (!box) return [0, count];
    const [middle, reach] = [box.centre[axis]! / sides[axis]!, box.reach / sides[axis]!];
    return [Math.max(0, Math.floor(middle - reach)), Math.min(count, Math.ceil(middle + reach))];
  }) as [Range, Range, Range];
  const [[x0, x1], [y0, y1], [z0, z1]] = ranges;
  for (let i = x0; i < x1; i++)
    for (let j = y0; j < y1; j++)
      for (let k = z0; k < z1; k++)
        paint((i * grid.size + j) * grid.depth + k, (i + 0.5) * sides[0], (j + 0.5) * sides[1], (k + 0.5) * sides[2]);
}

type Range = [first: number, end: number];

/** A direction, uniform on the sphere. */
export function randomDirection(random: Random): Point {
  const [z, angle] = [2 * random.uniform() - 1, 2 * Math.PI * random.uniform()];
  const across = Math.sqrt(1 - z * z);
  return [across * Math.cos(angle), across * Math.sin(angle), z];
}

export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
