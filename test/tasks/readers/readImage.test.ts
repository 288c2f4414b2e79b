import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readImage } from '../../../src/tasks/readers/readImage.js';
import { binaryMask } from '../../../src/tasks/readers/binaryMask.js';
import { readTiff } from '../../../src/tasks/readers/readTiff.js';
import { seededRandom } from '../../../src/random.js';
import { shared } from '../../sharedData.js';
import { putImage, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();
const save = (name: string, bytes: Uint8Array) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const WIDTH = 37;
const HEIGHT = 23;
const random = seededRandom(3);
const noise = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, at) =>
  at % 3 === 2 ? random.integer(256) : (at >> 4) & 255,
);
const raw = { raw: { width: WIDTH, height: HEIGHT, channels: 3 as const } };

describe('readImage', () => {
  it('gives the stored bytes of 8-bit colour', async () => {
    const image = await readImage(save('colour.png', await sharp(noise, raw).png().toBuffer()));
    expect([image.width, image.height, image.channels, image.format]).toEqual([WIDTH, HEIGHT, 3, 'png']);
    expect([...image.data]).toEqual([...noise]);
  });

  it('drops transparency, so that an opaque black mask stays empty', async () => {
    const image = await readImage(await putImage(join(folder, 'alpha.png'), 3, 2, () => [0, 0, 0, 255]));
    expect(image.data.every((value) => value === 0)).toBe(true);
  });

  it('expands palettes and few-bit pixels', async () => {
    const two = new Uint8Array(64).map((_, p) => (p % 3 === 0 ? 255 : 0));
    const bytes = await sharp(two, { raw: { width: 8, height: 8, channels: 1 } })
      .png({ palette: true, colours: 2 })
      .toBuffer();
    // Byte 25 of a PNG is its colour type: 3 is a palette; byte 24 its bits.
    expect([bytes[25], bytes[24]! < 8]).toEqual([3, true]);
    expect([...(await readImage(save('palette.png', bytes))).data]).toEqual([...two]);
  });

  it('keeps 16-bit values', async () => {
    const values = Uint16Array.from([0, 255, 256, 65535]);
    const bytes = await sharp(values, { raw: { width: 2, height: 2, channels: 1 } as never })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const image = await readImage(save('deep.png', bytes));
    expect([...image.data]).toEqual([...values]);
  });

  it('takes colour with three equal channels as grey', async () => {
    const image = await readImage(await putImage(join(folder, 'grey.png'), 4, 4, (x) => [9 * x, 9 * x, 9 * x]));
    expect([image.channels, ...image.data.subarray(0, 4)]).toEqual([1, 0, 9, 18, 27]);
  });

  it('refuses a text file named .png, quoting how it begins', async () => {
    await expect(readImage(save('text.png', Buffer.from('id,label\n1,2\n')))).rejects.toThrow(
      /text\.png is no readable PNG, JPEG or TIFF image.*first bytes are 'id,label\.1,2\.'/,
    );
  });

  it('refuses a PNG that is cut short', async () => {
    const whole = await sharp(noise, raw).png().toBuffer();
    await expect(readImage(save('cut.png', whole.subarray(0, whole.length / 2)))).rejects.toThrow(
      /cut\.png is no readable/,
    );
  });
});

describe('readTiff', () => {
  it.each(['none', 'lzw', 'deflate', 'packbits'] as const)(
    'reads %s compression, in strips and tiles, with and without predictor',
    async (compression) => {
      const large = new Uint8Array(200 * 150 * 3).map((_, at) => (at % 7 === 0 ? (at * 31) & 255 : (at >> 6) & 255));
      for (const tile of [false, true])
        for (const predictor of ['none', 'horizontal'] as const) {
          const bytes = await sharp(large, { raw: { width: 200, height: 150, channels: 3 } })
            .tiff({ compression, predictor, tile, tileWidth: 64, tileHeight: 64 })
            .toBuffer();
          expect([...readTiff(bytes, 'x.tiff')[0]!.data]).toEqual([...large]);
        }
    },
  );

  it('reads big-endian 16-bit without SampleFormat', () => {
    const entries = [
      [256, 3, 2],
      [257, 3, 1],
      [258, 3, 16],
      [259, 3, 1],
      [273, 4, 8],
      [279, 4, 4],
    ] as const;
    const file = new DataView(new ArrayBuffer(12 + 2 + 12 * entries.length + 4));
    [0x4d4d, 42].forEach((value, i) => file.setUint16(2 * i, value));
    file.setUint32(4, 12);
    file.setUint16(8, 1000);
    file.setUint16(10, 7);
    file.setUint16(12, entries.length);
    entries.forEach(([tag, type, value], i) => {
      file.setUint16(14 + 12 * i, tag);
      file.setUint16(16 + 12 * i, type);
      file.setUint32(18 + 12 * i, 1);
      if (type === 3) file.setUint16(22 + 12 * i, value);
      else file.setUint32(22 + 12 * i, value);
    });
    const [page] = readTiff(new Uint8Array(file.buffer), 'big.tif');
    expect([page!.width, page!.height, ...page!.data]).toEqual([2, 1, 1000, 7]);
  });

  it('names what it does not read', async () => {
    const bytes = await sharp(noise, raw).tiff({ compression: 'jpeg' }).toBuffer();
    expect(() => readTiff(bytes, 'photo.tif')).toThrow(
      /photo\.tif is no TIFF that can be read \(page 1: compression 7 is not read\)/,
    );
    const whole = await sharp(noise, raw).tiff({ compression: 'none' }).toBuffer();
    const at = whole.readUInt32LE(4);
    // The strips stand before the directory: a file whose directory stays but whose strips point beyond its end.
    const broken = Buffer.concat([whole.subarray(0, 4), Buffer.from([8, 0, 0, 0]), whole.subarray(at)]);
    expect(() => readTiff(broken, 'cut.tif')).toThrow(/cut\.tif is no TIFF that can be read/);
  });

  const quirks = shared('data/quirks');
  it.skipIf(!quirks)('reads all 31 pages of a 16-bit Deflate stack, with instance labels as numbers', () => {
    const pages = readTiff(readFileSync(join(quirks!, 'stardist_mask3d.tif')), 'mask3d');
    expect(pages.length).toBe(31);
    expect(pages.every((page) => page.width === 57 && page.height === 61)).toBe(true);
    const [first] = pages.filter((page) => Math.max(...page.data) > 1);
    expect(binaryMask(first!).reduce((a, b) => a + b, 0)).toBe([...first!.data].filter((id) => id > 0).length);
  });

  const teeth = shared('data/mo17/masks');
  it.skipIf(!teeth)('reads 32-bit LZW ids', async () => {
    const mask = await readImage(join(teeth!, 'cate1-00002_38.ome.tiff'));
    expect([mask.width, mask.height, mask.channels]).toEqual([512, 512, 1]);
    expect(new Set(mask.data).size).toBe(2);
  });
});
