import { createInflate } from 'node:zlib';
import { exceedsDeflate } from './memoryBounds.js';
import { pngChunks, type PngHeader } from './pngChunks.js';
import { pixelSink } from './pngPixels.js';
import type { Raster } from './raster.js';

/** The seven passes of an interlaced PNG: first column and row, steps. Source: PNG, third edition, section 8. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Reads a PNG exactly: palette indices and values of 1, 2 and 4 bits as they are stored, which libraries that are made
 * for looking at images turn into colours. Unpacked row by row, so that it takes the memory of the pixels alone.
 *
 * @param refuseLarge - called with the bytes that the pixels take, before they are taken
 * Throws a RangeError where a byte is missing or damaged.
 * Source: Portable Network Graphics, third edition, W3C, https://www.w3.org/TR/png-3/
 */
export async function readPng(file: Uint8Array, refuseLarge: (bytes: number) => void): Promise<Raster> {
  const { header, data, palette, transparent } = pngChunks(file);
  const passes = passesOf(header);
  const rowBytes = (width: number) => Math.ceil((width * header.channels * header.bits) / 8);
  const promised = passes.reduce((sum, { width, height }) => sum + height * (1 + rowBytes(width)), 0);
  const held = data.reduce((sum, part) => sum + part.length, 0);
  if (exceedsDeflate(promised, held))
    throw new RangeError(
      `its header promises ${header.width}×${header.height} pixels, and ${held} bytes cannot hold them`,
    );
  const sink = pixelSink(header, palette, transparent, refuseLarge);
  const rows = rowReader(passes, rowBytes, Math.max(1, (header.channels * header.bits) >> 3), sink.put);
  const inflate = createInflate({ chunkSize: 2 ** 18 });
  inflate.on('error', () => {}); // Told by the loop; this keeps a late one from ending the process.
  for (const part of data) inflate.write(part);
  inflate.end();
  for await (const chunk of inflate as AsyncIterable<Buffer>) if (rows.take(chunk)) break;
  if (!rows.complete()) throw new RangeError('its pixels end before its last row');
  return sink.raster();
}

interface Pass {
  left: number;
  top: number;
  dx: number;
  dy: number;
  width: number;
  height: number;
}

function passesOf({ width, height, interlaced }: PngHeader): Pass[] {
  const places = interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  return places
    .map(([left, top, dx, dy]) => ({
      ...{ left, top, dx, dy },
      width: Math.ceil((width - left) / dx),
      height: Math.ceil((height - top) / dy),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Puts rows together from the pieces that are unpacked, undoes their filter, and hands them on. */
function rowReader(
  passes: Pass[],
  rowBytes: (width: number) => number,
  pixelBytes: number,
  put: (row: Uint8Array, pass: Pass, y: number) => void,
) {
  let [passIndex, y, filled] = [0, 0, 0];
  const longest = Math.max(...passes.map(({ width }) => rowBytes(width)));
  let [row, above] = [new Uint8Array(longest), new Uint8Array(longest)];
  let filter = -1;
  return {
    /** True once the last row is there. */
    take(chunk: Uint8Array): boolean {
      for (let at = 0; at < chunk.length;) {
        const pass = passes[passIndex];
        if (!pass) return true;
        if (filter < 0) {
          filter = chunk[at++]!;
          if (filter > 4) throw new RangeError(`row ${y + 1} has the filter ${filter}, and there are 0 to 4`);
          continue;
        }
        const length = rowBytes(pass.width);
        const count = Math.min(length - filled, chunk.length - at);
        row.set(chunk.subarray(at, at + count), filled);
        filled += count;
        at += count;
        if (filled < length) continue;
        unfilter(filter, row, above, length, pixelBytes);
        put(row, pass, y);
        [row, above] = [above, row];
        [filled, filter] = [0, -1];
        if (++y === pass.height) {
          [y, passIndex] = [0, passIndex + 1];
          above.fill(0);
        }
      }
      return false;
    },
    complete: () => passIndex === passes.length,
  };
}

function unfilter(filter: number, row: Uint8Array, above: Uint8Array, length: number, bytes: number): void {
  if (filter === 1) for (let x = bytes; x < length; x++) row[x]! += row[x - bytes]!;
  else if (filter === 2) for (let x = 0; x < length; x++) row[x]! += above[x]!;
  else if (filter === 3)
    for (let x = 0; x < length; x++) row[x]! += ((x < bytes ? 0 : row[x - bytes]!) + above[x]!) >> 1;
  else if (filter === 4) {
    for (let x = 0; x < length; x++) {
      const a = x < bytes ? 0 : row[x - bytes]!;
      const b = above[x]!;
      const c = x < bytes ? 0 : above[x - bytes]!;
      const pa = Math.abs(b - c);
      const pb = Math.abs(a - c);
      const pc = Math.abs(a + b - 2 * c);
      row[x]! += pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }
  }
}
