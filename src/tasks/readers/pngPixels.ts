import { spreadBits } from './fewBits.js';
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
  { width, height, bits, kind, channels, hasAlpha, interlaced }: PngHeader,
  palette: Uint8Array | undefined,
  transparent: Uint8Array | undefined,
  refuseLarge: (bytes: number) => void,
) {
  const pixels = width * height;
  const bytes = bits === 16 ? 2 : 1;
  const make = (length: number) => (bytes === 2 ? new Uint16Array(length) : new Uint8Array(length));
  const colours = kind === 'colour' ? 3 : 1;
  refuseLarge(pixels * bytes);
  // Room that nothing is written to takes no memory: grey stored as colour uses the first third.
  const data = make(pixels * colours);
  let kept = 1;
  let alpha: Uint8Array | undefined;
  const key =
    kind !== 'palette' && transparent && !hasAlpha && transparent.length >= 2 * colours
      ? Array.from({ length: colours }, (_, c) => (transparent[2 * c]! << 8) | transparent[2 * c + 1]!)
      : undefined;

  /** Makes three channels of the pixels before `end`, in place and from the last on. */
  const growColours = (end: number) => {
    refuseLarge(3 * pixels * bytes + (alpha?.length ?? 0));
    for (let p = end - 1; p >= 0; p--) data[3 * p] = data[3 * p + 1] = data[3 * p + 2] = data[p]!;
    kept = 3;
  };
  const setAlpha = (pixel: number, value: number) => {
    if (alpha === undefined) {
      if (value === 255) return;
      refuseLarge(kept * pixels * bytes + pixels);
      alpha = new Uint8Array(pixels).fill(255);
    }
    alpha[pixel] = value;
  };
  // Few-bit values are spread over this row, and those of 16 bits put together in it.
  const spread = bits < 8 ? new Uint8Array(width) : new Uint16Array(bits === 16 ? width * channels : 0);
  const samplesOf = (row: Uint8Array, count: number): Uint8Array | Uint16Array => {
    if (bits === 8) return row;
    if (spread instanceof Uint8Array) spreadBits(row, bits, count, spread);
    else for (let v = 0; v < count; v++) spread[v] = (row[2 * v]! << 8) | row[2 * v + 1]!;
    return spread;
  };

  const putOne = (samples: Uint8Array | Uint16Array, { dx, width: across }: Place, start: number) => {
    if (dx === 1) data.set(samples.subarray(0, across), start);
    else for (let x = 0; x < across; x++) data[start + x * dx] = samples[x]!;
    if (kind !== 'palette') return;
    let most = 0;
    for (let x = 0; x < across; x++) if (samples[x]! > most) most = samples[x]!;
    if (3 * most >= palette!.length) throw new RangeError(`a pixel has the index ${most} beyond its palette`);
    if (transparent) for (let x = 0; x < across; x++) setAlpha(start + x * dx, transparent[samples[x]!] ?? 255);
  };
  const putColours = (samples: Uint8Array | Uint16Array, { dx, width: across }: Place, start: number) => {
    if (kept === 1) {
      for (let x = 0, at = 0; x < across; x++, at += channels) {
        if (samples[at] !== samples[at + 1] || samples[at] !== samples[at + 2]) {
          growColours(interlaced ? pixels : start + x);
          break;
        }
        data[start + x * dx] = samples[at]!;
      }
    }
    if (kept === 1) return;
    if (dx === 1 && channels === 3) data.set(samples.subarray(0, 3 * across), 3 * start);
    else
      for (let x = 0, at = 0, to = 3 * start; x < across; x++, at += channels, to += 3 * dx) {
        data[to] = samples[at]!;
        data[to + 1] = samples[at + 1]!;
        data[to + 2] = samples[at + 2]!;
      }
  };
  const putGreys = (samples: Uint8Array | Uint16Array, { dx, width: across }: Place, start: number) => {
    for (let x = 0; x < across; x++) data[start + x * dx] = samples[2 * x]!;
  };
  const putAlpha = (samples: Uint8Array | Uint16Array, { dx, width: across }: Place, start: number) => {
    const shift = bits === 16 ? 8 : 0;
    for (let x = 0, at = channels - 1; x < across; x++, at += channels) setAlpha(start + x * dx, samples[at]! >> shift);
  };
  const putKey = (samples: Uint8Array | Uint16Array, { dx, width: across }: Place, start: number) => {
    for (let x = 0; x < across; x++)
      if (key!.every((value, c) => samples[x * colours + c] === value)) setAlpha(start + x * dx, 0);
  };

  return {
    put(row: Uint8Array, place: Place, y: number): void {
      const start = (place.top + y * place.dy) * width + place.left;
      const samples = samplesOf(row, place.width * channels);
      if (colours === 3) putColours(samples, place, start);
      else if (hasAlpha) putGreys(samples, place, start);
      else putOne(samples, place, start);
      if (hasAlpha) putAlpha(samples, place, start);
      else if (key) putKey(samples, place, start);
    },
    raster: (): Raster => ({
      ...{ width, height, channels: kept, data: data.subarray(0, kept * pixels), format: 'png', bits },
      ...(palette && kind === 'palette' && { palette }),
      ...(alpha && { alpha }),
    }),
  };
}
