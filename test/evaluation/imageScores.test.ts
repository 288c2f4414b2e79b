import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dice,
  imageScores,
  jaccard,
  maskScore,
  precision,
  sensitivity,
  specificity,
  tversky,
} from '../../src/evaluation/index.js';
import { matthews } from '../../src/overlap/index.js';
import { maskPair } from './masks.js';

/** tp = 2, fp = 1, fn = 3, tn = 4. */
const reference = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
const prediction = [1, 1, 0, 0, 0, 1, 0, 0, 0, 0];

describe('imageScores(reference, prediction)', () => {
  it('counts by hand: tp = fp = fn = 1 gives Dice 1/2 and Jaccard 1/3', () => {
    // Worked by hand: the map p > 0.5 of p = (.9, .4, .6, .2, .1) against y = (1, 1, 0, 0, 0).
    expect(imageScores([1, 1, 0, 0, 0], [1, 0, 1, 0, 0])).toEqual({ dice: 1 / 2, jaccard: 1 / 3 });
  });
  it('of two empty masks is what the empty policy says', () => {
    expect(imageScores([0, 0], [0, 0])).toEqual({ dice: 1, jaccard: 1 });
    expect(imageScores([0, 0], [0, 0], { empty: 'zero' })).toEqual({ dice: 0, jaccard: 0 });
    expect(imageScores([0, 0], [0, 0], { empty: 'nan' })).toEqual({ dice: NaN, jaccard: NaN });
    expect(() => imageScores([1], [1], { empty: 'skip' as never })).toThrow("not 'skip'");
  });
  it('falls from 1 to 0 with one false positive pixel in an empty image, whatever the policy', () => {
    for (const empty of ['one', 'zero', 'nan'] as const) expect(imageScores([0, 0], [0, 1], { empty }).dice).toBe(0);
  });
  it('leaves out the pixels that are not valid', () => {
    expect(imageScores([1, 1, 0], [1, 0, 1], { valid: [1, 0, 0] }).dice).toBe(1);
    expect(() => imageScores([1, 1, 0], [1, 0, 1], { valid: [1, 0] })).toThrow('holds 2');
    expect(() => imageScores([1, 1], [1, 0], { valid: [1, 255] })).toThrow(
      'valid holds 1 (counts) and 0 (does not) only, and pixel 1 holds 255',
    );
  });
  it('D = 2J/(1 + J), is symmetric and lies in [0, 1]', () => {
    fc.assert(
      fc.property(maskPair(), ({ reference: a, prediction: b }) => {
        const { dice: d, jaccard: j } = imageScores(a, b);
        // One rounding in each of four operations.
        expect(Math.abs(d - (2 * j) / (1 + j))).toBeLessThan(4 * Number.EPSILON);
        expect(imageScores(b, a).dice).toBe(d);
        expect(0 <= j && j <= d && d <= 1).toBe(true);
      }),
    );
  });
  it('refuses lengths that differ and values that are no mask', () => {
    expect(() => imageScores([1, 0], [1])).toThrow('differ in size');
    expect(() => imageScores([1, 0], [1, 255])).toThrow('255');
    expect(() => imageScores([1, 0], [1, NaN])).toThrow('NaN');
    expect(() => imageScores([1, 0], [1, 0.5])).toThrow('0.5');
  });
});

describe('the overlap scores of two masks', () => {
  it('count by hand for tp = 2, fp = 1, fn = 3, tn = 4', () => {
    expect(dice(reference, prediction)).toBeCloseTo(4 / 8, 15);
    expect(jaccard(reference, prediction)).toBeCloseTo(2 / 6, 15);
    expect(sensitivity(reference, prediction)).toBeCloseTo(2 / 5, 15);
    expect(specificity(reference, prediction)).toBeCloseTo(4 / 5, 15);
    expect(precision(reference, prediction)).toBeCloseTo(2 / 3, 15);
    // 2/(2 + 0.3·1 + 0.7·3) = 2/4.4: alpha weighs the false positives, beta the false negatives.
    expect(tversky(reference, prediction, { alpha: 0.3, beta: 0.7 })).toBeCloseTo(5 / 11, 15);
    // (2·4 − 1·3)/√(3·5·5·7)
    expect(maskScore(matthews, reference, prediction)).toBeCloseTo(5 / Math.sqrt(525), 14);
  });
  it('are 0/0, and so `empty`, exactly where their own denominator is empty', () => {
    const [none, some] = [
      [0, 0],
      [1, 0],
    ];
    expect(sensitivity(none, some, { empty: 'nan' })).toBeNaN();
    expect(sensitivity(some, none, { empty: 'nan' })).toBe(0);
    expect(precision(some, none, { empty: 'nan' })).toBeNaN();
    expect(precision(none, some, { empty: 'nan' })).toBe(0);
    expect(specificity([1, 1], some, { empty: 'nan' })).toBeNaN();
    expect(tversky(none, none, { alpha: 0.5, beta: 0.5, empty: 'zero' })).toBe(0);
  });
});
