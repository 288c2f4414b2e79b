import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { storedPng } from '../../src/figures/index.js';
import { pairsOfImage, type PairsOfImageOptions } from '../../src/studies/index.js';
import { loadTask } from '../../src/tasks/index.js';

const folder = mkdtempSync(join(tmpdir(), 'pairs-'));
/** A picture of one value a pixel. */
function png(name: string, width: number, height: number, value: (x: number, y: number) => number): string {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
  const path = join(folder, name);
  writeFileSync(path, Buffer.from(storedPng(width, height, pixels).split(',')[1]!, 'base64'));
  return path;
}
const inside = (x: number, y: number) => x > 10 && x < 22 && y > 8 && y < 20;
const image = png('frame.png', 40, 30, (x, y) => 40 + 3 * x + (inside(x, y) ? 80 : 0));
const mask = png('mask.png', 40, 30, (x, y) => (inside(x, y) ? 255 : 0));
const asked = (changes: Partial<PairsOfImageOptions>): PairsOfImageOptions => ({
  image,
  mask,
  samples: 2,
  size: 26,
  from: 0,
  iterations: 1,
  seed: 1,
  out: join(folder, 'out'),
  ...changes,
});

beforeAll(async () => void (await startEngine()));

it('pairsOfImage(options) writes pairs in the proportions of the image, which is18 reads in grey, the same by the seed', async () => {
  const written = await pairsOfImage(asked({}));
  expect(readdirSync(join(folder, 'out', 'images'))).toEqual(['frame-01.png', 'frame-02.png']);
  expect(readdirSync(join(folder, 'out', 'masks'))).toEqual(['frame-01.png', 'frame-02.png']);
  for (const { distance, marked } of written) {
    expect(distance).toBeGreaterThan(0);
    expect(marked).toBeLessThanOrEqual(1);
  }
  const bytes = readFileSync(written[0]!.image);
  // 26 × 26 · 30/40: width and height of a PNG stand at byte 16.
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([26, 20]);
  const { samples } = await loadTask('is18', { data: join(folder, 'out'), size: 26 });
  expect(samples).toHaveLength(2);
  const again = await pairsOfImage(asked({ out: join(folder, 'again') }));
  expect(readFileSync(again[0]!.image)).toEqual(bytes);
  const other = await pairsOfImage(asked({ out: join(folder, 'other'), seed: 2 }));
  expect(readFileSync(other[0]!.image)).not.toEqual(bytes);
});

it.each<[string, () => Partial<PairsOfImageOptions>, string]>([
  ['a missing image', () => ({ image: join(folder, 'nope.png') }), 'there is no file'],
  ['a missing mask', () => ({ mask: join(folder, 'nope.png') }), '`mask` names the one to read'],
  [
    'a mask of another size',
    () => ({ mask: png('wide.png', 41, 30, (x) => (x < 9 ? 255 : 0)) }),
    'is 41 × 30 pixels and',
  ],
  ['a mask of several labels', () => ({ mask: png('labels.png', 40, 30, (x) => Math.floor(x / 14)) }), 'labels 1, 2'],
  ['a mask of nothing', () => ({ mask: png('none.png', 40, 30, () => 0) }), 'marks nothing'],
  ['a photograph as mask', () => ({ mask: png('photo.png', 40, 30, (x, y) => 5 * x + y) }), 'is no mask'],
  [
    'a small image',
    () => ({
      image: png('small.png', 24, 30, (x) => x),
      mask: png('small-mask.png', 24, 30, (x) => (x < 9 ? 255 : 0)),
    }),
    'at least 25 on each side',
  ],
  ['a size of nothing', () => ({ size: 24 }), '`size` is from 25 to 250 pixels, got 24.'],
  ['a scale beyond the last', () => ({ from: 2 }), '`from` is a scale from 0 to 1'],
  [
    'a folder with files',
    () => {
      mkdirSync(join(folder, 'full'), { recursive: true });
      writeFileSync(join(folder, 'full', 'a.txt'), '');
      return { out: join(folder, 'full') };
    },
    'holds files already',
  ],
  ['a file as folder', () => ({ out: image }), 'is a file'],
])('pairsOfImage(options) refuses %s in a sentence, and writes nothing', async (_, changes, sentence) => {
  const out = join(folder, 'refused');
  await expect(pairsOfImage(asked({ out, ...changes() }))).rejects.toThrow(sentence);
  expect(() => readdirSync(out)).toThrow('ENOENT');
});
