import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { commonDenominator } from '../../src/rigor/rational.js';
import { compositions, elements, size, sortedVectors, vectors } from '../../src/rigor/enumerate.js';

describe('the enumerations', () => {
  it('vectors(values, n) are all k^n', () => expect([...vectors([0, 1, 2], 4)].length).toBe(81));
  it('vectors(values, 0) is the empty vector alone', () => expect([...vectors([0, 1], 0)]).toEqual([[]]));
  // Multisets: C(k + n − 1, n).
  it('sortedVectors(values, n) are one of each multiset', () =>
    expect([...sortedVectors([0, 1, 2], 4)].length).toBe(15));
  it('sortedVectors(values, n) never fall', () =>
    expect([...sortedVectors([0, 1], 2)]).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]));
  // Stars and bars: C(total + parts − 1, parts − 1).
  it('compositions(total, parts) are all sums', () => expect([...compositions(5, 3)].length).toBe(21));
  it('compositions(total, parts) add up', () =>
    expect([...compositions(4, 3)].every((parts) => parts.reduce((a, b) => a + b) === 4)).toBe(true));
  it('size(set) and elements(set) read bits', () => expect([size(0b1011), elements(0b1011)]).toEqual([3, [0, 1, 3]]));
});

describe('commonDenominator(values)', () => {
  it('is the least one', () =>
    expect(commonDenominator([rational(1, 6), rational(-3, 4), rational(2)])).toEqual({
      numerators: [2n, -9n, 24n],
      denominator: 12n,
    }));
});
