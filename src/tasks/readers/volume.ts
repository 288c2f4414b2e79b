import { voxelSpacing, type Affine } from './affine.js';
import type { NiftiHeader } from './niftiHeader.js';
import type { Values } from './values.js';

/** One 3-D image with its place in the scanner: voxel `(i, j, k)` is `data[i + nx * (j + ny * k)]`. */
export interface Volume {
  path: string;
  /** Voxels along i (fastest in memory), j and k. */
  size: [number, number, number];
  /** Volumes in the file: 1, or more in a time series, of which `data` holds one. */
  frames: number;
  /** Stored values after the header's slope and intercept; integers without them exactly. */
  data: Values;
  affine: Affine;
  /** The header of the file it was read from, so that a mask can be written on the same grid. */
  header: NiftiHeader;
}

/** `240×240×155 voxels of 1×1×1 mm, origin (0, -239, 0)`: names a grid in messages. */
export function describeGrid(volume: Pick<Volume, 'size' | 'affine'>): string {
  const spacing = voxelSpacing(volume.affine).map((mm) => Number(mm.toPrecision(3)));
  const origin = volume.affine.map((row) => Number(row[3].toFixed(1)));
  return `${volume.size.join('×')} voxels of ${spacing.join('×')} mm, origin (${origin.join(', ')})`;
}
