import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surfaceDistances } from '../../src/evaluation/surfaceDistances.js';
import { bruteForceSurface } from './bruteForce.js';
import { maskPair } from './masks.js';

describe('surfaceDistances(reference, prediction)', () => {
  it('equal the comparison of every edge voxel with every other, empty masks included', () => {
    fc.assert(
      fc.property(maskPair({ largest: 8 }), ({ reference, prediction, shape, spacingMm }) => {
        const expected = bruteForceSurface(reference, prediction, shape, spacingMm);
        const found = surfaceDistances(reference, prediction, { shape, spacingMm });
        for (const side of ['fromReference', 'fromPrediction'] as const) {
          expect(found[side].length).toBe(expected[side].length);
          found[side].forEach((d, i) =>
            d === expected[side][i] ? undefined : expect(d).toBeCloseTo(expected[side][i]!, 12),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
  it('leave out the inside of a mask: a filled 3x3 square has 8 edge pixels', () => {
    const square = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    expect(surfaceDistances(square, square, { shape: [5, 5] }).fromReference).toHaveLength(8);
  });
  it('count a voxel at the rim of the image as edge', () => {
    expect(
      surfaceDistances(new Uint8Array(9).fill(1), new Uint8Array(9), { shape: [3, 3] }).fromReference,
    ).toHaveLength(8);
  });
  it('do not depend on the box that is searched: two voxels in opposite corners of a large image', () => {
    const [reference, prediction] = [new Uint8Array(31 * 41), new Uint8Array(31 * 41)];
    reference[0] = 1;
    prediction[31 * 41 - 1] = 1;
    // 30 rows and 40 columns: a 3-4-5 triangle.
    expect([...surfaceDistances(reference, prediction, { shape: [31, 41] }).fromReference]).toEqual([50]);
  });
  it('refuse values that are no mask', () => {
    expect(() => surfaceDistances([0, 255], [0, 1], { shape: [1, 2] })).toThrow('value 1 of one is 255');
    expect(() => surfaceDistances([0, 1], [NaN, 1], { shape: [1, 2] })).toThrow('is NaN');
    expect(() => surfaceDistances([0, 1], [0, 1, 1], { shape: [1, 2] })).toThrow('one of 3 came');
  });
});
