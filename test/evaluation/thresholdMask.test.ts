import { describe, expect, it } from 'vitest';
import { classMask } from '../../src/evaluation/classMask.js';
import { thresholdMask } from '../../src/evaluation/thresholdMask.js';

describe('thresholdMask(probabilities)', () => {
  it('takes a probability equal to the threshold for background', () =>
    expect([...thresholdMask([0.5, 0.51, 0.2], 0.5)]).toEqual([0, 1, 0]));
  it('refuses NaN and logits', () => {
    expect(() => thresholdMask([0.2, NaN])).toThrow('pixel 1 holds NaN');
    expect(() => thresholdMask([-3])).toThrow('after its sigmoid');
    expect(() => thresholdMask([0.2], 50)).toThrow('not at 50');
  });
});

describe('classMask(labels, classIndex)', () => {
  it('is 1 where the label is the class', () => expect([...classMask([0, 1, 2, 1], 1)]).toEqual([0, 1, 0, 1]));
});
