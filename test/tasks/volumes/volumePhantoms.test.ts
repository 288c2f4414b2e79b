import { describe, expect, it } from 'vitest';
import { loadTask, TASK_IDS, TASKS, type Sample } from '../../../src/tasks/index.js';

const OF_VOLUMES = TASK_IDS.filter((id) => TASKS[id].volumePhantom);
const SIZE = 28;
const DEPTH = 28;

const volumes = async (id: (typeof TASK_IDS)[number], patients = 2, depth = DEPTH, size = SIZE) =>
  (await loadTask(id, { depth, size, patients, labelDraws: 0 })).samples;

/** The first channel of one slice, where both it and another are inside the body. */
function correlation(a: Sample, za: number, b: Sample, zb: number): number {
  const pairs: [number, number][] = [];
  for (let p = 0; p < SIZE * SIZE; p++) {
    const [i, j] = [p * DEPTH + za, p * DEPTH + zb];
    if (a.valid![i] && b.valid![j]) pairs.push([a.image[i * a.channels]!, b.image[j * b.channels]!]);
  }
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [ma, mb] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number) => pairs.reduce((total, [x, y]) => total + of(x - ma, y - mb), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

const share = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum: number, value) => sum + Number(value > 0), 0) / values.length;

describe('synthetic volumes', () => {
  it('are made of the four tasks of which the authors published folds', () => {
    expect(OF_VOLUMES).toEqual(['br18', 'is17', 'is18', 'wm17']);
  });

  it.each(OF_VOLUMES)(
    'of %s are one anatomy a patient: a slice is like the next, and not like another patient’s',
    async (id) => {
      const [a, b] = (await volumes(id)) as [Sample, Sample];
      const middle = [11, 12, 13, 14, 15, 16];
      const mean = (of: (z: number) => number) => middle.reduce((sum, z) => sum + of(z), 0) / middle.length;
      const next = mean((z) => correlation(a, z, a, z + 1));
      const far = mean((z) => correlation(a, z, a, z - 7));
      const other = mean((z) => correlation(a, z, b, z + 1));
      expect(next).toBeGreaterThan(0.6);
      expect(far).toBeLessThan(next - 0.1);
      expect(other).toBeLessThan(next - 0.2);
    },
  );

  it.each(OF_VOLUMES)('of %s have a target inside the body, in slices that lie together', async (id) => {
    const samples = await volumes(id, 4);
    const shown = samples.filter(({ mask }) => mask.includes(1));
    expect(shown.length).toBeGreaterThan(1);
    for (const { mask, valid, image, channels } of samples) {
      expect(mask.length).toBe(SIZE * SIZE * DEPTH);
      expect(image.length).toBe(mask.length * channels);
      expect(share(valid!)).toBeGreaterThan(0.1);
      for (let v = 0; v < mask.length; v++) if (valid![v] === 0) expect(image[v * channels]).toBe(0);
    }
    // The body ends above and below: a head, not a column.
    expect(shown[0]!.valid!.some((one, v) => one === 1 && (v % DEPTH === 0 || v % DEPTH === DEPTH - 1))).toBe(false);
  });

  it('are the same from the same seed, also with more patients, and others from another', async () => {
    const [[first], [again], [other]] = [
      await volumes('is17', 1),
      await volumes('is17', 2),
      (await loadTask('is17', { depth: DEPTH, size: SIZE, patients: 1, labelDraws: 0, seed: 2 })).samples,
    ];
    expect([again!.image, again!.mask]).toEqual([first!.image, first!.mask]);
    expect(other!.image).not.toEqual(first!.image);
  });

  it('are the same anatomy on a finer grid', async () => {
    const [coarse, fine] = [await volumes('br18', 3), await volumes('br18', 3, 55, 55)];
    coarse.forEach((sample, p) => {
      expect(share(fine[p]!.valid!) / share(sample.valid!)).toBeCloseTo(1, 1);
      expect(share(fine[p]!.mask) / share(sample.mask)).toBeCloseTo(1, 0);
    });
  });

  it('tell oedema, core and rim of br18 apart', async () => {
    const { samples, classes } = await loadTask('br18', {
      depth: DEPTH,
      size: SIZE,
      patients: 4,
      labelDraws: 0,
      multiClass: true,
    });
    expect(classes).toHaveLength(4);
    expect(new Set(samples.flatMap(({ mask }) => [...new Set(mask)]))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('are refused of a task of images, of real cases, and with several a patient', async () => {
    const load = (options: object) => loadTask('br18', { depth: 28, size: 28, patients: 1, ...options });
    await expect(loadTask('po18', { depth: 28 })).rejects.toThrow(/po18 has no volumes, only br18, is17, is18, wm17/);
    await expect(load({ data: '/nowhere' })).rejects.toThrow(/`depth` makes synthetic volumes; real cases are read as/);
    await expect(load({ imagesPerPatient: 2 })).rejects.toThrow(
      /`imagesPerPatient` must be a whole number from 1 to 1/,
    );
    await expect(load({ depth: 0 })).rejects.toThrow(/`depth` must be a whole number from 1 to 1024, got 0/);
    await expect(load({ patients: 1e5, size: 1024, depth: 1024 })).rejects.toThrow(/MB of memory/);
  });
});
