import { describe, expect, it } from 'vitest';
import { bootstrapStatistics, lowestMean, pairedBootstrap } from '../../../src/evaluation/index.js';
import { UserError } from '../../../src/userError.js';

describe('lowestMean(values, share)', () => {
  it.each([
    [0.05, 0.1],
    [0.1, 0.1],
    [0.11, 0.15],
    [0.25, 0.2],
    [0.5, 0.3],
  ])('of ten values, share %d: the lowest, rounded up', (share, expected) => {
    const values = [1, 0.9, 0.2, 0.8, 0.3, 0.1, 0.7, 0.4, 0.6, 0.5];
    expect(lowestMean(values, share)).toBeCloseTo(expected, 12);
  });

  it('takes 3 of 60 for a share of .05, whose product is 3 only nearly', () => {
    const values = Array.from({ length: 60 }, (_, k) => k);
    expect(lowestMean(values, 0.05)).toBe(1);
  });

  it('leaves the values as they are', () => {
    const values = [3, 1, 2];
    lowestMean(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([
    [[], 0.5],
    [[1, NaN], 0.9],
    [[1, 2], 0],
    [[1, 2], 1],
  ])('refuses %j with a share of %d', (values, share) => expect(() => lowestMean(values, share)).toThrow(UserError));
});

describe('bootstrapStatistics(units, statistics, options)', () => {
  const x = Array.from({ length: 40 }, (_, k) => Math.sin(k) + 0.3);
  const meanOf = (drawn: readonly number[]) => drawn.reduce((sum, k) => sum + x[k]!, 0) / drawn.length;

  it('gives of a mean what pairedBootstrap gives, within the scatter of resampling', () => {
    const [own] = bootstrapStatistics(40, (drawn) => [meanOf(drawn)], { resamples: 20_000 });
    const other = pairedBootstrap(x, new Float64Array(40), { resamples: 20_000 });
    expect(own!.value).toBeCloseTo(other.mean, 12);
    for (const key of ['lower', 'upper', 'pTwoSided'] as const)
      expect(Math.abs(own![key] - other[key])).toBeLessThan(0.01);
  });

  it('draws the same units for all numbers, so that what is equal differs nowhere', () => {
    const [difference] = bootstrapStatistics(40, (drawn) => [meanOf(drawn) - meanOf(drawn)]);
    expect(difference).toEqual({ value: 0, lower: 0, upper: 0, pTwoSided: 1 });
  });

  it('gives the same from the same seed, and other numbers from another', () => {
    const of = (seed: number) => bootstrapStatistics(40, (drawn) => [meanOf(drawn)], { seed, resamples: 50 });
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('refuses one unit', () => expect(() => bootstrapStatistics(1, () => [0])).toThrow(UserError));
});
