import { describe, expect, it } from 'vitest';
import { dice, jaccard } from 'dice-workbook/overlap';
import { rational } from 'dice-workbook/rigor';
import { foregroundWeight, gradients, jaccardGradientFactor, softGradient } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(gradients);

// Worked by hand: I = 13/10, A = 11/5, P = 2, so D = 13/21, A + P = 21/5, union 29/10.
const labels = [1, 1, 0, 0, 0];
const probabilities = [9, 4, 6, 2, 1].map((tenth) => rational(tenth, 10));

describe('softGradient(measure, labels, probabilities)', () => {
  it('is (2 − D)/(A + P) on the foreground and −D/(A + P) on the background for Dice', () => {
    expect(softGradient(dice, labels, probabilities).map(String)).toEqual([
      '145/441',
      '145/441',
      '-65/441',
      '-65/441',
      '-65/441',
    ]);
  });
  it('is the same times 2/(2 − D)² for Jaccard', () => {
    expect(softGradient(jaccard, labels, probabilities).map(String)).toEqual([
      '10/29',
      '10/29',
      '-130/841',
      '-130/841',
      '-130/841',
    ]);
  });
});

describe('foregroundWeight(D)', () => {
  it('is 1/J: 29/13 at D = 13/21', () => expect(foregroundWeight(13 / 21)).toBeCloseTo(29 / 13, 14));
  it('is 1 for a perfect overlap, where nothing needs weighing', () => expect(foregroundWeight(1)).toBe(1));
});

describe('jaccardGradientFactor(D)', () => {
  it('grows from 1/2 at D = 0 to 2 at D = 1', () =>
    expect([jaccardGradientFactor(0), jaccardGradientFactor(1)]).toEqual([0.5, 2]));
});
