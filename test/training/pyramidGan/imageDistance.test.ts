import { expect, it } from 'vitest';
import { imageDistance, nearestSourceRatio } from '../../../src/training/index.js';

const of = (...values: number[]) => ({ image: Float32Array.from(values) });

it('imageDistance(a, b) is 0 of a copy, and larger of an unrelated image than of one that was touched', () => {
  const source = of(0, 1, 2, 3);
  expect(imageDistance(source, of(0, 1, 2, 3))).toBe(0);
  // √(4 / 4), √((9 + 1 + 1 + 9) / 4)
  expect(imageDistance(source, of(2, 1, 2, 3))).toBe(1);
  expect(imageDistance(source, of(3, 2, 1, 0))).toBe(Math.sqrt(5));
});

it('nearestSourceRatio(made, sources) is 0 of copies and 1 as far from them as they are apart', () => {
  const sources = [of(0, 0), of(4, 4), of(10, 10)];
  expect(nearestSourceRatio([of(4, 4), of(0, 0)], sources)).toBe(0);
  // The nearest others are 4, 4 and 6 away, in the mean 14/3; what is made is 2 and 1 from its nearest.
  expect(nearestSourceRatio([of(2, 2), of(11, 11)], sources)).toBeCloseTo(1.5 / (14 / 3), 10);
  expect(nearestSourceRatio([of(14, 14), of(14 + 4 / 3, 14 + 4 / 3)], sources)).toBeCloseTo(1, 5);
});

it('nearestSourceRatio(made, sources) is NaN where sources cannot be compared among each other', () => {
  expect(nearestSourceRatio([of(1)], [])).toBeNaN();
});
