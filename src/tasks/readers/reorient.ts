import type { Affine } from './affine.js';
import { likeValues } from './values.js';
import type { Volume } from './volume.js';

/** How the axes of an LPS volume stem from those of the volume it was made of. */
export interface AxisOrder {
  /** `axes[a]` is the original axis along new axis a. */
  axes: [number, number, number];
  /** True where new axis a runs against the original one. */
  flipped: [boolean, boolean, boolean];
}

/**
 * The order of axes that brings an affine nearest to LPS+: i towards the left, j towards the back, k towards the head.
 */
export function lpsOrder(affine: Affine): AxisOrder {
  const axes: number[] = [];
  // The pair of axes that agree best is fixed first: oblique scans stay sorted by their main directions.
  const pairs = [0, 1, 2].flatMap((world) =>
    [0, 1, 2].map((axis) => ({ world, axis, along: Math.abs(affine[world]![axis]!) / columnLength(affine, axis) })),
  );
  for (const { world, axis } of pairs.sort((a, b) => b.along - a.along)) {
    if (axes[world] === undefined && !axes.includes(axis)) axes[world] = axis;
  }
  const towards = [-1, -1, 1];
  return {
    axes: axes as AxisOrder['axes'],
    flipped: axes.map((axis, world) => affine[world]![axis]! * towards[world]! < 0) as AxisOrder['flipped'],
  };
}

const columnLength = (affine: Affine, axis: number) => Math.hypot(...affine.map((row) => row[axis]!)) || 1;

/**
 * The same image with its axes in LPS+ order (an axial slice is then seen from below: patient's right on the left,
 * front on top).
 */
export function reorient(volume: Volume): Volume {
  const order = lpsOrder(volume.affine);
  const { axes, flipped } = order;
  if (axes.every((axis, a) => axis === a && !flipped[a])) return volume;
  const size = axes.map((axis) => volume.size[axis]!) as Volume['size'];
  const data = likeValues(volume.data, volume.data.length);
  eachOriginalIndex(volume.size, order, (original, index) => (data[index] = volume.data[original]!));
  const affine = volume.affine.map((row) => {
    const steps = axes.map((axis, a) => (flipped[a] ? -row[axis]! : row[axis]!));
    const origin = axes.reduce((sum, axis, a) => sum + (flipped[a] ? row[axis]! * (size[a]! - 1) : 0), row[3]);
    return [...steps, origin];
  }) as Affine;
  return { ...volume, size, data, affine };
}

/** Brings labels of the LPS volume that `reorient` makes of `volume` back to the axes of `volume`. */
export function restoreAxes(volume: Volume, labels: Uint8Array): Uint8Array {
  const out = new Uint8Array(labels.length);
  eachOriginalIndex(volume.size, lpsOrder(volume.affine), (original, index) => (out[original] = labels[index]!));
  return out;
}

function eachOriginalIndex(
  originalSize: Volume['size'],
  { axes, flipped }: AxisOrder,
  visit: (original: number, index: number) => void,
): void {
  const stride = [1, originalSize[0], originalSize[0] * originalSize[1]];
  const size = axes.map((axis) => originalSize[axis]!);
  const step = axes.map((axis, a) => (flipped[a] ? -stride[axis]! : stride[axis]!));
  const start = axes.reduce((sum, axis, a) => sum + (flipped[a] ? stride[axis]! * (size[a]! - 1) : 0), 0);
  for (let k = 0, index = 0; k < size[2]!; k++) {
    for (let j = 0; j < size[1]!; j++) {
      let original = start + k * step[2]! + j * step[1]!;
      for (let i = 0; i < size[0]!; i++, index++, original += step[0]!) visit(original, index);
    }
  }
}
