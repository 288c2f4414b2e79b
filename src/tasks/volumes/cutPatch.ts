import type { WholeVolume } from './wholeVolume.js';

type Sides = readonly [x: number, y: number, z: number];

/** A box of voxels of a volume, which may reach beyond its borders. */
export interface Patch {
  /** The first voxel; may lie below 0. */
  origin: Sides;
  sides: Sides;
}

/** The box of `sides` voxels in the middle of a volume; half a voxel before the middle where they do not fit evenly. */
export function centralPatch(volume: Pick<WholeVolume, 'sides'>, sides: Sides): Patch {
  return { origin: sides.map((side, axis) => Math.floor((volume.sides[axis]! - side) / 2)) as unknown as Sides, sides };
}

/** The same box with `margin` more voxels on each side. */
export function widened({ origin, sides }: Patch, margin: number): Patch {
  return {
    origin: origin.map((first) => first - margin) as unknown as Sides,
    sides: sides.map((side) => side + 2 * margin) as unknown as Sides,
  };
}

/**
 * What a volume holds in a box.
 *
 * @param values - `[x, y, z, channels]` of the volume
 * @param beyond - one value a channel, for what lies beyond its borders
 * @returns `[x, y, z, channels]` of the box
 */
export function cutPatch<T extends Float32Array | Uint8Array>(
  values: T,
  { sides: [nx, ny, nz] }: Pick<WholeVolume, 'sides'>,
  { origin, sides }: Patch,
  beyond: readonly number[],
): T {
  const channels = beyond.length;
  const box = new (values.constructor as new (length: number) => T)(sides[0] * sides[1] * sides[2] * channels);
  for (let i = 0; i < box.length; i++) box[i] = beyond[i % channels]!;
  const [first, end] = [Math.max(0, origin[2]), Math.min(nz, origin[2] + sides[2])];
  if (end <= first) return box;
  for (let x = Math.max(0, origin[0]); x < Math.min(nx, origin[0] + sides[0]); x++)
    for (let y = Math.max(0, origin[1]); y < Math.min(ny, origin[1] + sides[1]); y++) {
      const from = (x * ny + y) * nz;
      const to = ((x - origin[0]) * sides[1] + (y - origin[1])) * sides[2] - origin[2];
      box.set(
        values.subarray((from + first) * channels, (from + end) * channels) as T & Float32Array,
        (to + first) * channels,
      );
    }
  return box;
}
