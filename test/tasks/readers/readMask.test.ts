import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { classesOf, parseColourMap, parseLabelMap, unexplainedLabels } from '../../../src/tasks/readers/labelMap.js';
import { readMask } from '../../../src/tasks/readers/readMask.js';
import { UserError } from '../../../src/userError.js';
import { put, putImage, putNifti, temporaryFolder } from '../fixtures.js';
import { numberBytes, pngBytes, pngChunk, tiffBytes } from '../imageBytes.js';

const folder = temporaryFolder();
let files = 0;
const save = (bytes: Uint8Array, ending: string) => put(join(folder, `${files++}.${ending}`), bytes);
const tiff = (values: (number | bigint)[], size: number, big = false) =>
  save(
    tiffBytes(
      [{ width: values.length, height: 1, blocks: [numberBytes(values, size)], tags: [[258, 3, [8 * size]]] }],
      { big },
    ),
    'tif',
  );

describe('readMask keeps integer labels of any width apart', () => {
  // 2^24 and 2^24 + 1 are one 32-bit float; the third is 2^32 − 1, the fourth the largest exact double.
  it.each([
    [8, 4, [16777216, 16777217, 0]],
    [768, 4, [16777216, 4294967295, 0]],
    [1024, 8, [9007199254740991, 9007199254740990, -5]],
    [1280, 8, [9007199254740991, 16777217, 0]],
    [64, 8, [16777216, 16777217, 0]],
  ] as const)('of NIfTI datatype %i', async (datatype, _, values) => {
    const path = putNifti(join(folder, `${files++}.nii.gz`), { size: [3, 1, 1], datatype, values: [...values] });
    const { labels, kind, values: read } = await readMask(path);
    expect(kind).toBe('labels');
    expect([...read]).toEqual([...values]);
    expect(labels).toEqual([...values].filter((label) => label !== 0).sort((a, b) => a - b));
  });

  it.each([false, true])('of TIFF (BigTIFF: %s)', async (big) => {
    expect((await readMask(tiff([16777216, 16777217, 0], 4, big))).labels).toEqual([16777216, 16777217]);
    expect((await readMask(tiff([9007199254740990n, 9007199254740991n, 0n], 8, big))).labels).toEqual([
      9007199254740990, 9007199254740991,
    ]);
    expect((await readMask(tiff([300, 700, 0], 4, big))).labels).toEqual([300, 700]);
  });

  it('and refuses those that no double holds', async () => {
    await expect(readMask(tiff([9007199254740993n, 0n], 8))).rejects.toThrow(
      /9007199254740993.*number its labels anew/,
    );
  });

  it('of palettes and of few bits: indices are labels', async () => {
    const palette = [0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0];
    for (const bits of [2, 4, 8]) {
      const indexed = save(pngBytes({ width: 4, height: 1, bits, type: 3, values: [0, 1, 2, 3], palette }), 'png');
      expect((await readMask(indexed)).labels).toEqual([1, 2, 3]);
    }
    for (const bits of [1, 2, 4]) {
      const grey = save(pngBytes({ width: 4, height: 1, bits, values: [0, 1, 1, 2 ** bits - 1] }), 'png');
      expect((await readMask(grey)).labels).toEqual(bits === 1 ? [1] : [1, 2 ** bits - 1]);
    }
  });

  it('but not of palettes that a packing program has ordered: black is background', async () => {
    const swapped = save(
      pngBytes({ width: 4, height: 1, bits: 1, type: 3, values: [0, 1, 1, 1], palette: [255, 255, 255, 0, 0, 0] }),
      'png',
    );
    expect([...(await readMask(swapped)).values]).toEqual([1, 0, 0, 0]);
  });
});

