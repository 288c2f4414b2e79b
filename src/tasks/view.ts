import { quantile } from '../evaluation/index.js';
import { voxelSpacing } from './readers/affine.js';
import { inOrderOf } from './readers/grid.js';
import { readImage } from './readers/readImage.js';
import type { Mask } from './readers/readMask.js';
import { isNiftiName, readNifti } from './readers/readNifti.js';
import { reorient } from './readers/reorient.js';
import { resizeImage, resizeMask } from './readers/resizeRaster.js';
import type { Values } from './readers/values.js';
import type { Volume } from './readers/volume.js';

/** An image, or a slice of a volume, as it is shown. */
export interface View {
  width: number;
  height: number;
  /** One byte a pixel (grey), or three (red, green, blue). */
  pixels: Uint8Array;
  /** Height of a pixel in its widths. */
  aspect: number;
}

/** Darker and brighter values than these parts of an image are shown as black and white. */
const [DARKEST, BRIGHTEST] = [0.005, 0.995];

/** A picture as it is shown. Colour keeps its brightness, grey is stretched over the whole scale. */
export async function pictureView(path: string): Promise<View> {
  const { width, height, channels, data } = await readImage(path);
  const colour = channels === 3 && data instanceof Uint8Array;
  return {
    width,
    height,
    pixels: colour
      ? data
      : stretched(data.length === width * height ? data : data.filter((_, at) => at % channels === 0)),
    aspect: 1,
  };
}

/** One slice of a volume: its third axis is counted, rows run along its second. */
export function sliceView({ size, data, affine }: Pick<Volume, 'size' | 'data' | 'affine'>, k: number): View {
  const [width, height] = size;
  const [x, y] = voxelSpacing(affine);
  const slice = data.slice(k * width * height, (k + 1) * width * height);
  return { width, height, pixels: stretched(slice), aspect: y / x };
}

/** A mask's classes as they are shown: of a volume in axial slices, one after another. */
export function shownMask(
  { volume, shape, spacingMm }: Mask,
  classes: Uint8Array,
): { data: Uint8Array; width: number; height: number; aspect: number } {
  if (!volume) {
    const [height, width] = shape.slice(-2) as [number, number];
    const [row, column] = spacingMm.slice(-2) as [number, number];
    return { data: classes, width, height, aspect: row / column > 0 ? row / column : 1 };
  }
  const { data, size, affine } = reorient({ ...volume, data: classes });
  const [x, y] = voxelSpacing(affine);
  return { data: data as Uint8Array, width: size[0], height: size[1], aspect: y / x };
}

/** What a mask was drawn on, one slice of it; undefined where it lies on another grid, or nothing is known of it. */
export async function viewBehind(image: string | undefined, mask: Mask, slice: number): Promise<View | undefined> {
  if (image === undefined) return undefined;
  if (!isNiftiName(image)) {
    const view = await pictureView(image);
    return view.width === mask.shape.at(-1) && view.height === mask.shape.at(-2) ? view : undefined;
  }
  const volume = mask.volume && inOrderOf(await readNifti(image), mask.volume);
  return volume && sliceView(reorient(volume), slice);
}

/** Where there is nothing to show: dark grey. */
export function blankView(width: number, height: number, aspect = 1): View {
  return { width, height, pixels: new Uint8Array(width * height).fill(40), aspect };
}

function stretched(values: Values): Uint8Array {
  const step = Math.max(1, Math.floor(values.length / 100_000));
  const some = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, v) => Number(values[v * step]))
    .filter(Number.isFinite)
    .sort();
  if (some.length === 0) return new Uint8Array(values.length);
  const [from, to] = [quantile(some, DARKEST), quantile(some, BRIGHTEST)];
  const scale = to > from ? 255 / (to - from) : 0;
  return Uint8Array.from(values, (value) =>
    Number.isFinite(value) ? Math.max(0, Math.min(255, (Number(value) - from) * scale)) : 0,
  );
}

/** The same with masks of its size, no side longer than `most` pixels. */
export function smallView(view: View, masks: readonly Uint8Array[], most: number): { view: View; masks: Uint8Array[] } {
  const { width, height, pixels, aspect } = view;
  const factor = Math.min(1, most / Math.max(width, height));
  if (factor === 1) return { view, masks: [...masks] };
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * factor))) as [number, number];
  const window = { left: 0, top: 0, width, height };
  const small = resizeImage({ width, height, channels: pixels.length / (width * height), data: pixels }, window, w, h);
  return {
    view: {
      width: w,
      height: h,
      pixels: Uint8Array.from(small, Math.round),
      aspect: (aspect * height * w) / (h * width),
    },
    masks: masks.map((data) => resizeMask({ width, height, channels: 1, data }, window, w, h)),
  };
}
