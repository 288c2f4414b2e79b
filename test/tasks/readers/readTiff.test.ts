import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/random.js';
import { readTiff } from '../../../src/tasks/readers/readTiff.js';
import { tiffDirectories } from '../../../src/tasks/readers/tiffDirectory.js';
import { shared } from '../../sharedData.js';
import { numberBytes, tiffBytes, type TiffTag } from '../imageBytes.js';

const random = seededRandom(5);
const bits = (n: number): TiffTag => [258, 3, [n]];
const format = (n: number): TiffTag => [339, 3, [n]];
const read = (bytes: Uint8Array) => readTiff(bytes, 'x.tif').pages;
/** One strip of numbers. */
const page = (
  values: readonly (number | bigint)[],
  size: number,
  tags: TiffTag[] = [],
  little = true,
  float = false,
) => ({
  width: values.length,
  height: 1,
  blocks: [numberBytes(values, size, little, float)],
  tags: [bits(8 * size), ...tags],
});

describe('readTiff gives the stored numbers', () => {
  it.each(['none', 'lzw', 'deflate', 'packbits'] as const)(
    'of %s compression, in strips and tiles, with and without predictor, classic and BigTIFF, as libtiff writes them',
    async (compression) => {
      const large = new Uint8Array(200 * 150 * 3).map((_, at) => (at % 7 === 0 ? (at * 31) & 255 : (at >> 6) & 255));
      for (const tile of [false, true])
        for (const predictor of ['none', 'horizontal'] as const)
          for (const bigtiff of [false, true]) {
            const bytes = await sharp(large, { raw: { width: 200, height: 150, channels: 3 } })
              .tiff({ compression, predictor, tile, tileWidth: 64, tileHeight: 64, bigtiff })
              .toBuffer();
            expect(bytes[2]).toBe(bigtiff ? 43 : 42);
            expect([...read(bytes)[0]!.data]).toEqual([...large]);
          }
    },
  );

  it.each([1, 2, 4] as const)('of %i bits, as libtiff writes them', async (bitdepth) => {
    // sharp spreads few-bit values over 8 bits: multiples of 255 / (2^bits − 1) are kept exactly. Rows of whole bytes: it
    // misplaces a last odd value of 4 bits.
    const top = 2 ** bitdepth - 1;
    const values = Array.from({ length: 16 * 5 }, () => random.integer(top + 1));
    const bytes = await sharp(
      Uint8Array.from(values, (value) => (value * 255) / top),
      {
        raw: { width: 16, height: 5, channels: 1 },
      },
    )
      .toColourspace('b-w')
      .tiff({ bitdepth, compression: 'none' })
      .toBuffer();
    const [first] = read(bytes);
    expect(first!.bits).toBe(bitdepth);
    expect([...first!.data]).toEqual(values);
  });

  it.each([true, false])('of 8 to 64 bits, unsigned, signed and floats (little-endian: %s)', (little) => {
    const unsigned = (size: number) => {
      const most = size === 8 ? Number.MAX_SAFE_INTEGER : 2 ** (8 * size) - 1;
      // 2^24 + 1 is the first whole number that a 32-bit float does not hold.
      const values = [0, 1, most, size >= 4 ? 2 ** 24 + 1 : 2].map((value) => (size === 8 ? BigInt(value) : value));
      const [first] = read(tiffBytes([page(values, size, [], little)], { little }));
      expect([...first!.data]).toEqual(values.map(Number));
    };
    [1, 2, 4, 8].forEach(unsigned);
    for (const size of [1, 2, 4, 8]) {
      const values = [-1, -(2 ** (8 * size - 2)), 5];
      const told = size === 8 ? [-1n, -9007199254740991n, 5n] : values;
      const [first] = read(tiffBytes([page(told, size, [format(2)], little)], { little }));
      expect([...first!.data]).toEqual(told.map(Number));
    }
    for (const size of [4, 8]) {
      const [first] = read(tiffBytes([page([0.5, -2, NaN], size, [format(3)], little, true)], { little }));
      expect([...first!.data]).toEqual([0.5, -2, NaN]);
    }
  });

  it('of signed samples with predictor 2, which wrap within their width', () => {
    // Differences modulo 2^16 of 100, −200, 32767, −32768.
    const differences = [100, -300, 32967, 1].map((value) => ((value + 32768) & 65535) - 32768);
    const [first] = read(tiffBytes([page(differences, 2, [format(2), [317, 3, [2]]])]));
    expect([...first!.data]).toEqual([100, -200, 32767, -32768]);
  });

  it('of floats with predictor 3', () => {
    // TIFF Technical Note 3 by hand: 1.5 and −2 are 3fc00000 and c0000000; their first bytes side by side, then the
    // second ones, …, then differences of neighbours.
    const planes = [0x3f, 0xc0, 0xc0, 0x00, 0, 0, 0, 0];
    const differences = planes.map((byte, at) => (at === 0 ? byte : (byte - planes[at - 1]!) & 255));
    const [first] = read(
      tiffBytes([
        { width: 2, height: 1, blocks: [Uint8Array.from(differences)], tags: [bits(32), format(3), [317, 3, [3]]] },
      ]),
    );
    expect([...first!.data]).toEqual([1.5, -2]);
  });

  it('whose bits run the other way (FillOrder 2)', () => {
    const [first] = read(
      tiffBytes([
        { width: 9, height: 1, blocks: [Uint8Array.of(0b00000001, 0b00000001)], tags: [bits(1), [266, 3, [2]]] },
      ]),
    );
    expect([...first!.data]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('in planes of their own', () => {
    const planes = [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)];
    const [first] = read(
      tiffBytes([
        {
          width: 2,
          height: 1,
          blocks: planes,
          tags: [
            [258, 3, [8, 8, 8]],
            [262, 3, [2]],
            [277, 3, [3]],
            [284, 3, [2]],
          ],
        },
      ]),
    );
    expect([...first!.data]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  it('turned where the file says that 0 is white', () => {
    const [first] = read(
      tiffBytes([{ width: 3, height: 1, blocks: [Uint8Array.of(0, 255, 10)], tags: [[262, 3, [0]]] }]),
    );
    expect([...first!.data]).toEqual([255, 0, 245]);
    expect(first!.whiteIsZero).toBe(true);
  });

  it('as indices with their palette', () => {
    const palette = [
      0,
      65535,
      0,
      ...new Array<number>(253).fill(0),
      0,
      0,
      32768,
      ...new Array<number>(253).fill(0),
      ...new Array<number>(256).fill(0),
    ];
    const [first] = read(
      tiffBytes([
        {
          width: 3,
          height: 1,
          blocks: [Uint8Array.of(0, 1, 2)],
          tags: [
            [262, 3, [3]],
            [320, 3, palette],
          ],
        },
      ]),
    );
    expect([...first!.data]).toEqual([0, 1, 2]);
    expect([...first!.palette!.subarray(0, 9)]).toEqual([0, 0, 0, 255, 0, 0, 0, 128, 0]);
  });

  it('of every page, thumbnails left aside', () => {
    const pages = [[1], [2], [3]].map((values, p) => page(values, 1, p === 1 ? [[254, 4, [1]]] : []));
    expect(read(tiffBytes(pages)).map(({ data }) => data[0])).toEqual([1, 3]);
  });

  it('of tiles whose places stand under the tags of strips', () => {
    const [first] = read(
      tiffBytes([
        {
          width: 2,
          height: 2,
          blocks: [new Uint8Array(256).fill(7)],
          tags: [
            [322, 3, [16]],
            [323, 3, [16]],
          ],
        },
      ]),
    );
    expect([...first!.data]).toEqual([7, 7, 7, 7]);
  });
});

describe('readTiff tells what ImageJ and OME say of a stack', () => {
  const stack = (text: string, tags: TiffTag[] = []) =>
    readTiff(tiffBytes([page([1], 1, [[270, 2, `${text}\0`], ...tags]), page([2], 1)]), 'x.tif');

  it('spacing in millimetres', () => {
    const imageJ = 'ImageJ=1.53t\nimages=2\nslices=2\nunit=micron\nspacing=3\n';
    // 4 pixels a micron: 0.25 micron each.
    expect(
      stack(imageJ, [
        [282, 5, [4]],
        [283, 5, [2]],
      ]).spacingMm!.map((mm) => mm * 1000),
    ).toEqual([3, 0.5, 0.25]);
    const ome =
      '<OME xmlns="x"><Image><Pixels PhysicalSizeX="0.5" PhysicalSizeY="0.5" PhysicalSizeZ="2" PhysicalSizeZUnit="mm" SizeZ="2" SizeT="1" SizeC="1"/></Image></OME>';
    expect(stack(ome).spacingMm).toEqual([2, 0.0005, 0.0005]);
    expect(stack('a scan').spacingMm).toBeUndefined();
  });

  it('time points and channels, which are no slices', () => {
    expect(stack('ImageJ=1.53t\nimages=2\nframes=2\n').series).toBe('2 time points');
    expect(stack('<OME><Pixels SizeC="2" SizeZ="1" SizeT="1"/></OME>').series).toBe('2 channels');
  });

  it('slices that are not there', () =>
    expect(() => stack('ImageJ=1.53t\nimages=5\n')).toThrow(/promises 5 slices behind each other, and it has 2 page/));
});

describe('readTiff refuses, naming the file', () => {
  const one = (tags: TiffTag[], blocks = [Uint8Array.of(1, 2, 3, 4)]) =>
    tiffBytes([{ width: 2, height: 2, blocks, tags }]);
  const refused: [string, RegExp, () => Uint8Array][] = [
    [
      'a list of pages that runs in a circle',
      /runs in a circle/,
      () => {
        const file = one([]);
        const at = file.readUInt32LE(4);
        file.writeUInt32LE(at, at + 2 + 12 * file.readUInt16LE(at));
        return file;
      },
    ],
    ['JPEG inside', /compression 7, JPEG, is not read/, () => one([[259, 3, [7]]])],
    ['fax inside', /compression 4, CCITT fax 4, is not read/, () => one([[259, 3, [4]]])],
    [
      'CMYK',
      /colours are CMYK/,
      () =>
        one([
          [262, 3, [5]],
          [277, 3, [4]],
          [258, 3, [8, 8, 8, 8]],
        ]),
    ],
    ['colours of an unknown kind', /of the unknown kind 99/, () => one([[262, 3, [99]]])],
    ['a width of 0', /size is 0×2/, () => one([[256, 4, [0]]])],
    ['rows per strip of 0', /strips are of 2×0/, () => one([[278, 3, [0]]])],
    [
      'tiles of 0',
      /tiles are of 0×16/,
      () =>
        one([
          [322, 3, [0]],
          [323, 3, [16]],
        ]),
    ],
    ['a missing strip', /places of 1 and the lengths of 1 of 2 strips/, () => one([[278, 3, [1]]])],
    [
      'a strip of no bytes',
      /strip 2 of 2 is missing/,
      () => one([[278, 3, [1]]], [Uint8Array.of(1, 2), new Uint8Array(0)]),
    ],
    ['a strip that is cut', /a strip holds 3 of 4 bytes/, () => one([], [Uint8Array.of(1, 2, 3)])],
    ['a strip beyond the end', /the file ends at byte/, () => one([[279, 4, [4000]]])],
    ['a cut PackBits run', /PackBits run is cut short/, () => one([[259, 3, [32773]]], [Uint8Array.of(3, 1, 2)])],
    ['LZW codes out of order', /LZW code/, () => one([[259, 3, [5]]], [Uint8Array.of(0x80, 0x7f, 0xff, 0xff)])],
    [
      'a strip that unpacks to more than promised',
      /unpacks to more than the 4 bytes/,
      () => one([[259, 3, [8]]], [deflateSync(new Uint8Array(2 ** 24))]),
    ],
    ['12 bits', /12 bits a sample/, () => one([bits(12)])],
    [
      '64-bit numbers beyond 2^53',
      /64-bit number 9007199254740993, and numbers are exact/,
      () => tiffBytes([page([9007199254740993n], 8)]),
    ],
    [
      'two values a pixel that are not explained',
      /2 values a pixel/,
      () =>
        one([
          [277, 3, [2]],
          [258, 3, [8, 8]],
        ]),
    ],
    ['tags beyond the end', /tags end beyond its end/, () => one([]).subarray(0, 40)],
    [
      'more than can be: 40 000 × 40 000 in 200 bytes',
      /unpacks to 1526 MB/,
      () =>
        tiffBytes([
          {
            width: 40_000,
            height: 40_000,
            blocks: [deflateSync(new Uint8Array(9))],
            tags: [
              [259, 3, [8]],
              [278, 4, [10]],
              [273, 4, new Array<number>(4000).fill(8)],
              [279, 4, new Array<number>(4000).fill(9)],
            ],
          },
        ]),
    ],
  ];
  it.each(refused)('%s', (_, message, file) => {
    expect(() => readTiff(file(), 'x.tif')).toThrow(message);
    expect(() => readTiff(file(), 'x.tif')).toThrow(/^x\.tif /);
  });

  it('pages whose tags overlap, which would take more work than the file has bytes', () => {
    // Two directories of 60 tags, at bytes 8 and 10 of 1000: each takes 722 bytes.
    const file = Buffer.alloc(1000);
    file.write('II');
    file.writeUInt16LE(42, 2);
    file.writeUInt32LE(8, 4);
    file.writeUInt16LE(60, 8);
    file.writeUInt16LE(60, 10);
    file.writeUInt32LE(10, 8 + 2 + 720);
    expect(() => [...tiffDirectories(file)]).toThrow('the tags of its pages overlap');
  });

  it('3000 tags over the same bytes without reading them', () => {
    const same: TiffTag[] = Array.from({ length: 3000 }, (_, t) => [40_000 + t, 4, [1, 2, 3]]);
    const start = performance.now();
    expect(read(tiffBytes([page([1], 1, same)]))[0]!.data[0]).toBe(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('readTiff on real files', () => {
  const quirks = shared('data/quirks');
  it.skipIf(!quirks)('reads all 31 pages of a 16-bit Deflate stack, with instance labels as numbers', () => {
    const { pages } = readTiff(readFileSync(join(quirks!, 'stardist_mask3d.tif')), 'mask3d');
    expect(pages.length).toBe(31);
    expect(pages.every((one) => one.width === 57 && one.height === 61)).toBe(true);
  });
});
