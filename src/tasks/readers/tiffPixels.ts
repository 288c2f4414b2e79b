import { spreadBits } from './fewBits.js';
import type { Raster } from './raster.js';
import type { TiffDirectory } from './tiffDirectory.js';
import type { TiffForm } from './tiffForm.js';
import { likeValues, valuesOf, type Values } from './values.js';

/** The pixels of one page. Throws a RangeError where a strip or tile is missing, cut short or damaged. */
export function tiffPixels(file: Uint8Array, tags: TiffDirectory, form: TiffForm): Raster {
  const { width, height, colours, alphaSample, planar, across, down, tiled, blockWidth, blockHeight } = form;
  const blocks = across * down * (planar ? form.samples : 1);
  const [offsets, lengths] = blockPlaces(file, tags, form, blocks);
  const stored = planar ? 1 : form.samples;
  let data: Values | undefined;
  let alpha: Uint8Array | undefined;
  for (let block = 0; block < blocks; block++) {
    const [plane, place] = [Math.floor(block / (across * down)), block % (across * down)];
    const [top, left] = [Math.floor(place / across) * blockHeight, (place % across) * blockWidth];
    const rows = tiled ? blockHeight : Math.min(blockHeight, height - top);
    const [at, length] = [offsets[block]!, lengths[block]!];
    if (at === 0 || length === 0)
      throw new RangeError(`${tiled ? 'tile' : 'strip'} ${block + 1} of ${blocks} is missing`);
    if (at + length > file.length)
      throw new RangeError(`the file ends at byte ${file.length}, its data at ${at + length}`);
    const values = blockValues(file.subarray(at, at + length), form, rows, file[0] === 0x49);
    data ??= likeValues(values, width * height * colours);
    const inside = Math.min(blockWidth, width - left);
    for (let y = 0; y < Math.min(rows, height - top); y++) {
      const [from, to] = [y * blockWidth * stored, (top + y) * width + left];
      if (stored === 1 && colours === 1 && plane === 0) {
        data.set(values.subarray(from, from + inside) as never, to);
        continue;
      }
      for (let x = 0; x < inside; x++) {
        if (planar) {
          if (plane < colours) data[(to + x) * colours + plane] = values[from + x]!;
          else if (plane === alphaSample)
            (alpha ??= new Uint8Array(width * height))[to + x] = alphaValue(values[from + x]!, form);
          continue;
        }
        for (let c = 0; c < colours; c++) data[(to + x) * colours + c] = values[from + x * stored + c]!;
        if (alphaSample !== undefined)
          (alpha ??= new Uint8Array(width * height))[to + x] = alphaValue(
            values[from + x * stored + alphaSample]!,
            form,
          );
      }
    }
  }
  const whiteIsZero = form.photometric === 0 && form.kind === 'unsigned' && form.bits <= 16;
  const raster: Raster = { width, height, channels: colours, data: data!, format: 'tiff', bits: form.bits };
  if (whiteIsZero) turnBrightness(raster.data, form.bits);
  const palette = form.photometric === 3 ? paletteOf(tags, form) : undefined;
  return {
    ...raster,
    ...(palette && { palette }),
    ...(whiteIsZero && { whiteIsZero }),
    ...(alpha?.some((value) => value < 255) && { alpha }),
  };
}

/** 0 transparent to 255 opaque, from a sample of any width; a fraction where it is a float. */
function alphaValue(value: number, { kind, bits }: TiffForm): number {
  return Math.round(255 * (kind === 'float' ? value : value / (2 ** (kind === 'signed' ? bits - 1 : bits) - 1)));
}

function turnBrightness(data: Values, bits: number): void {
  const white = 2 ** bits - 1;
  for (let v = 0; v < data.length; v++) data[v] = white - data[v]!;
}

/** The colours of a palette's indices; its 16 bits a colour become 8. */
function paletteOf(tags: TiffDirectory, { bits, kind }: TiffForm): Uint8Array {
  if (kind !== 'unsigned' || bits > 16) throw new RangeError(`a palette of ${bits} bits is not read`);
  const entries = 2 ** bits;
  const colours = tags.numbers(320, 3 * entries);
  if (colours?.length !== 3 * entries) throw new RangeError('its palette is missing or cut short');
  // Reds first, then greens, then blues. Some writers fill 8 of the 16 bits.
  const wide = colours.some((value) => value > 255);
  return Uint8Array.from({ length: 3 * entries }, (_, v) => {
    const value = colours[(v % 3) * entries + Math.floor(v / 3)]!;
    return wide ? value >> 8 : value;
  });
}

