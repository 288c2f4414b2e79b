import { crc32, deflateSync } from 'node:zlib';

/** A PNG chunk: length, type, body, sum over type and body. */
export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(body.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

export interface PngParts {
  width: number;
  height: number;
  bits?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  type?: number;
  /** Values in order, rows of width times channels. */
  values: ArrayLike<number>;
  palette?: number[];
  transparent?: number[];
  /** Width and height of the header, where it shall claim others than are held. */
  claims?: [number, number];
}

const PNG_CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The bytes of a PNG without interlacing and filters, built from the standard's chunks. */
export function pngBytes({
  width,
  height,
  bits = 8,
  type = 0,
  values,
  palette,
  transparent,
  claims,
}: PngParts): Buffer {
  const perRow = width * PNG_CHANNELS[type]!;
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const raw = Buffer.alloc(height * (1 + rowBytes));
  for (let v = 0; v < perRow * height; v++) {
    const [row, column] = [Math.floor(v / perRow), v % perRow];
    const at = row * (1 + rowBytes) + 1;
    if (bits === 16) raw.writeUInt16BE(values[v]!, at + 2 * column);
    else {
      const bit = column * bits;
      raw[at + (bit >> 3)]! |= values[v]! << (8 - bits - (bit & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claims?.[0] ?? width, 0);
  header.writeUInt32BE(claims?.[1] ?? height, 4);
  header.set([bits, type], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    ...(palette ? [pngChunk('PLTE', Uint8Array.from(palette))] : []),
    ...(transparent ? [pngChunk('tRNS', Uint8Array.from(transparent))] : []),
    pngChunk('IDAT', deflateSync(raw)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}

/** One tag: number, field type (3 short, 4 long, 16 long8, 2 text, 5 rational), values. */
export type TiffTag = [tag: number, type: number, values: number[] | string];

export interface TiffPage {
  width: number;
  height: number;
  /** Packed strips or tiles in order. */
  blocks: Uint8Array[];
  /** Beside size and places of the blocks: bits (258), compression (259), …; a tag given here takes their place. */
  tags?: TiffTag[];
  tiled?: boolean;
}

const SIZES: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 16: 8 };

/** The bytes of a TIFF or BigTIFF, built from the standards' directories. */
export function tiffBytes(pages: TiffPage[], { little = true, big = false } = {}): Buffer {
  const word = big ? 8 : 4;
  const file = new Bytes(little);
  file.text(little ? 'II' : 'MM').number(2, big ? 43 : 42);
  if (big) file.number(2, 8).number(2, 0);
  let link = file.length;
  file.number(word, 0);
  for (const { width, height, blocks, tags = [], tiled = false } of pages) {
    const places = blocks.map((block) => {
      file.align();
      const at = file.length;
      file.bytes(block);
      return at;
    });
    const all = new Map<number, TiffTag>(
      (
        [
          [256, 4, [width]],
          [257, 4, [height]],
          [258, 3, [8]],
          [259, 3, [1]],
          [262, 3, [1]],
          [tiled ? 324 : 273, big ? 16 : 4, places],
          [tiled ? 325 : 279, big ? 16 : 4, blocks.map(({ length }) => length)],
          ...tags,
        ] as TiffTag[]
      ).map((tag) => [tag[0], tag]),
    );
    const entries = [...all.values()].sort((a, b) => a[0] - b[0]).filter(([, , values]) => values.length > 0);
    // Values that do not fit the entry stand before the directory.
    const far = entries.map(([, type, values]) => {
      const size = SIZES[type]! * values.length;
      if (size <= word) return -1;
      file.align();
      const at = file.length;
      file.values(type, values);
      return at;
    });
    file.align();
    file.put(link, word, file.length);
    file.number(big ? 8 : 2, entries.length);
    entries.forEach(([tag, type, values], e) => {
      file.number(2, tag).number(2, type).number(word, values.length);
      const start = file.length;
      if (far[e]! >= 0) file.number(word, far[e]!);
      else file.values(type, values);
      while (file.length < start + word) file.number(1, 0);
    });
    link = file.length;
    file.number(word, 0);
  }
  return file.done();
}

/** Bytes that grow, in one byte order. */
class Bytes {
  private readonly parts: number[] = [];
  constructor(private readonly little: boolean) {}
  get length() {
    return this.parts.length;
  }
  bytes(bytes: Iterable<number>) {
    for (const byte of bytes) this.parts.push(byte);
    return this;
  }
  text(text: string) {
    return this.bytes(Buffer.from(text, 'utf8'));
  }
  number(size: number, value: number) {
    return this.bytes(this.encode(size, value));
  }
  values(type: number, values: number[] | string) {
    if (typeof values === 'string') return this.text(values);
    for (const value of values) {
      if (type === 5) this.number(4, Math.round(value * 1000)).number(4, 1000);
      else this.number(SIZES[type]!, value);
    }
    return this;
  }
  put(at: number, size: number, value: number) {
    this.encode(size, value).forEach((byte, b) => (this.parts[at + b] = byte));
  }
  align() {
    if (this.parts.length % 2) this.parts.push(0);
  }
  done() {
    return Buffer.from(this.parts);
  }
  private encode(size: number, value: number) {
    let left = BigInt(value);
    const bytes = Array.from({ length: size }, () => {
      const byte = Number(left & 255n);
      left >>= 8n;
      return byte;
    });
    return this.little ? bytes : bytes.reverse();
  }
}

/** Numbers as the bytes of `size`-byte integers or floats in one byte order. */
export function numberBytes(
  values: readonly (number | bigint)[],
  size: number,
  little = true,
  float = false,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, v) => {
    const at = v * size;
    if (float && size === 4) view.setFloat32(at, Number(value), little);
    else if (float) view.setFloat64(at, Number(value), little);
    else if (size === 8) view.setBigInt64(at, BigInt(value), little);
    else if (size === 4) view.setInt32(at, Number(value), little);
    else if (size === 2) view.setInt16(at, Number(value), little);
    else view.setInt8(at, Number(value));
  });
  return new Uint8Array(view.buffer);
}
