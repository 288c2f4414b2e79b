import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesionDetection } from '../../src/evaluation/lesionDetection.js';
import { maskPair } from './masks.js';

const shape = [1, 9];

describe('lesionDetection(reference, prediction)', () => {
  it('counts by hand: two of three lesions found, one false positive', () => {
    expect(lesionDetection([1, 0, 1, 1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0, 1], { shape })).toEqual({
      lesions: 3,
      detected: 2,
      predicted: 3,
      falsePositives: 1,
      f1: 2 / 3,
    });
  });
  it('lets one predicted component detect two lesions', () => {
    expect(lesionDetection([1, 0, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0, 0, 0], { shape })).toMatchObject({
      detected: 2,
      predicted: 1,
      falsePositives: 0,
      f1: 1,
    });
  });
  it('weighs lesions alike, whatever their size: missing one pixel costs half of two lesions', () => {
    const { detected, lesions } = lesionDetection([1, 1, 1, 1, 1, 1, 0, 0, 1], [1, 1, 1, 1, 1, 1, 0, 0, 0], { shape });
    expect(detected / lesions).toBe(1 / 2);
  });
  it('of masks without lesions is what the empty policy says, and 0 where only one is empty', () => {
    const [none, some] = [new Uint8Array(9), [1, 0, 0, 0, 0, 0, 0, 0, 0]];
    expect(lesionDetection(none, none, { shape }).f1).toBe(1);
    expect(lesionDetection(none, none, { shape, empty: 'nan' }).f1).toBeNaN();
    expect(lesionDetection(none, some, { shape, empty: 'nan' })).toMatchObject({ f1: 0, falsePositives: 1 });
    expect(lesionDetection(some, none, { shape }).f1).toBe(0);
    expect(() => lesionDetection(some, some, { shape, empty: 'skip' as never })).toThrow("not 'skip'");
  });
  it('has the same F1 when reference and prediction change places', () => {
    fc.assert(
      fc.property(maskPair(), ({ reference, prediction, shape: s }) => {
        expect(lesionDetection(reference, prediction, { shape: s }).f1).toBeCloseTo(
          lesionDetection(prediction, reference, { shape: s }).f1,
          12,
        );
      }),
    );
  });
});