function blockPlaces(
  file: Uint8Array,
  tags: TiffDirectory,
  { tiled, height, width, samples, bits, planar }: TiffForm,
  blocks: number,
): [number[], number[]] {
  // Some writers put the places of tiles under the tags of strips.
  const offsets = (tiled ? tags.numbers(324, blocks) : undefined) ?? tags.numbers(273, blocks);
  let lengths = (tiled ? tags.numbers(325, blocks) : undefined) ?? tags.numbers(279, blocks);
  if (!offsets) throw new RangeError('the places of its strips are missing');
  if (!lengths && blocks === 1 && (tags.number(259) ?? 1) === 1)
    lengths = [Math.min(file.length - offsets[0]!, Math.ceil((width * (planar ? 1 : samples) * bits) / 8) * height)];
  if (offsets.length !== blocks || lengths?.length !== blocks)
    throw new RangeError(
      `it has the places of ${offsets.length} and the lengths of ${lengths?.length ?? 0} of ${blocks} ${tiled ? 'tiles' : 'strips'}`,
    );
  return [offsets, lengths];
}

/** The numbers of one strip or tile, `blockWidth` pixels a row. */
function blockValues(packed: Uint8Array, form: TiffForm, rows: number, littleEndian: boolean): Values {
  const { bits, kind, blockWidth, predictor, planar } = form;
  const samples = planar ? 1 : form.samples;
  const rowBytes = Math.ceil((blockWidth * samples * bits) / 8);
  const expected = rowBytes * rows;
  const source = form.bitsReversed ? packed.map((byte) => REVERSED[byte]!) : packed;
  // The last strip may be as long as all others, whatever is left of the picture.
  const bytes = form.unpack(source, rowBytes * form.blockHeight);
  if (bytes.length < expected)
    throw new RangeError(`a ${form.tiled ? 'tile' : 'strip'} holds ${bytes.length} of ${expected} bytes`);
  const whole = bytes.subarray(0, expected);
  if (bits < 8) {
    const spread = new Uint8Array(blockWidth * samples * rows);
    for (let y = 0; y < rows; y++)
      spreadBits(
        whole.subarray(y * rowBytes, (y + 1) * rowBytes),
        bits,
        blockWidth * samples,
        spread,
        y * blockWidth * samples,
      );
    return spread;
  }
  const size = bits / 8;
  if (predictor === 3)
    return valuesOf(floatPredictor(whole, blockWidth * samples, samples, rows, size), size, kind, false);
  if (predictor === 2) undoDifferences(whole, size, littleEndian, blockWidth, samples, rows);
  return valuesOf(whole, size, kind, littleEndian);
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, bit) => sum | (((byte >> bit) & 1) << (7 - bit)), 0),
);

/** Undoes predictor 2 in place: every number is the difference to its left neighbour, modulo its width. */
function undoDifferences(
  bytes: Uint8Array,
  size: number,
  littleEndian: boolean,
  width: number,
  samples: number,
  rows: number,
): void {
  const perRow = width * samples;
  if (size === 1) {
    for (let y = 0; y < rows; y++)
      for (let at = y * perRow + samples; at < (y + 1) * perRow; at++) bytes[at]! += bytes[at - samples]!;
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let y = 0; y < rows; y++)
    for (let at = (y * perRow + samples) * size; at < (y + 1) * perRow * size; at += size) {
      const left = at - samples * size;
      if (size === 2)
        view.setUint16(at, view.getUint16(at, littleEndian) + view.getUint16(left, littleEndian), littleEndian);
      else if (size === 4)
        view.setUint32(at, view.getUint32(at, littleEndian) + view.getUint32(left, littleEndian), littleEndian);
      else
        view.setBigUint64(
          at,
          view.getBigUint64(at, littleEndian) + view.getBigUint64(left, littleEndian),
          littleEndian,
        );
    }
}

/**
 * Undoes predictor 3: a row's highest bytes come first, then the next ones, all of them differences; the result is
 * big-endian. Source: TIFF Technical Note 3.
 */
function floatPredictor(bytes: Uint8Array, perRow: number, samples: number, rows: number, size: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const rowBytes = perRow * size;
  for (let y = 0; y < rows; y++) {
    const row = bytes.subarray(y * rowBytes, (y + 1) * rowBytes);
    for (let at = samples; at < rowBytes; at++) row[at]! += row[at - samples]!;
    for (let value = 0; value < perRow; value++)
      for (let byte = 0; byte < size; byte++) out[y * rowBytes + value * size + byte] = row[byte * perRow + value]!;
  }
  return out;
}
