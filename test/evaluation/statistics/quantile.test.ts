import { describe, expect, it } from 'vitest';
import { quantile } from '../../../src/evaluation/statistics/quantile.js';

describe('quantile(sorted, q)', () => {
  it('interpolates between the two nearest ranks, as NumPy does by default', () => {
    // numpy 2.4.6: numpy.percentile([1, 3, 4, 10], [0, 10, 50, 95, 100]) = [1. 1.6 3.5 9.1 10.]
    const values = [1, 3, 4, 10];
    [
      [0, 1],
      [0.1, 1.6],
      [0.5, 3.5],
      [0.95, 9.1],
      [1, 10],
    ].forEach(([q, expected]) => expect(quantile(values, q!)).toBeCloseTo(expected!, 12));
  });
  it('of one value is that value', () => expect(quantile([7], 0.95)).toBe(7));
  it('is infinite, not NaN, where infinite ranks are reached', () => {
    expect(quantile([1, 2, Infinity], 0.95)).toBe(Infinity);
    expect(quantile([1, Infinity, Infinity], 0.75)).toBe(Infinity);
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
  });
  it('refuses no values and a percentile given in percent', () => {
    expect(() => quantile([], 0.5)).toThrow('at least one value');
    expect(() => quantile([1], 95)).toThrow('not at 95');
    expect(() => quantile([1], NaN)).toThrow('not at NaN');
  });
});
