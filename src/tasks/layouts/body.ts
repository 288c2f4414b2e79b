import { voxelSpacing } from '../readers/affine.js';
import type { Window } from '../readers/resizeRaster.js';
import type { Values } from '../readers/values.js';
import type { Volume } from '../readers/volume.js';

/**
 * Side of the square that is cut out of every axial slice: a head is at most about 190 mm wide or long inside the
 * skull.
 */
const FIELD_OF_VIEW_MM = 192;
/** A slice shows the body where at least this part of the field of view is body. */
const MIN_BODY = 0.02;

/**
 * 1 inside the body: values above `above`, by default above 5 % of the brightest percentile (background is dark in MR
 * and in CT windows).
 */
export function bodyOf(volume: Volume, above?: number): Uint8Array {
  const threshold = above ?? 0.05 * percentile99(volume.data);
  const body = new Uint8Array(volume.data.length);
  for (let v = 0; v < body.length; v++) body[v] = Number(volume.data[v]! > threshold);
  return body;
}

function percentile99(values: Values): number {
  const step = Math.max(1, Math.floor(values.length / 100_000));
  const picked = Float32Array.from({ length: Math.floor(values.length / step) }, (_, v) => values[v * step]!)
    .filter(Number.isFinite)
    .sort();
  return picked[Math.floor(0.99 * (picked.length - 1))] ?? 0;
}

/** The side of the square that holds a whole axial slice. */
export function sliceSideMm({ size, affine }: Volume): number {
  const [x, y] = voxelSpacing(affine);
  return Math.max(size[0] * x, size[1] * y);
}

/** That square round the middle of the slice, in its pixels. */
export function sliceWindow(volume: Volume): Window {
  const [nx, ny] = volume.size;
  const [x, y] = voxelSpacing(volume.affine);
  const [width, height] = [sliceSideMm(volume) / x, sliceSideMm(volume) / y];
  return { left: (nx - width) / 2, top: (ny - height) / 2, width, height };
}

/** The square of 192 mm round the middle of the body's bounding box, in pixels of the axial slices. */
export function bodyWindow(volume: Volume, body: Uint8Array): Window {
  const [nx, ny] = volume.size;
  let [left, right, top, bottom] = [nx, -1, ny, -1];
  for (let v = 0; v < body.length; v++) {
    if (body[v] !== 1) continue;
    const [i, j] = [v % nx, Math.floor(v / nx) % ny];
    left = Math.min(left, i);
    right = Math.max(right, i);
    top = Math.min(top, j);
    bottom = Math.max(bottom, j);
  }
  const [x, y] = right < 0 ? [nx / 2, ny / 2] : [(left + right + 1) / 2, (top + bottom + 1) / 2];
  const spacing = voxelSpacing(volume.affine);
  const [width, height] = [FIELD_OF_VIEW_MM / spacing[0], FIELD_OF_VIEW_MM / spacing[1]];
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/**
 * Which slices to take: `count` evenly spaced among those that show the body, chosen without looking at the mask; all
 * slices where `count` is Infinity.
 */
export function bodySlices(volume: Volume, body: Uint8Array, count: number, sideMm = FIELD_OF_VIEW_MM): number[] {
  const [nx, ny, nz] = volume.size;
  const all = Array.from({ length: nz }, (_, k) => k);
  if (count === Infinity) return all;
  const spacing = voxelSpacing(volume.affine);
  const needed = (MIN_BODY * sideMm ** 2) / (spacing[0] * spacing[1]);
  const shown = all.filter(
    (k) => body.subarray(k * nx * ny, (k + 1) * nx * ny).reduce((sum, value) => sum + value, 0) >= needed,
  );
  if (shown.length <= count) return shown;
  return Array.from({ length: count }, (_, s) => shown[Math.floor(((s + 0.5) * shown.length) / count)]!);
}
