import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesionDetection } from '../../../src/evaluation/instances/lesionDetection.js';
import { maskPair } from '../masks.js';

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
  const [three, two] = [
    [1, 1, 1, 1, 0, 1, 0, 1, 0],
    [1, 0, 0, 0, 0, 1, 1, 1, 0],
  ];
  it.each([
    // Lesions of 4, 1 and 1 voxels; components of 1 and 3 voxels.
    [{}, { lesions: 3, detected: 3, predicted: 2, falsePositives: 0 }],
    [{ minimumOverlap: 0.25 }, { detected: 3, falsePositives: 0 }],
    [{ minimumOverlap: 0.26 }, { detected: 2, falsePositives: 0 }],
    // The component of 3 voxels holds 2 of lesions.
    [{ minimumOverlap: 0.7 }, { detected: 2, falsePositives: 1 }],
    [{ oneToOne: true }, { detected: 2, falsePositives: 0 }],
    // IoU 1/4 and 1/3.
    [
      { oneToOne: true, minimumOverlap: 0.3 },
      { detected: 1, falsePositives: 1 },
    ],
    [{ minimumVoxels: 2 }, { lesions: 1, detected: 0, predicted: 1, falsePositives: 1 }],
  ])('takes the rule %j', (rule, expected) => {
    expect(lesionDetection(three, two, { shape, ...rule })).toMatchObject(expected);
  });
  it('takes an overlap that is the least one up to rounding, and refuses rules without meaning', () => {
    // 3 of 10 voxels, and 0.1 + 0.2 is a little more than 3/10.
    const lesion = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const found = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    expect(lesionDetection(lesion, found, { shape: [1, 10], minimumOverlap: 0.1 + 0.2 }).detected).toBe(1);
    const refused = (rule: object) => () => lesionDetection(lesion, found, { shape: [1, 10], ...rule });
    expect(refused({ minimumOverlap: 50 })).toThrow('in [0, 1], not 50');
    expect(refused({ minimumVoxels: 0 })).toThrow('a whole number from 1 up');
    expect(refused({ oneToOne: 'yes' })).toThrow("true or false, not 'yes'");
    expect(refused({ overlap: 0.5 })).toThrow("no option 'overlap'");
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
