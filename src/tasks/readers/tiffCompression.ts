const CLEAR = 256;
const END = 257;

/**
 * Unpacks TIFF's LZW: codes of 9 to 12 bits, highest bit first, the width growing one code early.
 * Source: TIFF 6.0, section 13.
 */
export function unpackLzw(packed: Uint8Array): Uint8Array {
  let out = new Uint8Array(packed.length * 4 + 256);
  let length = 0;
  // Entry c of the table is the bytes out[start[c] .. start[c] + size[c]): every entry repeats a stretch of the output.
  const start = new Int32Array(4097);
  const size = new Int32Array(4097);
  let next = 258;
  let width = 9;
  let previous = -1;
  for (let bit = 0; bit + width <= packed.length * 8;) {
    const byte = bit >> 3;
    const word = (packed[byte]! << 16) | ((packed[byte + 1] ?? 0) << 8) | (packed[byte + 2] ?? 0);
    const code = (word >> (24 - width - (bit & 7))) & ((1 << width) - 1);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      [next, width, previous] = [258, 9, -1];
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
    const count = code < 256 ? 1 : size[code]!;
    if (length + count > out.length) out = grow(out, length + count);
    if (code < 256) out[length] = code;
    else for (let b = 0, source = start[code]!; b < count; b++) out[length + b] = out[source + b]!;
    length += count;
    if (previous >= 0) next++;
    previous = code;
    if (next + 1 >= 1 << width && width < 12) width++;
  }
  return out.subarray(0, length);
}

function grow(bytes: Uint8Array<ArrayBuffer>, atLeast: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(atLeast, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}

/** Unpacks PackBits: runs of literal bytes and of one byte repeated. Source: TIFF 6.0, section 9. */
export function unpackBits(packed: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < packed.length;) {
    const count = (packed[at++]! << 24) >> 24;
    if (count >= 0) {
      for (let b = 0; b <= count; b++) out.push(packed[at++]!);
    } else if (count > -128) {
      const byte = packed[at++]!;
      for (let b = 0; b <= -count; b++) out.push(byte);
    }
  }
  return Uint8Array.from(out);
}
