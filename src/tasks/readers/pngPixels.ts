import type { PngHeader } from './pngChunks.js';
import type { Raster } from './raster.js';

/** Where the pixels of a row go: every `dx`-th column of every `dy`-th row. */
interface Place {
  left: number;
  top: number;
  dx: number;
  dy: number;
  width: number;
}

/**
 * Collects the rows of a PNG. Colour that is grey takes one channel, and transparency none, until the first pixel that
 * differs: masks are often grey stored as colour, and large.
 *
 * @param refuseLarge - called with the bytes that the pixels take, before they are taken
 */
export function pixelSink(
  { width, height, bits, kind, channels, hasAlpha }: PngHeader,
  palette: Uint8Array | undefined,
  transparent: Uint8Array | undefined,
  refuseLarge: (bytes: number) => void,
) {
  const pixels = width * height;
  const bytes = bits === 16 ? 2 : 1;
  const make = (length: number) => (bytes === 2 ? new Uint16Array(length) : new Uint8Array(length));
  refuseLarge(pixels * bytes);
  let data = make(pixels);
  let kept = 1;
  let alpha: Uint8Array | undefined;
  const colours = kind === 'colour' ? 3 : 1;
  const key =
    kind !== 'palette' && transparent && !hasAlpha && transparent.length >= 2 * colours
      ? Array.from({ length: colours }, (_, c) => (transparent[2 * c]! << 8) | transparent[2 * c + 1]!)
      : undefined;

  const growColours = () => {
    refuseLarge(3 * pixels * bytes + (alpha?.length ?? 0));
    const coloured = make(3 * pixels);
    for (let p = 0; p < pixels; p++) coloured[3 * p] = coloured[3 * p + 1] = coloured[3 * p + 2] = data[p]!;
    [data, kept] = [coloured, 3];
  };
  const setAlpha = (pixel: number, value: number) => {
    if (alpha === undefined) {
      if (value === 255) return;
      refuseLarge(kept * pixels * bytes + pixels);
      alpha = new Uint8Array(pixels).fill(255);
    }
    alpha[pixel] = value;
  };
  const few = bits < 8 ? { mask: 2 ** bits - 1, perByte: 8 / bits } : undefined;
  const sampleAt = (row: Uint8Array, sample: number): number => {
    if (few) {
      const shift = 8 - bits * ((sample % few.perByte) + 1);
      return (row[Math.floor(sample / few.perByte)]! >> shift) & few.mask;
    }
    return bytes === 1 ? row[sample]! : (row[2 * sample]! << 8) | row[2 * sample + 1]!;
  };

  return {
    put(row: Uint8Array, { left, top, dx, dy, width: across }: Place, y: number): void {
      const start = (top + y * dy) * width + left;
      // The common large case, grey or indices of 8 bits, is a copy.
      if (bits === 8 && channels === 1 && dx === 1 && !transparent && !palette) {
        data.set(row.subarray(0, across), start);
        return;
      }
      for (let x = 0, pixel = start; x < across; x++, pixel += dx) {
        const first = sampleAt(row, x * channels);
        if (kind === 'palette') {
          if (3 * first >= palette!.length) throw new RangeError(`a pixel has the index ${first} beyond its palette`);
          data[pixel] = first;
          if (transparent) setAlpha(pixel, transparent[first] ?? 255);
          continue;
        }
        const [green, blue] =
          colours === 3 ? [sampleAt(row, x * channels + 1), sampleAt(row, x * channels + 2)] : [first, first];
        if (kept === 1 && (green !== first || blue !== first)) growColours();
        if (kept === 1) data[pixel] = first;
        else {
          data[3 * pixel] = first;
          data[3 * pixel + 1] = green;
          data[3 * pixel + 2] = blue;
        }
        if (hasAlpha) {
          const value = sampleAt(row, x * channels + colours);
          setAlpha(pixel, bytes === 2 ? value >> 8 : value);
        } else if (key)
          setAlpha(pixel, first === key[0] && (colours === 1 || (green === key[1] && blue === key[2])) ? 0 : 255);
      }
    },
    raster: (): Raster => ({
      ...{ width, height, channels: kept, data, format: 'png', bits },
      ...(palette && kind === 'palette' && { palette }),
      ...(alpha && { alpha }),
    }),
  };
}
