import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readImage } from '../../../src/tasks/readers/readImage.js';
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

describe('readImage on a real file', () => {
  const teeth = shared('data/mo17/masks');
  it.skipIf(!teeth)('reads 32-bit LZW ids', async () => {
    const mask = await readImage(join(teeth!, 'cate1-00002_38.ome.tiff'));
    expect([mask.width, mask.height, mask.channels]).toEqual([512, 512, 1]);
    expect(new Set(mask.data).size).toBe(2);
  });
});
