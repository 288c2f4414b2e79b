import { describe, expect, it } from 'vitest';
import { dice, jaccard } from 'dice-workbook/overlap';
import { rational } from 'dice-workbook/rigor';
import { convexClosure, lovaszClosure, lovaszExtension, mispredictionLoss } from 'dice-workbook/theory';
import { nearestFraction } from '../../src/theory/setLosses/convexClosure.js';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(lovaszClosure);

const half = rational(1, 2);

describe('convexClosure(loss, errors)', () => {
  it('is 1/3 for Dice at P = 2, m = (1/2, 1/2): the mean of Δ({1}) and Δ({2})', async () => {
    const { value, mixture } = await convexClosure(mispredictionLoss(dice, 2), [half, half]);
    expect([`${value}`, mixture.map(({ set, weight }) => `${set}: ${weight}`)]).toEqual(['1/3', ['1: 1/2', '2: 1/2']]);
  });
  it('is the Lovász extension for Jaccard at an uneven point', async () => {
    const loss = mispredictionLoss(jaccard, 2);
    const errors = [1, 6, 6, 2].map((tenth) => rational(tenth, 10));
    expect((await convexClosure(loss, errors)).value.equals(lovaszExtension(loss, errors).value)).toBe(true);
  });
  it('is the loss itself on a mask', async () => {
    const loss = mispredictionLoss(dice, 2);
    expect((await convexClosure(loss, [rational(1), rational(0), rational(1)])).value.equals(loss(0b101))).toBe(true);
  });
  it('refuses a solution that is not exact as fractions', async () => {
    // 1/100000007 lies within the tolerance of 0, so the weights read as fractions do not meet the point.
    await expect(
      convexClosure(mispredictionLoss(jaccard, 1), [rational(1, 100_000_007), rational(1, 2)]),
    ).rejects.toThrow(/not exact/);
  });
});

describe('nearestFraction(x)', () => {
  it.each([
    [1 / 3, '1/3'],
    [-5 / 7, '-5/7'],
    [0, '0'],
    [2, '2'],
    [0.1 + 0.2, '3/10'],
  ])('reads %d as %s', (x, fraction) => expect(`${nearestFraction(x)}`).toBe(fraction));
});
