import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTau } from '../../../src/evaluation/index.js';
import { ranks } from '../../../src/evaluation/statistics/ranks.js';

describe('kendallTau(a, b)', () => {
  it('without ties is SciPy’s', () => {
    // SciPy 1.17.1: scipy.stats.kendalltau([1, 2, 3, 4, 5, 6, 7], [2, 1, 4, 3, 7, 5, 6]).
    expect(kendallTau([1, 2, 3, 4, 5, 6, 7], [2, 1, 4, 3, 7, 5, 6])).toBeCloseTo(0.6190476190476191, 14);
  });
  it('counts a pair tied in one ranking as neither, and one tied in both as agreement: worked by hand', () => {
    // Pairs 12: tied in a alone; 13 and 23: same order. Then all three tied in both.
    expect(kendallTau([1, 1, 3], [1, 2, 3])).toBeCloseTo(2 / 3, 15);
    expect(kendallTau([1, 1, 1], [2, 2, 2])).toBe(1);
  });
  it('is 1 of a ranking and itself, −1 of an order and its reverse, and symmetric', () => {
    const ranking = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        expect(kendallTau(a, a)).toBe(1);
        expect(kendallTau(a, b)).toBe(kendallTau(b, a));
        expect(Math.abs(kendallTau(a, b))).toBeLessThanOrEqual(1);
      }),
    );
    expect(kendallTau([1, 2, 3], [3, 2, 1])).toBe(-1);
  });
  it('refuses NaN and lengths that differ', () => {
    expect(() => kendallTau([1, NaN], [1, 2])).toThrow('items 0 and 1 hold 1 and NaN');
    expect(() => kendallTau([1], [1])).toThrow('not 1 and 1');
  });
});

describe('ranks(values)', () => {
  it('gives the largest rank 1, and ties their mean', () => {
    expect(ranks([3, 1, 3, 2])).toEqual([1.5, 4, 1.5, 3]);
    expect(ranks([Infinity, -Infinity, 5, Infinity])).toEqual([1.5, 4, 3, 1.5]);
  });
  it('add up to n(n + 1)/2', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        expect(ranks(values).reduce((x, y) => x + y)).toBeCloseTo((values.length * (values.length + 1)) / 2, 9);
      }),
    );
  });
});
