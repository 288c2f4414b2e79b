import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPng } from '../../../src/tasks/readers/readPng.js';
import { seededRandom } from '../../../src/random.js';
import { pngBytes, pngChunk } from '../imageBytes.js';

const read = (bytes: Uint8Array) => readPng(bytes, () => {});
const random = seededRandom(11);

describe('readPng(file) gives the stored values', () => {
  it.each([1, 2, 4, 8, 16])('of %i bits in grey', async (bits) => {
    const values = Array.from({ length: 7 * 5 }, () => random.integer(2 ** bits));
    const { data, bits: told } = await read(pngBytes({ width: 7, height: 5, bits, values }));
    expect([...data]).toEqual(values);
    expect(told).toBe(bits);
  });

  it.each([1, 2, 4, 8])('as indices of a palette of %i bits, with its colours', async (bits) => {
    const values = [0, 1, 1, 0, 1, 0];
    const { data, palette } = await read(
      pngBytes({ width: 3, height: 2, bits, type: 3, values, palette: [0, 0, 0, 224, 0, 128] }),
    );
    expect([...data]).toEqual(values);
    expect([...palette!]).toEqual([0, 0, 0, 224, 0, 128]);
  });

  it.each([
    ['grey of 8 bits', 1, 'b-w'],
    ['colour', 3, 'srgb'],
    ['colour with transparency', 4, 'srgb'],
  ] as const)('of %s, filtered and interlaced by another program (libpng)', async (_, channels, space) => {
    // Large enough that every filter is chosen somewhere; ramps and noise by turns.
    const [width, height] = [61, 43];
    const values = Uint8Array.from({ length: width * height * channels }, (_, v) =>
      v % 5 === 0 ? random.integer(256) : (v >> 3) & 255,
    );
    for (const progressive of [false, true]) {
      const bytes = await sharp(values, { raw: { width, height, channels } })
        .toColourspace(space)
        .png({ progressive, adaptiveFiltering: true })
        .toBuffer();
      const { data, alpha, channels: kept } = await read(bytes);
      const colours = channels === 4 ? 3 : channels;
      expect(kept).toBe(colours);
      for (let p = 0; p < width * height; p++) {
        for (let c = 0; c < colours; c++) expect(data[p * colours + c]).toBe(values[p * channels + c]);
        if (channels === 4) expect(alpha![p]).toBe(values[4 * p + 3]);
      }
    }
  });

  it('of 16 bits in colour with transparency, whose alpha comes as 8', async () => {
    const values = [1, 256, 65535, 65535, 7, 8, 9, 256];
    const { data, alpha } = await read(pngBytes({ width: 2, height: 1, bits: 16, type: 6, values }));
    expect([...data]).toEqual([1, 256, 65535, 7, 8, 9]);
    expect([...alpha!]).toEqual([255, 1]);
  });

  it('with the transparent colour of a tRNS chunk as alpha', async () => {
    const { alpha } = await read(pngBytes({ width: 3, height: 1, values: [5, 6, 5], transparent: [0, 5] }));
    expect([...alpha!]).toEqual([0, 255, 0]);
  });
});

describe('readPng(file) refuses', () => {
  const whole = pngBytes({ width: 40, height: 40, values: Array.from({ length: 1600 }, () => random.integer(256)) });

  it('every cut of a file', async () => {
    for (let length = 8; length < whole.length; length += 17)
      await expect(read(whole.subarray(0, length))).rejects.toThrow();
  });

  it('a changed byte in header or pixels, by its sum', async () => {
    for (const at of [19, 24, 60, whole.length - 30]) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 4;
      await expect(read(changed)).rejects.toThrow(/the sum of its part '(IHDR|IDAT)' does not agree/);
    }
  });

  it('pixels that end before the last row, though every sum agrees', async () => {
    const short = pngBytes({ width: 40, height: 30, values: new Uint8Array(1200), claims: [40, 40] });
    await expect(read(short)).rejects.toThrow('its pixels end before its last row');
  });

  it('a size that its bytes cannot hold, before any memory is taken', async () => {
    const before = process.memoryUsage().rss;
    const claims = pngBytes({ width: 4, height: 4, values: new Uint8Array(16), claims: [40_000, 40_000] });
    await expect(read(claims)).rejects.toThrow(/promises 40000×40000 pixels, and \d+ bytes cannot hold them/);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
  });

  it('a size of 0, an index beyond the palette, unknown filters, parts and kinds of colour', async () => {
    await expect(read(pngBytes({ width: 2, height: 2, values: [0, 0, 0, 0], claims: [0, 2] }))).rejects.toThrow('0×2');
    await expect(read(pngBytes({ width: 2, height: 1, type: 3, values: [0, 9], palette: [0, 0, 0] }))).rejects.toThrow(
      'index 9 beyond its palette',
    );
    await expect(read(pngBytes({ width: 2, height: 1, bits: 2, type: 2, values: [0, 0, 0, 0, 0, 0] }))).rejects.toThrow(
      'colour type 2 of 2 bits',
    );
    const strange = Buffer.concat([whole.subarray(0, 33), pngChunk('ABCD', new Uint8Array(3)), whole.subarray(33)]);
    await expect(read(strange)).rejects.toThrow("a part 'ABCD' that is not known");
  });
});
