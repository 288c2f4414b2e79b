import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageScores } from '../../src/evaluation/imageScores.js';
import { maskPair } from './masks.js';

describe('imageScores(reference, prediction)', () => {
  it('counts by hand: tp = fp = fn = 1 gives Dice 1/2 and Jaccard 1/3', () => {
    // Worked by hand: the map p > 0.5 of p = (.9, .4, .6, .2, .1) against y = (1, 1, 0, 0, 0).
    const { dice, jaccard } = imageScores([1, 1, 0, 0, 0], [1, 0, 1, 0, 0]);
    expect(dice).toBe(1 / 2);
    expect(jaccard).toBe(1 / 3);
  });
  it('of two empty masks is what the empty policy says', () => {
    expect(imageScores([0, 0], [0, 0])).toMatchObject({ dice: 1, jaccard: 1 });
    expect(imageScores([0, 0], [0, 0], { empty: 'zero' }).dice).toBe(0);
    expect(imageScores([0, 0], [0, 0], { empty: 'nan' }).dice).toBeNaN();
  });
  it('falls from 1 to 0 with one false positive pixel in an empty image, whatever the policy', () => {
    for (const empty of ['one', 'zero', 'nan'] as const) expect(imageScores([0, 0], [0, 1], { empty }).dice).toBe(0);
  });
  it('leaves out the pixels that are not valid', () => {
    expect(imageScores([1, 1, 0], [1, 0, 1], { valid: [1, 0, 0] }).dice).toBe(1);
  });
  it('D = 2J/(1 + J), is symmetric and lies in [0, 1]', () => {
    fc.assert(
      fc.property(maskPair(), ({ reference, prediction }) => {
        const { dice, jaccard } = imageScores(reference, prediction);
        // One rounding in each of four operations.
        expect(Math.abs(dice - (2 * jaccard) / (1 + jaccard))).toBeLessThan(4 * Number.EPSILON);
        expect(imageScores(prediction, reference).dice).toBe(dice);
        expect(0 <= jaccard && jaccard <= dice && dice <= 1).toBe(true);
      }),
    );
  });
  it('refuses lengths that differ and values that are no mask', () => {
    expect(() => imageScores([1, 0], [1])).toThrow('2');
    expect(() => imageScores([1, 0], [1, 255])).toThrow('255');
    expect(() => imageScores([1, 0], [1, NaN])).toThrow('NaN');
    expect(() => imageScores([1, 0], [1, 0.5])).toThrow('0.5');
  });
});
