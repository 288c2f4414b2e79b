import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/random.js';
import { contentOf } from '../../../src/tasks/readers/contentOf.js';

const WIDTH = 64;
const random = seededRandom(2);
/** 64 × 64 values by their place. */
const picture = (value: (x: number, y: number) => number) =>
  Float64Array.from({ length: WIDTH * WIDTH }, (_, p) => value(p % WIDTH, Math.floor(p / WIDTH)));
const of8 = (value: (x: number, y: number) => number, from = 'png') =>
  contentOf(Uint8Array.from(picture(value)), WIDTH, from, 8);
const of16 = (value: (x: number, y: number) => number, from = 'tiff') =>
  contentOf(Uint16Array.from(picture(value)), WIDTH, from, 16);
const radius = (x: number, y: number) => Math.hypot(x - 32, y - 32);
/** 1 inside a disc, falling to 0 over `width` pixels. */
const disc = (x: number, y: number, width: number) => Math.min(1, Math.max(0, (20 - radius(x, y)) / width + 0.5));
const blob = (x: number, y: number) => Math.exp(-((radius(x, y) / 10) ** 2) / 2);

describe('contentOf tells labels', () => {
  it.each([
    ['0 and 1', of8((x) => Number(x > 9)), [1]],
    ['0 and 38', of8((x) => 38 * Number(x > 9)), [38]],
    ['lesion types 1 to 5', of8((x) => Math.floor(x / 11)), [1, 2, 3, 4, 5]],
    ['two values of which none is white', of8((x) => 100 * Math.floor(x / 30)), [100, 200]],
    ['grey beside white, each with an area of its own', of8((x) => [0, 128, 255][Math.floor(x / 22)]!), [128, 255]],
    ['label 1 beside an ignored 255', of8((x) => [0, 1, 255][Math.floor(x / 22)]!), [1, 255]],
    ['labels 1, 2 and 20 beside 255', of8((x) => [0, 1, 2, 20, 255][Math.floor(x / 13)]!), [1, 2, 20, 255]],
    [
      '200 instances that do not touch',
      of8((x, y) => ((x | y) % 4 === 3 ? 0 : 1 + (x >> 2) + 14 * (y >> 2)) % 200),
      'many',
    ],
    ['instances of 16 bits', of16((x, y) => ((x | y) % 4 === 3 ? 0 : 1000 + (x >> 2) + 16 * (y >> 2))), 'many'],
    ['nothing', of8(() => 0), []],
    ['1 beside 255, which is often what is ignored', of8((x) => [0, 1, 255][Math.floor(x / 22)]!), [1, 255]],
    ['classes from 0 to 29 beside 255', of8((x, y) => (x > 59 ? 255 : (x >> 2) + 15 * (y >> 5))), 'beside 255'],
    ['a thin line of 1 beside 255', of8((x, y) => (y > 50 ? 255 : Number(x === 9))), [1, 255]],
  ] as const)('%s', (_, { kind, labels }, expected) => {
    expect(kind).toBe('labels');
    if (expected === 'many') expect(labels.length).toBeGreaterThan(100);
    else if (expected === 'beside 255') expect(labels).toEqual([...Array.from({ length: 29 }, (_, k) => k + 1), 255]);
    else expect(labels).toEqual(expected);
  });

  it('exactly where floats hold them, with the rounding of a scaled file', () => {
    expect(contentOf(Float32Array.of(0, 0.99999997, 2), 3, 'volume', 32)).toMatchObject({
      kind: 'labels',
      labels: [1, 2],
    });
    expect(contentOf(Float64Array.of(16777216, 16777217), 2, 'volume', 64).labels).toEqual([16777216, 16777217]);
  });

  it('that are negative', () => expect(contentOf(Int16Array.of(-1, 0, 3), 3, 'volume', 16).labels).toEqual([-1, 3]));
});

describe('contentOf tells brightness', () => {
  it.each([
    ['0 and 255', of8((x) => 255 * Number(x > 9))],
    ['0 and 254', of8((x) => 254 * Number(x > 9))],
    ['0 and 65535 of 16 bits', of16((x) => 65535 * Number(x > 9))],
    ['252 to 255', of8((x, y) => (x > 9 ? 252 + ((x + y) % 4) : 0))],
    // The rounding of a JPEG that was saved as PNG: 1 and 2 beside 0, scattered.
    [
      '0 to 2 as noise of the dark, and 255',
      of8((x, y) => (x > 30 ? 255 : [0, 1, 2, 1, 0, 2, 0][(5 * x + 3 * y) % 7]!)),
    ],
    ['a border of 2 grey pixels', of8((x, y) => Math.round(255 * disc(x, y, 2)))],
    [
      'what the ringing of a JPEG leaves in a PNG, none of it in areas',
      of8((x, y) => (x > 40 ? 255 - ((x + y) % 3) : x > 32 ? (3 * x + 5 * y) % 7 : 0)),
    ],
    ['a border of 2 grey pixels, of 16 bits', of16((x, y) => Math.round(65535 * disc(x, y, 2)))],
    [
      'the ringing of a JPEG',
      of8((x) => [3, 9, 120, 250][x % 4 === 2 && x !== 30 ? 1 : x === 30 ? 2 : x > 32 ? 3 : 0]!, 'jpeg'),
    ],
  ])('%s', (_, { kind }) => expect(kind).toBe('brightness'));

  it('with the white of a JPEG as 255, so that an empty one stays empty', () =>
    expect(of8((x) => x % 9, 'jpeg')).toMatchObject({ kind: 'brightness', white: 255 }));
});

describe('contentOf tells probabilities and photographs', () => {
  it.each([
    ['a fraction', contentOf(Float32Array.of(0, 0.3, 1), 3, 'volume', 32), 'it holds 0.3'],
    [
      'NaN',
      contentOf(Float32Array.of(0, NaN), 2, 'volume', 32),
      'it holds NaN, which is no label (numpy.nan_to_num makes it 0)',
    ],
    [
      'a blob of 8 bits, in less than 30 % of the picture',
      of8((x, y) => Math.round(255 * blob(x, y))),
      'neither dark nor bright',
    ],
    ['a blob of 16 bits', of16((x, y) => Math.round(65535 * blob(x, y))), 'neither dark nor bright'],
    ['a blob whose peak is 100 of 255', of8((x, y) => Math.round(100 * blob(x, y))), 'neither dark nor bright'],
    [
      'a blob of whole numbers in a volume',
      contentOf(Int16Array.from(picture((x, y) => 1000 * blob(x, y))), WIDTH, 'volume', 16),
      'neither dark',
    ],
    ['a photograph', of8(() => 60 + random.integer(120)), 'neither dark nor bright'],
    ['a ramp along columns', of8((_, y) => 4 * y), 'neither dark nor bright'],
    ['a ramp in a JPEG', of8((x) => 4 * x, 'jpeg'), 'neither dark nor bright'],
    ['a blob in a JPEG', of8((x, y) => Math.round(255 * blob(x, y)), 'jpeg'), 'neither dark nor bright'],
    ['the labels 0 and 1 in a JPEG', of8((x) => Number(x > 9), 'jpeg'), 'areas of 0, 1, of 255'],
    [
      'noise of 32 bits',
      contentOf(
        Float64Array.from({ length: 200_000 }, (_, v) => v),
        400,
        'tiff',
        32,
      ),
      'more than 100000',
    ],
  ])('%s', (_, { kind, why }, expected) => {
    expect(kind).toBe('probabilities');
    expect(why).toContain(expected);
  });
});
