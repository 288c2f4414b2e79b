import { crc32 } from 'node:zlib';

/** Largest stored block of a Deflate stream. */
const BLOCK = 65535;

/**
 * An 8-bit PNG as a data URL, its pixels stored and not packed: the same bytes from every version of every compressor,
 * so that drawings can be compared.
 *
 * @param pixels - row by row, 1 byte a pixel (grey, or an index into `palette`) or 3 (red, green, blue)
 * @param palette - 256 colours of three bytes; absent for grey and colour
 * Source: RFC 1950, RFC 1951 and the PNG specification, third edition.
 */
export function storedPng(width: number, height: number, pixels: Uint8Array, palette?: Uint8Array): string {
  const line = pixels.length / height;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = palette ? 3 : line === 3 * width ? 2 : 0;
  // Each line begins with its filter: 0, none.
  const raw = Buffer.alloc(height * (line + 1));
  for (let y = 0; y < height; y++) raw.set(pixels.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  const chunks = [
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', stored(raw)),
    chunk('IEND', new Uint8Array()),
  ];
  return `data:image/png;base64,${Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks]).toString('base64')}`;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A zlib stream of stored blocks. */
function stored(raw: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x78, 0x01])];
  for (let at = 0; at < raw.length; at += BLOCK) {
    const block = raw.subarray(at, at + BLOCK);
    const head = Buffer.alloc(5);
    head[0] = Number(at + BLOCK >= raw.length);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ 0xffff, 3);
    parts.push(head, block);
  }
  let [a, b] = [1, 0];
  for (const byte of raw) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(((b << 16) | a) >>> 0);
  return Buffer.concat([...parts, checksum]);
}
