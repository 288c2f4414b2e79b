import { describe, expect, it } from 'vitest';
import { resampleMeans } from '../../../src/evaluation/statistics/resampleMeans.js';

const equalUnits = (sums: number[]) => ({
  sums: Float64Array.from(sums),
  counts: new Float64Array(sums.length).fill(1),
});

describe('resampleMeans({sums, counts}, resamples, seed)', () => {
  it('draws every unit equally often, the first and the last included', () => {
    const units = 7;
    for (let unit = 0; unit < units; unit++) {
      const indicator = Array.from({ length: units }, (_, k) => (k === unit ? 1 : 0));
      const means = resampleMeans(equalUnits(indicator), 20_000, 3);
      const share = means.reduce((a, b) => a + b, 0) / means.length;
      // 140 000 draws: standard error √(1/7·6/7/140000) = 0.00094; five of them.
      expect(Math.abs(share - 1 / units)).toBeLessThan(0.0047);
    }
  });
  it('has the variance of a mean of n draws', () => {
    const means = resampleMeans(equalUnits([0, 1]), 40_000, 5);
    const average = means.reduce((a, b) => a + b, 0) / means.length;
    const variance = means.reduce((sum, m) => sum + (m - average) ** 2, 0) / means.length;
    // Two draws of 0 or 1: variance ½·¼; independent draws, or it would be 0 or ¼. Standard error 0.0006.
    expect(Math.abs(variance - 1 / 8)).toBeLessThan(0.003);
  });
  it('divides by the images drawn, not by the units', () => {
    const means = resampleMeans({ sums: Float64Array.of(6, 1), counts: Float64Array.of(3, 1) }, 200, 1);
    // Both the first: 12/6; both the second: 2/2; one of each: 7/4.
    expect(new Set(means)).toEqual(new Set([2, 1, 7 / 4]));
  });
  it('gives the same means for the same seed and others for another', () => {
    const units = equalUnits([1, 2, 3, 4, 5]);
    expect(resampleMeans(units, 50, 8)).toEqual(resampleMeans(units, 50, 8));
    expect(resampleMeans(units, 50, 9)).not.toEqual(resampleMeans(units, 50, 8));
  });
});
