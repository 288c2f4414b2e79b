import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import type { Sample } from '../../src/tasks/index.js';
import { SAMPLERS, type SamplerId } from '../../src/training/index.js';

/** Samples of one pixel: with a target where the pattern holds a 1. */
const samplesOf = (pattern: string): Sample[] =>
  [...pattern].map((label, n) => ({
    id: String(n),
    patient: String(n),
    height: 1,
    width: 1,
    channels: 1,
    image: new Float32Array(1),
    mask: Uint8Array.of(Number(label)),
  }));

/** Two thirds of the images are empty, and all targets stand together at the end. */
const THIRD = samplesOf('0'.repeat(40) + '1'.repeat(20));
const ids = Object.keys(SAMPLERS) as SamplerId[];

function draw(id: SamplerId, samples: readonly Sample[], batch: number, batches: number, seed = 1): number[][] {
  const sampler = SAMPLERS[id](samples, batch, seededRandom(seed));
  return Array.from({ length: batches }, () => sampler.next());
}

const targetsIn = (samples: readonly Sample[], indices: readonly number[]) =>
  indices.filter((i) => samples[i]!.mask[0]! > 0).length;

describe.each(ids)('SAMPLERS.%s(samples, batch, random)', (id) => {
  it.each([
    [60, 8],
    [5, 8],
    [1, 3],
    [7, 1],
  ])('gives of %i samples batches of %i indices', (count, batch) => {
    const samples = THIRD.slice(-count);
    for (const indices of draw(id, samples, batch, 30)) {
      expect(indices).toHaveLength(batch);
      expect(indices.every((i) => Number.isInteger(i) && i >= 0 && i < count)).toBe(true);
    }
  });

  it('gives the same batches from the same seed, and others from another', () => {
    expect(draw(id, THIRD, 8, 20, 3)).toEqual(draw(id, THIRD, 8, 20, 3));
    expect(draw(id, THIRD, 8, 20, 3)).not.toEqual(draw(id, THIRD, 8, 20, 4));
  });

  it.each(['000000000', '111111111'])('takes samples that are all alike: %s', (pattern) => {
    const samples = samplesOf(pattern);
    expect(new Set(draw(id, samples, 2, 30).flat()).size).toBe(9);
  });
});

describe.each(['shuffled', 'spread'] as const)('SAMPLERS.%s(samples, batch, random)', (id) => {
  it.each([1, 4, 8, 7])('shows every image once an epoch, in batches of %i', (batch) => {
    const all = draw(id, THIRD, batch, 60).flat();
    for (let epoch = 0; (epoch + 1) * 60 <= all.length; epoch++) {
      const shown = all.slice(epoch * 60, (epoch + 1) * 60);
      expect([...shown].sort((a, b) => a - b)).toEqual([...THIRD.keys()]);
    }
  });

  it('shows them in another order each time', () => {
    const all = draw(id, THIRD, 60, 3);
    expect(all[1]).not.toEqual(all[0]);
    expect(all[2]).not.toEqual(all[1]);
  });
});

describe('SAMPLERS.spread(samples, batch, random)', () => {
  it.each([
    ['a third', 20, 40],
    ['a sixth', 10, 50],
    ['five sixths', 50, 10],
    ['all but one', 59, 1],
    ['one', 1, 59],
  ])('of %s with a target, no stretch of an epoch holds more or less than two from its share', (_, shown, empty) => {
    const samples = samplesOf('0'.repeat(empty) + '1'.repeat(shown));
    for (let seed = 1; seed <= 20; seed++) {
      const [order] = draw('spread', samples, 60, 1, seed);
      for (const length of [6, 12, 30])
        for (let start = 0; start + length <= 60; start++) {
          const held = targetsIn(samples, order!.slice(start, start + length));
          expect(Math.abs(held - (length * shown) / 60)).toBeLessThanOrEqual(2);
        }
    }
  });

  it('leaves no batch of 8 without a target where a third have one; `shuffled` leaves some', () => {
    const without = (id: SamplerId) =>
      draw(id, THIRD, 8, 600).filter((indices) => targetsIn(THIRD, indices) === 0).length;
    expect(without('spread')).toBe(0);
    // (2/3)^8 = 0.04 of 600 batches, a little less without replacement.
    expect(without('shuffled')).toBeGreaterThan(5);
  });
});

describe('SAMPLERS.foreground(samples, batch, random)', () => {
  it.each([
    [8, 3],
    [3, 1],
    [1, 1],
    [9, 3],
  ])('draws of each batch of %i at least %i from the images with a target', (batch, least) => {
    const rare = samplesOf(`${'0'.repeat(58)}11`);
    const held = draw('foreground', rare, batch, 60).map((indices) => targetsIn(rare, indices));
    expect(Math.min(...held)).toBeGreaterThanOrEqual(least);
  });

  it('shows targets more often than they occur: a third, and their share of the rest', () => {
    const shown = draw('foreground', THIRD, 9, 400).flat();
    const share = targetsIn(THIRD, shown) / shown.length;
    // 1/3 + 2/3 · 1/3 = 5/9; whole epochs of both, so next to no chance is left in it.
    expect(Math.abs(share - 5 / 9)).toBeLessThan(0.01);
    expect(Math.abs(targetsIn(THIRD, draw('spread', THIRD, 9, 400).flat()) / 3600 - 1 / 3)).toBeLessThan(0.01);
  });
});
