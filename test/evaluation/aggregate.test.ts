import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../src/evaluation/aggregate.js';
import { dice, jaccard, type Counts } from '../../src/overlap/index.js';

const counts = (tp: number, fp: number, fn: number): Counts => ({ tp, fp, fn, tn: Math.max(0, 100 - tp - fp - fn) });
const absent = counts(0, 0, 0);

describe('aggregate(counts, measure)', () => {
  // Jaccard by hand: image 0: 1/2 and 1/4; image 1: 1 and absent; image 2: 0 and absent.
  const table = [
    [counts(2, 1, 1), counts(1, 2, 1)],
    [counts(6, 0, 0), absent],
    [counts(0, 0, 2), absent],
  ];

  it('per image, per class and per data set, worked by hand', () => {
    const result = aggregate(table, jaccard, { worstPercent: 50 });
    expect(result.classes).toEqual([1 / 2, 1 / 4]);
    expect(result.perClass).toBe(3 / 8);
    // Image means 3/8, 1, 0.
    expect(result.perImage).toBeCloseTo(11 / 24, 15);
    // Class sums: (8, 1, 3) gives 2/3, (1, 2, 1) gives 1/4.
    expect(result.perDataset).toBeCloseTo(11 / 24, 15);
    // Half of three images, rounded down: the one that scores 0.
    expect(result.worst).toBe(0);
    expect(result.undefinedScores).toBe(2);
  });
  it('counts absent classes as perfect when told so, and the means rise', () => {
    const result = aggregate(table, jaccard, { empty: 'one' });
    expect(result.classes).toEqual([1 / 2, 3 / 4]);
    expect(result.undefinedScores).toBe(0);
  });
  it('leaves a class that no image holds undefined: neither perfect, nor 0, nor −1, and no part of any mean', () => {
    const { classes, perClass, perImage, perDataset } = aggregate(
      [
        [counts(1, 1, 0), absent],
        [counts(1, 1, 0), absent],
      ],
      jaccard,
    );
    expect(classes).toEqual([1 / 2, NaN]);
    expect([perClass, perImage, perDataset]).toEqual([1 / 2, 1 / 2, 1 / 2]);
    expect(aggregate([[absent]], jaccard)).toMatchObject({
      perDataset: NaN,
      perImage: NaN,
      perClass: NaN,
      worst: NaN,
      undefinedScores: 1,
    });
  });
  it('of one image and one class is its score, everywhere', () => {
    const score = dice(counts(3, 1, 2));
    expect(aggregate([[counts(3, 1, 2)]], dice)).toEqual({
      perDataset: score,
      perImage: score,
      perClass: score,
      worst: score,
      classes: [score],
      undefinedScores: 0,
    });
  });
  it('Dice of the data set is the mean of the images weighted by |y| + |ỹ|', () => {
    const some = fc
      .record({ tp: fc.nat(20), fp: fc.nat(20), fn: fc.nat(20) })
      .map(({ tp, fp, fn }) => counts(tp + 1, fp, fn));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (images) => {
        const weights = images.map(({ tp, fp, fn }) => 2 * tp + fp + fn);
        const weighted = images.reduce((sum, c, k) => sum + weights[k]! * dice(c), 0) / weights.reduce((a, b) => a + b);
        expect(
          aggregate(
            images.map((c) => [c]),
            dice,
          ).perDataset,
        ).toBeCloseTo(weighted, 12);
      }),
    );
  });
  it('per image and per data set differ by up to 1 − 1/K: one large object found, K − 1 small ones missed', () => {
    const images = [[counts(1e6, 0, 0)], [counts(0, 0, 1)], [counts(0, 0, 1)], [counts(0, 0, 1)]];
    const { perDataset, perImage } = aggregate(images, dice);
    expect(perDataset - perImage).toBeCloseTo(3 / 4, 5);
  });
  it('the worst tenth is at most the mean, and the worst 100 % are the mean', () => {
    const images = Array.from({ length: 20 }, (_, k) => [counts(k, 20 - k, 0)]);
    const { worst, perImage } = aggregate(images, dice);
    // The two worst: k = 0 and 1: (0 + 2/21)/2.
    expect(worst).toBeCloseTo(1 / 21, 15);
    expect(aggregate(images, dice, { worstPercent: 100 }).worst).toBeCloseTo(perImage, 15);
  });
  it('refuses no images, uneven classes and a percentage out of range', () => {
    expect(() => aggregate([], dice)).toThrow('at least one image');
    expect(() => aggregate([[absent], [absent, absent]], dice)).toThrow('image 1 has 2');
    expect(() => aggregate([[absent]], dice, { worstPercent: 0 })).toThrow('worstPercent');
  });
});
