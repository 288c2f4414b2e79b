import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceTransform } from '../../src/evaluation/distanceTransform.js';
import { bruteForceTransform } from './bruteForce.js';
import { maskPair } from './masks.js';

describe('distanceTransform(mask, {shape, spacingMm})', () => {
  it('of one voxel in a corner is its distance to every other', () => {
    // Worked by hand: rows 4 mm apart, columns 3 mm apart: a 3-4-5 triangle.
    expect([...distanceTransform([1, 0, 0, 0, 0, 0], { shape: [2, 3], spacingMm: [4, 3] })]).toEqual([
      0,
      3,
      6,
      4,
      5,
      Math.sqrt(52),
    ]);
  });
  it('is Infinity everywhere where the mask is empty', () => {
    expect([...distanceTransform([0, 0, 0, 0], { shape: [2, 2] })]).toEqual([Infinity, Infinity, Infinity, Infinity]);
  });
  it('equals the comparison with every foreground voxel, in two and three axes, with any spacing', () => {
    fc.assert(
      fc.property(maskPair({ largest: 9 }), ({ reference, shape, spacingMm }) => {
        const expected = bruteForceTransform(reference, shape, spacingMm);
        // Both round a sum of three squares and a root.
        distanceTransform(reference, { shape, spacingMm }).forEach((d, i) =>
          d === expected[i] ? undefined : expect(d).toBeCloseTo(expected[i]!, 12),
        );
      }),
      { numRuns: 300 },
    );
  });
  it('refuses sizes and spacings that make no grid', () => {
    expect(() => distanceTransform([1, 0], { shape: [3, 1] })).toThrow('holds 3 values, and one of 2 came');
    expect(() => distanceTransform([1, 0], { shape: [2] })).toThrow('shape is [height, width]');
    expect(() => distanceTransform([1, 0], { shape: [1, 2], spacingMm: [1, 0] })).toThrow('spacingMm');
    expect(() => distanceTransform([1, 0], { shape: [1, 2], spacingMm: [1, NaN] })).toThrow('spacingMm');
    expect(() => distanceTransform([1, 0], { shape: [1, 2], spacingMm: [1] })).toThrow('each of the 2 axes');
  });
});
