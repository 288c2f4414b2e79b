import { describe, expect, it } from 'vitest';
import { confusionCounts, masksWithCounts, type Counts } from '../../src/overlap/index.js';

// The hard map p > 1/2 of the golden vectors, worked by hand: tp = fp = fn = 1, tn = 2.
const golden: Counts = { tp: 1, fp: 1, fn: 1, tn: 2 };

describe('confusionCounts', () => {
  it('counts each kind of pixel once', () => {
    expect(confusionCounts([1, 1, 0, 0, 0], [1, 0, 1, 0, 0])).toEqual(golden);
    expect(confusionCounts(new Uint8Array([1, 0]), new Float32Array([1, 1]))).toEqual({ tp: 1, fp: 1, fn: 0, tn: 0 });
    expect(confusionCounts([], [])).toEqual({ tp: 0, fp: 0, fn: 0, tn: 0 });
  });
  it('refuses masks of different sizes', () =>
    expect(() => confusionCounts([1, 0], [1])).toThrow('2 pixels, the prediction 1'));
  it.each([
    [[0.5], [1]],
    [[1], [255]],
    [[NaN], [0]],
    [[-1], [0]],
  ])('refuses the values %o and %o', (y, p) => expect(() => confusionCounts(y, p)).toThrow('only 0 and 1'));
});

describe('masksWithCounts', () => {
  it('makes masks that have the counts', () => {
    for (const counts of [
      { tp: 2, fp: 3, fn: 1, tn: 4 },
      { tp: 0, fp: 0, fn: 0, tn: 0 },
      { tp: 0, fp: 5, fn: 0, tn: 0 },
    ]) {
      const { reference, prediction } = masksWithCounts(counts);
      expect(confusionCounts(reference, prediction)).toEqual(counts);
    }
  });
  it.each([
    [-1, 'whole counts'],
    [0.5, 'whole counts'],
    [1e12, 'at most'],
  ])('refuses tp = %d', (tp, part) => expect(() => masksWithCounts({ tp, fp: 0, fn: 0, tn: 0 })).toThrow(part));
});
