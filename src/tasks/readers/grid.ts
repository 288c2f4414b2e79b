import { composeAffines, invertAffine, voxelSpacing, type Affine } from './affine.js';
import { likeValues, type Values } from './values.js';
import type { Volume } from './volume.js';

/** Two grids are one where no voxel centre of one lies further than this part of a voxel from its fellow. */
const SAME_WITHIN = 0.01;

type Grid = Pick<Volume, 'size' | 'affine'>;

/** How far apart, in voxels of `b`, the same voxel of two grids of one size lies at most: at one of the corners. */
function largestShift(a: Grid, b: Grid): number {
  const toB = composeAffines(invertAffine(b.affine), a.affine);
  let most = 0;
  for (let corner = 0; corner < 8; corner++) {
    const index = a.size.map((n, axis) => ((corner >> axis) & 1) * (n - 1));
    toB.forEach((row, axis) => {
      const there = row[0] * index[0]! + row[1] * index[1]! + row[2] * index[2]! + row[3];
      most = Math.max(most, Math.abs(there - index[axis]!));
    });
  }
  return most;
}

/**
 * True where two volumes lie on one grid: the same numbers of voxels, and every voxel within a hundredth of a voxel of
 * its fellow.
 */
export function sameGrid(a: Grid, b: Grid): boolean {
  return a.size.every((n, axis) => n === b.size[axis]) && largestShift(a, b) <= SAME_WITHIN;
}

/**
 * `volume` with its voxels in the order of `target`, where both are the same grid but for the order and direction of
 * their axes; undefined where they are not.
 */
export function inOrderOf<T extends Volume>(volume: T, target: Grid): T | undefined {
  if (sameGrid(volume, target)) return volume;
  const from = composeAffines(invertAffine(volume.affine), target.affine);
  // Each axis of the target runs along one axis of the volume.
  const axes = [0, 1, 2].map((c) => {
    const column = from.map((row) => Math.abs(row[c]!));
    return column.indexOf(Math.max(...column));
  });
  if (new Set(axes).size < 3 || axes.some((axis, c) => volume.size[axis] !== target.size[c])) return undefined;
  const steps = axes.map((axis, c) => Math.sign(from[axis]![c]!));
  const origin = [0, 1, 2].map((axis) => (steps[axes.indexOf(axis)]! < 0 ? volume.size[axis]! - 1 : 0));
  const affine = volume.affine.map((row) => [
    ...axes.map((axis, c) => steps[c]! * row[axis]!),
    row[3] + origin.reduce((sum, index, axis) => sum + row[axis]! * index, 0),
  ]) as Affine;
  if (!sameGrid({ size: target.size, affine }, target)) return undefined;
  const strides = [1, volume.size[0], volume.size[0] * volume.size[1]];
  const [di, dj, dk] = axes.map((axis, c) => steps[c]! * strides[axis]!) as [number, number, number];
  const start = origin.reduce((sum, index, axis) => sum + strides[axis]! * index, 0);
  const data: Values = likeValues(volume.data, volume.data.length);
  const [nx, ny, nz] = target.size;
  for (let k = 0, v = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0, at = start + k * dk + j * dj; i < nx; i++, v++, at += di) data[v] = volume.data[at]!;
  return { ...volume, size: [...target.size], affine, data };
}

/**
 * What differs between two grids and by how much, as a part of a sentence: `240×240×155 voxels against 120×120×78 voxels`,
 * `voxels of 1×1×1 mm against 1×1×1.001 mm`, `the axes are turned by 2.5°`, `the origin lies 3.2 mm apart`.
 */
export function gridDifference(a: Grid, b: Grid): string {
  const told: string[] = [];
  if (a.size.some((n, axis) => n !== b.size[axis]))
    told.push(`${a.size.join('×')} voxels against ${b.size.join('×')} voxels`);
  const [here, there] = [voxelSpacing(a.affine), voxelSpacing(b.affine)];
  const extent = Math.max(...a.size);
  if (here.some((mm, axis) => Math.abs(mm / there[axis]! - 1) * extent > SAME_WITHIN)) {
    const [own, other] = distinct(here, there);
    told.push(`voxels of ${own.join('×')} mm against ${other.join('×')} mm`);
  }
  const turned = Math.max(...[0, 1, 2].map((c) => angle(a.affine, b.affine, c)));
  if (Math.PI - turned < SAME_WITHIN / extent) told.push('an axis runs the other way');
  else if (turned * extent > SAME_WITHIN)
    told.push(`axes turned by ${Number(((turned * 180) / Math.PI).toPrecision(3))}°`);
  const shift = Math.hypot(...a.affine.map((row, r) => row[3] - b.affine[r]![3]));
  if (shift > SAME_WITHIN * Math.min(...there)) told.push(`first voxels ${Number(shift.toPrecision(3))} mm apart`);
  return told.join(', ') || `voxels up to ${largestShift(a, b).toPrecision(3)} of a voxel apart`;
}

function angle(a: Affine, b: Affine, column: number): number {
  const [u, v] = [a.map((row) => row[column]!), b.map((row) => row[column]!)];
  const cosine = u.reduce((sum, entry, r) => sum + entry * v[r]!, 0) / Math.hypot(...u) / Math.hypot(...v);
  const cross = [0, 1, 2].map((r) => u[(r + 1) % 3]! * v[(r + 2) % 3]! - u[(r + 2) % 3]! * v[(r + 1) % 3]!);
  return Math.atan2(Math.hypot(...cross) / Math.hypot(...u) / Math.hypot(...v), cosine);
}

/** Both with as many digits as it takes to see that they differ. */
function distinct(a: number[], b: number[]): [string[], string[]] {
  for (let digits = 3; digits <= 17; digits++) {
    const [left, right] = [a, b].map((values) => values.map((value) => String(Number(value.toPrecision(digits)))));
    if (String(left) !== String(right)) return [left!, right!];
  }
  return [a.map(String), b.map(String)];
}
