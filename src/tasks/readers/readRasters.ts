import { extname } from 'node:path';
import { UserError } from '../../userError.js';
import { refuseTooMuchMemory } from './memoryBounds.js';
import { isPng } from './pngChunks.js';
import type { Raster } from './raster.js';
import { readBytes, readRange, withFile } from './readBytes.js';
import { isJpeg, readJpeg } from './readJpeg.js';
import { readPng } from './readPng.js';
import { isTiff, readTiff, type Tiff } from './readTiff.js';

/** The pictures of one file: one, or the pages of a TIFF. */
export type Rasters = Tiff;

/** How files begin that are often met in the place of images, and what to do about them. */
const FOREIGN: [RegExp, string][] = [
  [/^BM/, 'a BMP image, which is not read. Save it as PNG'],
  [/^GIF8/, 'a GIF image, which is not read. Save it as PNG'],
  [/^RIFF....WEBP/s, 'a WebP image, which is not read. Save it as PNG'],
  [/^\s*<(\?xml|svg)/, 'a text of XML or SVG. Draw it as PNG'],
  [/^(\xff\x4f\xff\x51|\0\0\0\x0cjP)/, 'a JPEG 2000 image, which is not read. Save it as PNG'],
];

/**
 * Reads a PNG, JPEG or TIFF, told by its bytes and not by its name, exactly as stored: no colour management, no
 * scaling, no rotation by EXIF; palettes as indices, transparency beside the colours.
 * Throws a UserError naming the file where its bytes are no such image, or are damaged.
 */
export async function readRasters(path: string): Promise<Rasters> {
  const head = await withFile(path, (file) => readRange(file, path, 0, 32));
  if (!isTiff(head) && !isPng(head) && !isJpeg(head)) throw notAnImage(path, head);
  const file = await readBytes(path);
  // libvips turns 16- and 32-bit TIFF into 8-bit colour, and indices into colours: it reads JPEG alone here.
  if (isTiff(file)) return readTiff(file, path);
  const refuseLarge = (bytes: number) => refuseTooMuchMemory(path, bytes, file.length);
  try {
    const raster = isPng(file) ? await readPng(file, refuseLarge) : await readJpeg(file, refuseLarge);
    return { pages: [raster] };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw notAnImage(path, head, (error as Error).message.split('\n')[0]);
  }
}

/** The one picture of a file. Throws a UserError where a TIFF holds several. */
export async function readRaster(path: string): Promise<Raster> {
  const { pages } = await readRasters(path);
  return onlyPage(pages, path);
}

export function onlyPage(pages: Raster[], path: string): Raster {
  if (pages.length > 1)
    throw new UserError(
      `${path} is a stack of ${pages.length} pages, and a single image is due here. Save each slice as a file of its own.`,
    );
  return pages[0]!;
}

function notAnImage(path: string, head: Uint8Array, why?: string): UserError {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const [, foreign] = FOREIGN.find(([pattern]) => pattern.test(String.fromCharCode(...head))) ?? [];
  if (why === undefined && foreign !== undefined)
    return new UserError(`${path} is no readable PNG, JPEG or TIFF image: it is ${foreign}.`);
  const told = why === undefined ? '' : ` (${why})`;
  return new UserError(
    `${path} is no readable PNG, JPEG or TIFF image${told}; its first bytes are '${start.replace(/[^\x20-\x7e]/g, '.')}'${head.length === 0 ? ': it is empty' : ''}. Copy it again, or remove it.`,
  );
}

/** True where a name ends as images do that are read, or refused with what they are. */
export const isImageName = (path: string): boolean => /^\.(png|jpe?g|tiff?|bmp)$/i.test(extname(path));
