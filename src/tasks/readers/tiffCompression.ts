import { inflateSync } from 'node:zlib';

const CLEAR = 256;
const END = 257;

/** Unpacks a strip or tile to at most `most` bytes, fewer where it ends before. */
export type Unpack = (packed: Uint8Array, most: number) => Uint8Array;

/** How the strips of each Compression tag that is read are unpacked. */
export const UNPACK: Record<number, Unpack> = {
  // A copy: the numbers are turned in place.
  1: (strip, most) => strip.slice(0, most),
  5: unpackLzw,
  8: unpackDeflate,
  32773: unpackBits,
  32946: unpackDeflate,
};

/** Names of compressions that are not read, for messages. */
export const COMPRESSION_NAMES: Record<number, string> = {
  ...{ 2: 'CCITT', 3: 'CCITT fax 3', 4: 'CCITT fax 4', 6: 'old JPEG', 7: 'JPEG', 34712: 'JPEG 2000' },
  ...{ 34887: 'LERC', 34925: 'LZMA', 50000: 'Zstandard', 50001: 'WebP', 50002: 'JPEG XL' },
};

function unpackDeflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    throw new RangeError(`a strip unpacks to more than the ${most} bytes that its size promises`);
  }
}

/**
 * Unpacks TIFF's LZW: codes of 9 to 12 bits, highest bit first, the width growing one code early.
 * Source: TIFF 6.0, section 13.
 */
export function unpackLzw(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let length = 0;
  // Entry c of the table is the bytes out[start[c] .. start[c] + size[c]): every entry repeats a stretch of the output.
  const start = new Int32Array(4097);
  const size = new Int32Array(4097);
  let next = 258;
  let width = 9;
  let previous = -1;
  for (let bit = 0; bit + width <= packed.length * 8 && length < most;) {
    const byte = bit >> 3;
    const word = (packed[byte]! << 16) | ((packed[byte + 1] ?? 0) << 8) | (packed[byte + 2] ?? 0);
    const code = (word >> (24 - width - (bit & 7))) & ((1 << width) - 1);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && previous < 0) || (code >= 258 && previous < 0) || next > 4096)
      throw new RangeError(`LZW code ${code} is out of order`);
    const from = previous < 0 ? 0 : length - (previous < 256 ? 1 : size[previous]!);
    if (previous >= 0) {
      // The new entry is the previous string and the first byte of this one, which is written right behind it.
      start[next] = from;
      size[next] = length - from + 1;
    }
    const count = Math.min(code < 256 ? 1 : size[code]!, most - length);
    if (code < 256) out[length] = code;
    else for (let b = 0, source = start[code]!; b < count; b++) out[length + b] = out[source + b]!;
    length += count;
    if (previous >= 0) next++;
    previous = code;
    if (next + 1 >= 1 << width && width < 12) width++;
  }
  return out.subarray(0, length);
}

/**
 * Unpacks PackBits: runs of literal bytes and of one byte repeated. Throws a RangeError where a run is cut.
 * Source: TIFF 6.0, section 9.
 */
export function unpackBits(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let length = 0;
  for (let at = 0; at < packed.length && length < most;) {
    const count = (packed[at++]! << 24) >> 24;
    if (count === -128) continue;
    const run = Math.min(count >= 0 ? count + 1 : 1 - count, most - length);
    if (at + (count >= 0 ? run : 1) > packed.length) throw new RangeError('a PackBits run is cut short');
    if (count >= 0) {
      out.set(packed.subarray(at, at + run), length);
      at += count + 1;
    } else out.fill(packed[at++]!, length, length + run);
    length += run;
  }
  return out.subarray(0, length);
}
