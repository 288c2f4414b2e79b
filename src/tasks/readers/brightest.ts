import { UserError } from '../../userError.js';
import { asSeen, type Raster } from './raster.js';
import type { Values } from './values.js';

/** Label of each colour, `0xRRGGBB`. */
export type ColourMap = ReadonlyMap<number, number>;

/** The one number a pixel that a mask in a picture holds. */
export interface OneNumber {
  values: Values;
  /** True where the numbers are labels for sure: indices, few-bit values, colours by a map. */
  exact: boolean;
  bits: number;
  /** True where each number is a colour, `0xRRGGBB`. */
  coloured?: true;
}

/** So many colours are a drawing's; more are softened borders, or a photograph. */
const FEW_COLOURS = 16;

/**
 * The numbers of a mask in a picture: its only channel; the label of each colour by `colours`; without them the
 * brightest channel, or, where a drawing has several colours, each colour as a number `0xRRGGBB` of its own. A mask may
 * stand in the transparency: where the colour is the same everywhere it is read from there, elsewhere what is
 * transparent is not marked.
 */
export function brightest(stored: Raster, path: string, colours: ColourMap | undefined, notes: Set<string>): OneNumber {
  if (colours !== undefined) return { values: byColour(stored, path, colours), exact: true, bits: 32 };
  const raster = isReordered(stored) ? asSeen(stored) : stored;
  const { alpha, bits, palette } = raster;
  if (alpha !== undefined) {
    if (isConstant(raster)) {
      notes.add(`${path} is of one colour: its mask is read from its transparency`);
      return { values: alpha, exact: false, bits: 8 };
    }
    notes.add(`${path} is transparent in places: they count as not marked`);
  }
  if (palette) return { values: opaque(raster.data, alpha), exact: true, bits };
  if (raster.channels === 1) return { values: opaque(raster.data, alpha), exact: bits < 8, bits };
  clearHidden(raster);
  const drawn = raster.format === 'jpeg' ? undefined : fewColours(raster);
  if (drawn && drawn.size > 1) {
    const { data } = raster;
    const packed = new Uint32Array(raster.width * raster.height);
    for (let p = 0; p < packed.length; p++) packed[p] = packedColour(data, p);
    return { values: packed, exact: true, bits: 32, coloured: true };
  }
  if (raster.format !== 'jpeg' && drawn === undefined)
    notes.add(
      `${path} is in colour with more than ${FEW_COLOURS} colours: its brightest channel counts, whatever the colour`,
    );
  return { values: brightestChannel(raster), exact: false, bits };
}

/** In place: colours that transparency hides become black. */
function clearHidden({ data, alpha }: Raster): void {
  if (alpha === undefined) return;
  const half = halfOpaque(alpha);
  for (let p = 0; p < alpha.length; p++) if (alpha[p]! < half) data.fill(0, 3 * p, 3 * p + 3);
}

/**
 * True where black is another index than 0 and 0 another colour: a program that packs images has numbered the colours
 * by how often they occur, and the indices are no labels.
 */
function isReordered({ data, palette }: Raster): boolean {
  if (!palette || packedColour(palette, 0) === 0) return false;
  for (let pixel = 0; pixel < data.length; pixel++) if (packedColour(palette, data[pixel]!) === 0) return true;
  return false;
}

function isConstant({ data, channels }: Raster): boolean {
  for (let at = channels; at < data.length; at++) if (data[at] !== data[at - channels]) return false;
  return true;
}

/** In place: what is less opaque than half of the most opaque pixel is not marked, so that half-transparent overlays are. */
function opaque(values: Values, alpha: Uint8Array | undefined): Values {
  if (alpha === undefined) return values;
  const half = halfOpaque(alpha);
  for (let p = 0; p < values.length; p++) if (alpha[p]! < half) values[p] = 0;
  return values;
}

function halfOpaque(alpha: Uint8Array): number {
  let most = 1;
  for (let p = 0; p < alpha.length; p++) if (alpha[p]! > most) most = alpha[p]!;
  return most / 2;
}

/** In place: large masks are often stored in colour. */
function brightestChannel({ data, channels, width, height }: Raster): Values {
  const pixels = width * height;
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += channels) {
    let most = data[at]!;
    for (let c = 1; c < channels; c++) if (data[at + c]! > most) most = data[at + c]!;
    data[pixel] = most;
  }
  return data.subarray(0, pixels);
}

const packedColour = (data: Values, pixel: number): number =>
  data[3 * pixel]! * 65536 + data[3 * pixel + 1]! * 256 + data[3 * pixel + 2]!;

/** The colours beside black of an 8-bit picture; undefined where there are more than a drawing has. */
function fewColours({ data, width, height, bits }: Raster): Set<number> | undefined {
  if (bits !== 8) return undefined;
  const found = new Set<number>();
  let last = -1;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = packedColour(data, pixel);
    if (colour === last) continue;
    last = colour;
    if (colour !== 0) found.add(colour);
    if (found.size > FEW_COLOURS) return undefined;
  }
  return found;
}

function byColour(raster: Raster, path: string, colours: ColourMap): Uint32Array {
  const { data, channels, palette, bits, width, height } = raster;
  if (bits > 8)
    throw new UserError(`${path} has ${bits} bits a colour, and colours are told apart in 8. Save it with 8.`);
  const scale = 255 / (2 ** bits - 1);
  const half = raster.alpha && halfOpaque(raster.alpha);
  const labels = new Uint32Array(width * height);
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (half !== undefined && raster.alpha![pixel]! < half) continue;
    const colour = palette
      ? packedColour(palette, data[pixel]!)
      : channels === 3
        ? packedColour(data, pixel)
        : Math.round(data[pixel]! * scale) * 0x010101;
    const label = colours.get(colour) ?? (colour === 0 ? 0 : undefined);
    if (label === undefined)
      throw new UserError(
        `${path} holds the colour ${hex(colour)}, and the colours given are ${[...colours.keys()].map(hex).join(', ')}. Add it with its label, ${hex(colour)}=0 for background.`,
      );
    labels[pixel] = label;
  }
  return labels;
}

/** `#ff8000` */
export const hex = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`;