describe('readMask reads the mask where it is', () => {
  it('in transparency of one colour, and says so', async () => {
    const white = await putImage(join(folder, 'alpha.png'), 4, 1, (x) => [255, 255, 255, x === 2 ? 255 : 0]);
    const mask = await readMask(white);
    expect([...mask.values]).toEqual([0, 0, 1, 0]);
    expect(mask.notes.join()).toMatch(/alpha\.png is of one colour: its mask is read from its transparency/);
  });

  it('in colour over a transparent ground, whatever that hides', async () => {
    const painted = await putImage(join(folder, 'painted.png'), 3, 1, (x) => [
      255,
      x === 0 ? 0 : 255,
      x === 0 ? 0 : 255,
      x === 0 ? 255 : 0,
    ]);
    expect([...(await readMask(painted)).values].map((value) => Number(value > 0))).toEqual([1, 0, 0]);
  });

  it('in a half-transparent overlay: what is as opaque as the file gets is marked', async () => {
    const overlay = await putImage(join(folder, 'overlay.png'), 4, 1, (x) =>
      x === 2 ? [255, 0, 0, 100] : [255, 255, 255, 0],
    );
    expect([...(await readMask(overlay)).values]).toEqual([0, 0, 1, 0]);
    const colours = parseColourMap('#ff0000=3');
    expect([...(await readMask(overlay, { colours })).values]).toEqual([0, 0, 3, 0]);
  });

  it('and not in transparency that is opaque: a black mask stays empty', async () => {
    const black = await putImage(join(folder, 'black.png'), 3, 2, () => [0, 0, 0, 255]);
    expect((await readMask(black)).labels).toEqual([]);
  });

  it('in colours, each a label by a map; unknown colours are refused', async () => {
    const drawn = await putImage(
      join(folder, 'colours.png'),
      3,
      1,
      (x) =>
        [
          [0, 0, 0],
          [255, 0, 0],
          [0, 255, 0],
        ][x]!,
    );
    expect((await readMask(drawn, { colours: parseColourMap('#ff0000=1,00ff00=7') })).labels).toEqual([1, 7]);
    await expect(readMask(drawn, { colours: parseColourMap('#ff0000=1') })).rejects.toThrow(/holds the colour #00ff00/);
    // Without a map they are as many labels as colours, and no one foreground.
    expect((await readMask(drawn)).labels).toEqual([0x00ff00, 0xff0000]);
  });

  it('on all pages of a TIFF: a stack is a volume', async () => {
    const pages = [1, 0, 2].map((value) => ({ width: 2, height: 1, blocks: [Uint8Array.of(value, 0)] }));
    const { shape, values, labels, spacingMm } = await readMask(save(tiffBytes(pages), 'tif'));
    expect([shape, [...values], labels, spacingMm]).toEqual([
      [3, 1, 2],
      [1, 0, 0, 0, 2, 0],
      [1, 2],
      [NaN, NaN, NaN],
    ]);
    await expect(readMask(save(tiffBytes(pages), 'tif'), { stacks: false })).rejects.toThrow(/a stack of 3 pages/);
    const series = [
      { ...pages[0]!, tags: [[270, 2, 'ImageJ=1.5\nimages=2\nframes=2\n\0'] as [number, number, string]] },
      pages[1]!,
    ];
    await expect(readMask(save(tiffBytes(series), 'tif'))).rejects.toThrow(
      /a series of 2 time points, and a mask is one/,
    );
    const sizes = [pages[0]!, { ...pages[1]!, width: 1, blocks: [Uint8Array.of(1)] }];
    await expect(readMask(save(tiffBytes(sizes), 'tif'))).rejects.toThrow(/pages of different sizes, 2×1 and 1×1/);
  });

  it('turned where a TIFF says that 0 is white, with a warning for files of Fiji', async () => {
    const file = tiffBytes([{ width: 3, height: 1, blocks: [Uint8Array.of(0, 255, 255)], tags: [[262, 3, [0]]] }]);
    const mask = await readMask(save(file, 'tif'));
    expect([...mask.values]).toEqual([1, 0, 0]);
    expect(mask.notes.join()).toMatch(/its 0 is white.*Fiji with an inverting look-up table.*invert it/);
    expect([...(await readMask(save(file, 'tif'), { invert: true })).values]).toEqual([0, 1, 1]);
  });

  it('in NIfTI with its place and spacing, slowest axis first', async () => {
    const path = putNifti(join(folder, 'v.nii'), {
      size: [3, 2, 1],
      spacing: [1, 2, 5],
      datatype: 2,
      values: [0, 3, 0, 0, 0, 0],
    });
    expect(await readMask(path)).toMatchObject({ shape: [1, 2, 3], spacingMm: [5, 2, 1], labels: [3] });
  });
});

describe('readMask refuses probabilities, and cuts them where asked', () => {
  const blob = (x: number, y: number) => Math.exp(-(((x - 32) ** 2 + (y - 32) ** 2) / 200));
  const map = (most: number) => Float64Array.from({ length: 4096 }, (_, p) => Math.round(most * blob(p % 64, p >> 6)));
  it('of 8 and 16 bits and of floats', async () => {
    const eight = save(pngBytes({ width: 64, height: 64, values: map(255) }), 'png');
    const sixteen = save(pngBytes({ width: 64, height: 64, bits: 16, values: map(65535) }), 'png');
    const floats = putNifti(join(folder, 'p.nii'), { size: [2, 1, 1], values: [0.2, 0.8] });
    for (const path of [eight, sixteen, floats]) {
      await expect(readMask(path)).rejects.toThrow(/is no mask: .*`threshold` <value> cuts probabilities/);
      await expect(readMask(path)).rejects.toBeInstanceOf(UserError);
    }
    expect([...(await readMask(floats, { threshold: 0.5 })).values]).toEqual([0, 1]);
    // Half of the peak is reached within 11.8 pixels: a disc of about 437.
    const { values } = await readMask(eight, { threshold: 128 });
    const marked = Array.from(values).reduce((a, b) => a + b, 0);
    expect(Math.abs(marked - 437)).toBeLessThan(12);
  });
});

describe('a TIFF that says that its 0 is white', () => {
  const inverted = (values: number[], bits = 8) =>
    save(
      tiffBytes([
        {
          ...{ width: values.length, height: 1, blocks: [numberBytes(values, bits / 8)] },
          tags: [
            [258, 3, [bits]],
            [262, 3, [0]],
          ],
        },
      ]),
      'tif',
    );
  it('is bright where it holds 0, and that is told', async () => {
    const mask = await readMask(inverted([0, 255, 255]));
    expect([...mask.values]).toEqual([1, 0, 0]);
    expect(mask.notes.join()).toMatch(/0 counts as bright.*Fiji/);
    const oneBit = tiffBytes([
      {
        width: 8,
        height: 1,
        blocks: [Uint8Array.of(0x0f)],
        tags: [
          [258, 3, [1]],
          [262, 3, [0]],
        ],
      },
    ]);
    expect((await readMask(save(oneBit, 'tif'))).notes.join()).toMatch(/tifffile from true and false/);
  });
  it.each([8, 16])('keeps labels of %i bits as they are stored', async (bits) => {
    const mask = await readMask(inverted([0, 2, 1], bits));
    expect([...mask.values]).toEqual([0, 2, 1]);
    expect(mask.labels).toEqual([1, 2]);
    expect(mask.notes.join()).toContain('they count as they are stored');
  });
});

describe('labels are matched over the whole set', () => {
  const of = (label: number, name: string) =>
    putNifti(join(folder, name), { size: [2, 1, 1], datatype: 4, values: [label, 0] });
  it('so that {1} and {2} are two labels, and one that is told to be the target is not the other', async () => {
    const masks = [await readMask(of(1, 'r.nii')), await readMask(of(2, 'p.nii'))];
    expect(unexplainedLabels(masks)).toMatch(
      /hold the labels 1, 2 \(such as .*r\.nii and .*p\.nii\).*`labels` 1,2.*`labels` any/,
    );
    expect(masks.map((mask) => [...classesOf(mask, new Map([[1, 1]]))])).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(masks.map((mask) => [...classesOf(mask, 'any')])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(unexplainedLabels([masks[0]!, masks[0]!])).toBeUndefined();
  });

  it('white is the target beside one label, and label 1 where it is named by number', async () => {
    const white = await readMask(await putImage(join(folder, 'w.png'), 2, 1, (x) => 255 * x));
    expect(unexplainedLabels([white, await readMask(of(3, 'r.nii'))])).toBeUndefined();
    expect([...classesOf(white, new Map([[1, 4]]))]).toEqual([0, 4]);
    expect([...classesOf(white, new Map([[255, 2]]))]).toEqual([0, 2]);
    expect(() => classesOf(white, new Map([[7, 1]]))).toThrow(/marks with its white, 255, and the labels named are 7/);
  });

  it('parseLabelMap reads any, sets and classes', () => {
    expect(parseLabelMap('any')).toBe('any');
    expect(parseLabelMap('1, 2')).toEqual(
      new Map([
        [1, 1],
        [2, 1],
      ]),
    );
    expect(parseLabelMap('1=1,2=2,4=0')).toEqual(
      new Map([
        [1, 1],
        [2, 2],
        [4, 0],
      ]),
    );
    for (const wrong of ['', '1,', 'a', '1=300', '1.5', '1,1', '1='])
      expect(() => parseLabelMap(wrong)).toThrow(UserError);
    for (const wrong of ['', '#ff00=1', '#ff0000', '#ff0000=a', '#ff0000=1,ff0000=2'])
      expect(() => parseColourMap(wrong)).toThrow(UserError);
  });
});

const red = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
const print = await red.toColourspace('cmyk').jpeg().toBuffer();

describe('readMask refuses files of other kinds with the true reason', () => {
  it.each([
    ['a PNM', Buffer.from('P5\n8 8\n255\n'), 'pgm', /is a PNM image.*PIL\.Image\.open/],
    ['a drawing', Buffer.from('8BPS\0\x01'), 'psd', /is a drawing with layers.*Export it as PNG/],
    ['an unknown kind', Buffer.from([0, 0, 2, 0]), 'tga', /save it as PNG if another program reads it/],
    ['a BMP', Buffer.from('BM' + '\0'.repeat(60)), 'bmp', /is a BMP image, which is not read\. Save it as PNG/],
    [
      'an SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'png',
      /a text of XML or SVG/,
    ],
    ['a GIF', Buffer.from('GIF89a' + '\0'.repeat(60)), 'png', /a GIF image/],
    ['an empty file', Buffer.alloc(0), 'png', /first bytes are '': it is empty/],
    ['a JPEG of print colours', print, 'jpg', /four colours of print, CMYK/],
    [
      'a Deflate bomb in a PNG chunk',
      pngBytes({ width: 1, height: 1, values: [0], claims: [60_000, 60_000] }),
      'png',
      /cannot hold them/,
    ],
    ['a PNG of 4 MB that unpacks to 3.6 GB', bigPng(), 'png', /unpacks to 3433 MB, and it is a file of/],
  ])('%s', async (_, bytes, ending, message) => {
    const before = process.memoryUsage().rss;
    await expect(readMask(save(bytes, ending))).rejects.toThrow(message);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 28);
  });
});

/** A PNG whose header is honest: 60 000 × 60 000 zeros in Deflate blocks that repeat. */
function bigPng(): Buffer {
  const small = pngBytes({ width: 1, height: 1, values: [0], claims: [60_000, 60_000] });
  // Enough packed bytes that they could hold the promised ones; the check comes before any is unpacked.
  const filler = deflateSync(new Uint8Array(2 ** 12), { level: 0 });
  const body = Buffer.concat(Array.from({ length: 1000 }, () => filler));
  const at = small.indexOf('IDAT') - 4;
  return Buffer.concat([small.subarray(0, at), pngChunk('IDAT', body), small.subarray(-12)]);
}
