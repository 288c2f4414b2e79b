import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pixelOutline } from '../../src/figures/pixelOutline.js';
import { storedPng } from '../../src/figures/storedPng.js';
import { seededRandom } from '../../src/random.js';

const bytesOf = (url: string) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');

describe('storedPng', () => {
  it.each([
    [1, 200, 400],
    [3, 31, 7],
  ])(
    'is read back by another decoder, %i byte(s) a pixel, also beyond one stored block',
    async (channels, width, height) => {
      const random = seededRandom(1);
      const pixels = Uint8Array.from({ length: width * height * channels }, () => random.integer(256));
      const { data, info } = await sharp(bytesOf(storedPng(width, height, pixels)))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([width, height]);
      expect(
        Buffer.compare(
          channels === info.channels ? data : data.filter((_, at) => at % info.channels === 0),
          Buffer.from(pixels),
        ),
      ).toBe(0);
    },
  );

  it('looks pixels up in a palette', async () => {
    const palette = Uint8Array.from({ length: 768 }, (_, at) => 255 - Math.floor(at / 3));
    const { data, info } = await sharp(bytesOf(storedPng(2, 1, Uint8Array.of(0, 250), palette)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([data[0], data[info.channels]]).toEqual([255, 5]);
  });
});

describe('pixelOutline', () => {
  it('of one pixel is its square', () => {
    expect(pixelOutline([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3)).toEqual({
      x: [1, 2, 2, 1, 1, null],
      y: [1, 1, 2, 2, 1, null],
    });
  });

  it('encloses as many pixels as the mask has, by the shoelace formula', () => {
    const random = seededRandom(4);
    const mask = Array.from({ length: 20 * 15 }, () => Number(random.uniform() < 0.5));
    const { x, y } = pixelOutline(mask, 20, 15);
    let doubled = 0;
    for (let i = 0; i + 1 < x.length; i++)
      if (x[i] != null && x[i + 1] != null) doubled += x[i]! * y[i + 1]! - x[i + 1]! * y[i]!;
    expect(doubled / 2).toBe(mask.reduce((a, b) => a + b, 0));
  });

  it('of an empty mask has no line', () => expect(pixelOutline([0, 0], 2, 1)).toEqual({ x: [], y: [] }));
});
