import { describe, expect, it } from 'vitest';
import { relativeVolumeError, volumeError } from '../../src/evaluation/volumeError.js';

describe('volumeError(reference, prediction)', () => {
  it('is signed and in cubic millimetres', () => {
    expect(volumeError([1, 0, 0, 0], [0, 1, 1, 1], { spacingMm: [3, 0.5, 2] })).toBe(6);
    expect(volumeError([1, 1, 0, 0], [0, 0, 0, 1])).toBe(-1);
    expect(volumeError([0, 0], [0, 0])).toBe(0);
    expect(() => volumeError([1], [1], { spacingMm: [1, -1] })).toThrow('lengths above 0');
  });
});

describe('relativeVolumeError(reference, prediction)', () => {
  it('is signed: −1 for a miss, 2 for three times the volume', () => {
    expect(relativeVolumeError([1, 0, 0], [0, 0, 0])).toBe(-1);
    expect(relativeVolumeError([1, 0, 0], [1, 1, 1])).toBe(2);
  });
  it('of an empty reference is 0 if the prediction is empty too, else what the policy says', () => {
    expect(relativeVolumeError([0, 0], [0, 0])).toBe(0);
    expect(relativeVolumeError([0, 0], [0, 1])).toBe(Infinity);
    expect(relativeVolumeError([0, 0], [0, 1], { empty: 7 })).toBe(7);
    expect(relativeVolumeError([0, 0], [0, 0], { empty: 'nan' })).toBeNaN();
    expect(() => relativeVolumeError([0, 0], [0, 1], { empty: 'diagonal' as never })).toThrow('has no diagonal');
  });
});
