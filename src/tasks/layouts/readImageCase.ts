import { join } from 'node:path';
import sharp from 'sharp';
import { UserError } from '../../userError.js';
import { writeWhole } from '../../writeWhole.js';
import { classesOf, type MaskLabels } from '../readers/labelMap.js';
import type { Raster } from '../readers/raster.js';
import { readImage } from '../readers/readImage.js';
import { readMask, type Mask } from '../readers/readMask.js';
import { resizeImage, resizeMask, type Window } from '../readers/resizeRaster.js';
import { isFloat, type Values } from '../readers/values.js';
import type { CaseImages, ImageLayout, ReadOptions } from './case.js';
import { nativeMask } from './nativeMask.js';

/**
 * Endoscopes and scanners leave black corners: pixels no brighter than this (of 255) are no body and do not count in
 * the normalisation.
 */
const BODY_ABOVE = 25;
/** Grey images stored as colour JPEGs have a trace of colour; photographs have this much and more, of 255. */
const COLOUR_ABOVE = 12;

/** Share of the target outside the part that is used above which it is worth a note, and above which it is refused. */
const OUTSIDE_SHARE = 0.02;
const ELSEWHERE_SHARE = 0.5;
/** Share of pixels without a number above which it is worth a note. */
const MISSING_SHARE = 0.02;

/**
 * Reads one image with its mask: colours as the task takes them, cut, resized and normalised.
 *
 * @param given - the image, where it is made of several files; default the first path
 */
export async function readImageCase(
  layout: ImageLayout,
  id: string,
  patient: string,
  [imagePath, maskPath]: string[],
  options: ReadOptions,
  given?: Raster,
): Promise<CaseImages> {
  const image = given ?? (await readImage(imagePath!));
  const { width, height } = image;
  if (layout.channels === 1 && chroma(image) > COLOUR_ABOVE)
    throw new UserError(
      `${imagePath} is a colour photograph; ${layout.name} are grey. Is the folder another task's, po18 perhaps?`,
    );
  if (layout.channels === 3 && image.channels === 1)
    throw new UserError(
      `${imagePath} is grey; ${layout.name} is in colour. Are images and masks exchanged, or is the folder another task's? For grey slices take \`task\` is18.`,
    );
  const { left, top, width: cropWidth, height: cropHeight } = layout.crop ?? { left: 0, top: 0, width: 1, height: 1 };
  const window: Window = {
    left: left * width,
    top: top * height,
    width: cropWidth * width,
    height: cropHeight * height,
  };
  const { size } = options;
  const notes: string[] = [];
  let target: Uint8Array = new Uint8Array(width * height);
  let labels: MaskLabels | undefined;
  let counts: Uint8Array | undefined;
  if (maskPath !== undefined && options.needsMask) {
    const mask = await readMask(maskPath, { ...options, stacks: false });
    notes.push(...mask.notes);
    const turned =
      (image.orientation ?? 1) !== (mask.orientation ?? 1)
        ? `EXIF turns ${imagePath} otherwise than ${maskPath}, and both are read as stored`
        : undefined;
    const [maskHeight, maskWidth] = mask.shape;
    if (maskWidth !== width || maskHeight !== height) {
      const remedy =
        turned === undefined ? 'export it again at that size' : `${turned}: save the image upright, without that tag`;
      throw new UserError(
        `${maskPath} is ${maskWidth}×${maskHeight}, its image ${imagePath} is ${width}×${height}. A mask must have its image's size: ${remedy}.`,
      );
    }
    if (turned !== undefined)
      notes.push(`${turned}. If the mask was drawn on the turned image, save that upright, without the tag.`);
    if (options.labels === undefined) refuseUnknown(mask, layout);
    target = classesOf(mask, options.labels ?? layout.labels ?? 'any');
    const { ignored = [] } = layout;
    if (mask.kind === 'labels' && mask.labels.some((label) => ignored.includes(label))) {
      counts = Uint8Array.from(mask.values, (label) => Number(!ignored.includes(Number(label))));
      target = target.map((label, pixel) => label * counts![pixel]!);
    }
    // One file that holds several labels holds more than one target, whatever its numbers are.
    if (
      options.labels === undefined &&
      layout.labels === undefined &&
      (!layout.arbitraryLabels || mask.labels.length > 1)
    )
      labels = { path: mask.path, kind: mask.kind, labels: mask.labels, coloured: mask.coloured };
  }
  const coloured = withChannels(image, layout.channels);
  const { channels } = coloured;
  const missing = withoutNaN(coloured.data);
  if (missing > MISSING_SHARE)
    notes.push(`${Math.round(100 * missing)} % of the pixels of ${imagePath} hold no finite number; they count as 0`);
  const resized = resizeImage(coloured, window, size, size);
  const values = layout.intensities?.(resized, channels) ?? normalised(resized, channels, whiteOf(image.data));
  const [mask, valid] = [target, counts].map(
    (data) => data && resizeMask({ width, height, channels: 1, data }, window, size, size),
  ) as [Uint8Array, Uint8Array | undefined];
  const outside = outsideShare(target, width, window);
  if (outside > OUTSIDE_SHARE) {
    const told = `${Math.round(100 * outside)} % of the marked pixels of ${maskPath} lie outside the part of the image that is used`;
    if (outside > ELSEWHERE_SHARE)
      throw new UserError(`${told}; ${layout.name} have none there. Is the folder another task's, is18 perhaps?`);
    notes.push(`${told}, where they do not count; ${layout.name} have none there`);
  }
  return {
    samples: [{ id, patient, height: size, width: size, channels, image: values, mask, ...(valid && { valid }) }],
    native: options.needsMask ? [nativeMask(target, width, height)] : [],
    ...(labels && { labels }),
    notes,
    grid: `${width}×${height}`,
    writeMask: (folder, masks) =>
      writeImageMask(
        join(folder, `${id}.${image.format === 'tiff' ? 'tiff' : 'png'}`),
        masks[0]!,
        size,
        image,
        window,
        options.multiClass,
      ),
  };
}

