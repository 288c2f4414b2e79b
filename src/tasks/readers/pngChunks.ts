import { crc32 } from 'node:zlib';

/** What the header chunk says, and what follows from it. */
export interface PngHeader {
  width: number;
  height: number;
  bits: 1 | 2 | 4 | 8 | 16;
  kind: 'grey' | 'colour' | 'palette';
  /** Values a pixel, transparency included. */
  channels: number;
  hasAlpha: boolean;
  interlaced: boolean;
}

export interface PngChunks {
  header: PngHeader;
  /** The parts of the packed pixels, in order. */
  data: Uint8Array[];
  palette?: Uint8Array;
  /** Alpha of each index, or the colour (16 bits a channel) that is transparent. */
  transparent?: Uint8Array;
}

const COLOUR_TYPES: Record<number, [kind: PngHeader['kind'], channels: number, hasAlpha: boolean, bits: number[]]> = {
  0: ['grey', 1, false, [1, 2, 4, 8, 16]],
  2: ['colour', 3, false, [8, 16]],
  3: ['palette', 1, false, [1, 2, 4, 8]],
  4: ['grey', 2, true, [8, 16]],
  6: ['colour', 4, true, [8, 16]],
};

export const isPng = (file: Uint8Array): boolean =>
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, at) => file[at] === byte);

/**
 * Takes a PNG apart, and checks the sum of every chunk that matters.
 * Throws a RangeError for what is missing, damaged, or not as the standard has it.
 */
export function pngChunks(file: Uint8Array): PngChunks {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let header: PngHeader | undefined;
  const chunks: { data: Uint8Array[]; palette?: Uint8Array; transparent?: Uint8Array } = { data: [] };
  for (let at = 8; ;) {
    if (at + 12 > file.length) throw new RangeError('it ends before its end mark');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (at + 12 + length > file.length)
      throw new RangeError(`it ends within its part '${type.replace(/[^\x20-\x7e]/g, '.')}'`);
    const body = file.subarray(at + 8, at + 8 + length);
    const critical = (file[at + 4]! & 0x20) === 0;
    if (
      (critical || type === 'tRNS') &&
      crc32(file.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)
    )
      throw new RangeError(`the sum of its part '${type.replace(/[^\x20-\x7e]/g, '.')}' does not agree`);
    at += 12 + length;
    if (header === undefined) {
      if (type !== 'IHDR') throw new RangeError('it does not begin with its header');
      header = headerOf(body);
    } else if (type === 'IEND') break;
    else if (type === 'IDAT') chunks.data.push(body);
    else if (type === 'PLTE') chunks.palette = body;
    else if (type === 'tRNS') chunks.transparent = body;
    else if (critical) throw new RangeError(`it has a part '${type}' that is not known`);
  }
  if (chunks.data.length === 0) throw new RangeError('it holds no pixels');
  if (header.kind === 'palette' && (!chunks.palette || chunks.palette.length % 3 !== 0 || chunks.palette.length > 768))
    throw new RangeError('it has no palette, or a damaged one');
  return { header, ...chunks };
}

function headerOf(body: Uint8Array): PngHeader {
  if (body.length !== 13) throw new RangeError('its header is damaged');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [width, height, bits, type, compression, filter, interlace] = [
    view.getUint32(0),
    view.getUint32(4),
    ...body.subarray(8),
  ] as number[] as [number, number, number, number, number, number, number];
  const [kind, channels, hasAlpha, allowed] = COLOUR_TYPES[type] ?? ['grey', 1, false, []];
  if (!allowed.includes(bits)) throw new RangeError(`its header names colour type ${type} of ${bits} bits`);
  if (width === 0 || height === 0) throw new RangeError(`its header gives ${width}×${height} pixels`);
  if (compression !== 0 || filter !== 0 || interlace > 1) throw new RangeError('its header names an unknown method');
  return { width, height, bits: bits as PngHeader['bits'], kind, channels, hasAlpha, interlaced: interlace === 1 };
}
