import { inflateSync } from 'node:zlib';
import { UserError } from '../../userError.js';
import type { Raster } from './raster.js';
import { unpackBits, unpackLzw } from './tiffCompression.js';

/** True where the bytes begin as a classic TIFF of either byte order does. */
export const isTiff = (file: Uint8Array): boolean =>
  ['II*\0', 'MM\0*'].includes(String.fromCharCode(...file.subarray(0, 4)));

const DECOMPRESS: Record<number, (strip: Uint8Array) => Uint8Array> = {
  1: (strip) => strip,
  5: unpackLzw,
  8: (strip) => inflateSync(strip),
  32773: unpackBits,
  32946: (strip) => inflateSync(strip),
};

/** Bytes of a TIFF field type: 1 byte, 3 short, 4 long (the three that the tags read here may have). */
const FIELD_BYTES: Record<number, number> = { 1: 1, 3: 2, 4: 4 };

/**
 * Reads every page of a TIFF: 8, 16 or 32 bits unsigned, signed or float, strips or tiles, chunky, uncompressed, LZW,
 * Deflate or PackBits, predictor 1 or 2, either byte order. A missing SampleFormat means unsigned. Values come back as
 * stored, so instance labels keep their numbers.
 * Throws a UserError naming `path` for what is not read (BigTIFF, planar, JPEG inside TIFF) or damaged.
 * Source: TIFF 6.0, Adobe, 1992, and its Technical Note 2 for Deflate.
 */
export function readTiff(file: Uint8Array, path: string): Raster[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const little = file[0] === 0x49;
  const pages: Raster[] = [];
  try {
    for (let at = view.getUint32(4, little); at !== 0;) {
      const { tags, next } = readDirectory(view, at, little);
      pages.push(decodePage(file, tags, little));
      at = next;
    }
  } catch (error) {
    throw new UserError(
      `${path} is no TIFF that can be read (page ${pages.length + 1}: ${(error as Error).message}). Save it again as uncompressed or LZW TIFF, or as PNG.`,
    );
  }
  return pages;
}

function readDirectory(view: DataView, at: number, little: boolean) {
  const tags = new Map<number, number[]>();
  const count = view.getUint16(at, little);
  for (let entry = 0; entry < count; entry++) {
    const field = at + 2 + 12 * entry;
    const bytes = FIELD_BYTES[view.getUint16(field + 2, little)];
    if (!bytes) continue;
    const values = view.getUint32(field + 4, little);
    const start = bytes * values <= 4 ? field + 8 : view.getUint32(field + 8, little);
    tags.set(
      view.getUint16(field, little),
      Array.from({ length: values }, (_, v) => readNumber(view, start + v * bytes, bytes, 1, little)),
    );
  }
  return { tags, next: view.getUint32(at + 2 + 12 * count, little) };
}

/** `format`: 1 unsigned, 2 signed, 3 IEEE float. */
function readNumber(view: DataView, at: number, bytes: number, format: number, little: boolean): number {
  if (format === 3) return bytes === 8 ? view.getFloat64(at, little) : view.getFloat32(at, little);
  if (bytes === 1) return format === 2 ? view.getInt8(at) : view.getUint8(at);
  if (bytes === 2) return format === 2 ? view.getInt16(at, little) : view.getUint16(at, little);
  return format === 2 ? view.getInt32(at, little) : view.getUint32(at, little);
}

function decodePage(file: Uint8Array, tags: Map<number, number[]>, little: boolean): Raster {
  const tag = (id: number, fallback?: number) => {
    const value = tags.get(id)?.[0] ?? fallback;
    if (value === undefined) throw new RangeError(`tag ${id} is missing`);
    return value;
  };
  const [width, height, channels, bits] = [tag(256), tag(257), tag(277, 1), tag(258, 1)];
  const [compression, predictor, format] = [tag(259, 1), tag(317, 1), tag(339, 1)];
  const decompress = DECOMPRESS[compression];
  if (!decompress) throw new RangeError(`compression ${compression} is not read`);
  if (![8, 16, 32].includes(bits)) throw new RangeError(`${bits} bits a sample are not read`);
  if (channels > 1 && tag(284, 1) !== 1) throw new RangeError('separate colour planes are not read');
  if (predictor === 3 || (predictor === 2 && format === 3))
    throw new RangeError('a predictor on floating-point samples is not read');
  const tiled = tags.has(324);
  const [blockWidth, blockHeight] = tiled ? [tag(322), tag(323)] : [width, Math.min(height, tag(278, height))];
  const [offsets, lengths] = [tags.get(tiled ? 324 : 273), tags.get(tiled ? 325 : 279)];
  if (!offsets || !lengths) throw new RangeError('the places of the strips are missing');
  const across = Math.ceil(width / blockWidth);
  const kept = channels === 2 ? 1 : Math.min(channels, 3);
  const data = new Float32Array(width * height * kept);
  const bytes = bits / 8;
  offsets.forEach((offset, block) => {
    if (offset + lengths[block]! > file.length)
      throw new RangeError(`the file ends at byte ${file.length}, its data at ${offset + lengths[block]!}`);
    const samples = decompress(file.subarray(offset, offset + lengths[block]!));
    const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
    const [top, left] = [Math.floor(block / across) * blockHeight, (block % across) * blockWidth];
    for (let y = 0; y < blockHeight && top + y < height; y++) {
      const sum = new Float64Array(channels);
      for (let x = 0; x < blockWidth && left + x < width; x++) {
        for (let c = 0; c < channels; c++) {
          const value = readNumber(view, ((y * blockWidth + x) * channels + c) * bytes, bytes, format, little);
          sum[c] = predictor === 2 ? (sum[c]! + value) % 2 ** bits : value;
          if (c < kept) data[((top + y) * width + left + x) * kept + c] = sum[c]!;
        }
      }
    }
  });
  return { width, height, channels: kept, data, format: 'tiff', bits };
}