/** Refuses labels of which a layout that names all says nothing; white on black has none. */
function refuseUnknown({ path, kind, labels }: Mask, { name, labels: known, ignored = [] }: ImageLayout): void {
  if (known === undefined || kind !== 'labels') return;
  const unknown = labels.find((label) => !known.has(label) && !ignored.includes(label));
  if (unknown !== undefined)
    throw new UserError(
      `${path} holds the label ${unknown}; ${name} names ${[...known.keys(), ...ignored].join(', ')}. Name it there, or tell what is the target with \`labels\`.`,
    );
}

/** The part of the marked pixels that lies outside a window. */
function outsideShare(target: Uint8Array, width: number, { left, top, width: across, height: down }: Window): number {
  let [marked, outside] = [0, 0];
  for (let pixel = 0; pixel < target.length; pixel++) {
    if (target[pixel] === 0) continue;
    const [x, y] = [(pixel % width) + 0.5, Math.floor(pixel / width) + 0.5];
    marked++;
    outside += Number(x < left || x > left + across || y < top || y > top + down);
  }
  return marked > 0 ? outside / marked : 0;
}

/** Sets to 0 what is no finite number, and tells its share: scientific cameras and maps leave NaN outside. */
function withoutNaN(data: Values): number {
  if (!isFloat(data)) return 0;
  let missing = 0;
  for (let at = 0; at < data.length; at++)
    if (!Number.isFinite(data[at])) {
      data[at] = 0;
      missing++;
    }
  return missing / data.length;
}

/** What is white on the scale of these values: of 8 or 16 bits, else the brightest of all, as maps and floats have no scale. */
function whiteOf(data: Values): number {
  if (data instanceof Uint8Array) return 255;
  let most = 0;
  for (let at = 0; at < data.length; at++) if (data[at]! > most) most = data[at]!;
  return data instanceof Uint16Array ? (most <= 255 ? 255 : 65535) : most;
}

/** Mean difference between a pixel's brightest and darkest channel, of 255. */
function chroma({ data, channels }: Raster): number {
  if (channels === 1) return 0;
  let sum = 0;
  for (let at = 0; at < data.length; at += channels)
    sum += Math.max(data[at]!, data[at + 1]!, data[at + 2]!) - Math.min(data[at]!, data[at + 1]!, data[at + 2]!);
  return (sum * channels * 255) / data.length / (whiteOf(data) || 1);
}

/** Grey that was stored as colour, with the trace of colour that a JPEG leaves, becomes the mean of its channels. */
function withChannels(image: Raster, channels: number): Raster {
  if (image.channels === channels) return image;
  const data = new Float32Array(image.width * image.height);
  for (let pixel = 0; pixel < data.length; pixel++)
    data[pixel] = (image.data[3 * pixel]! + image.data[3 * pixel + 1]! + image.data[3 * pixel + 2]!) / 3;
  return { ...image, channels, data };
}

/** Mean 0 and standard deviation 1 over the body, all channels together so that colour is kept. */
function normalised(values: Float32Array, channels: number, white: number): Float32Array {
  const threshold = (BODY_ABOVE * white) / 255;
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < values.length; at += channels) {
    if (!(
      values[at]! > threshold ||
      values[at + channels - 1]! > threshold ||
      values[at + (channels >> 1)]! > threshold
    ))
      continue;
    for (let c = 0; c < channels; c++) {
      const value = values[at + c]!;
      count++;
      sum += value;
      squares += value * value;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
  return values.map((value) => (value - mean) / deviation);
}

async function writeImageMask(
  path: string,
  mask: Uint8Array,
  size: number,
  { width, height }: Raster,
  window: Window,
  asLabels: boolean,
): Promise<string> {
  // Pixel x of the image lies at (x − left) / width of the window: its size is seen from the mask as a window of the
  // mask.
  const scale = { x: size / window.width, y: size / window.height };
  const seen: Window = {
    left: -window.left * scale.x,
    top: -window.top * scale.y,
    width: width * scale.x,
    height: height * scale.y,
  };
  const full = resizeMask(
    { width: size, height: size, channels: 1, data: asLabels ? mask : mask.map((value) => (value > 0 ? 255 : 0)) },
    seen,
    width,
    height,
  );
  const image = sharp(full, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return writeWhole(path, await (path.endsWith('.tiff') ? image.tiff({ compression: 'lzw' }) : image.png()).toBuffer());
}
