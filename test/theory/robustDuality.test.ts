import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { robustDuality, robustLoss } from 'dice-workbook/theory';
import { signOfExcess } from '../../src/theory/robustDuality.js';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(robustDuality, (result) => {
  it('goes through every weighting: Σ C(A + n − 1, n − 1) over the sorted hardnesses of sum A', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    const sums = (n: number, least: number): number[] =>
      n === 0 ? [0] : [1, 2, 3, 4].filter((h) => h >= least).flatMap((h) => sums(n - 1, h).map((sum) => sum + h));
    const cases = [1, 2, 3, 4].flatMap((n) => sums(n, 1).map((A) => choose(A + n - 1, n - 1)));
    const whole = cases.reduce((sum, count) => sum + count, 0);
    expect(result().evidence.filter(({ kind }) => kind === 'exact')).toHaveLength(2);
    for (const { reach } of result().evidence.filter(({ kind }) => kind === 'exact'))
      expect(reach).toContain(` ${whole} cases`);
  });
});

describe('robustLoss(losses, beta)', () => {
  const objective = (losses: number[], q: number[], beta: number) =>
    losses.reduce((sum, loss, i) => {
      const weight = q[i] ?? 0;
      return sum + weight * loss - (weight === 0 ? 0 : (weight * Math.log(losses.length * weight)) / beta);
    }, 0);
  const losses = [0.1, 0.7, 0.35, 0.9];

  it.each([0.1, 1, 10, 100])('β = %s: its weights attain the value, and no others on a grid exceed it', (beta) => {
    const { value, weights } = robustLoss(losses, beta);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    expect(objective(losses, weights, beta)).toBeCloseTo(value, 12);
    for (let a = 0; a <= 10; a++)
      for (let b = 0; a + b <= 10; b++)
        for (let c = 0; a + b + c <= 10; c++)
          expect(objective(losses, [a / 10, b / 10, c / 10, (10 - a - b - c) / 10], beta)).toBeLessThanOrEqual(
            value + 1e-12,
          );
  });

  it('goes from the mean to the largest loss as β rises', () => {
    expect(robustLoss(losses, 1e-6).value).toBeCloseTo(0.5125, 6);
    expect(robustLoss(losses, 1e6).value).toBeCloseTo(0.9, 5);
    expect(robustLoss(losses, 2).value).toBeGreaterThan(robustLoss(losses, 1).value);
  });

  it('does not overflow', () => expect(robustLoss([1e6, 1e6], 1e3).value).toBe(1e6));

  it('says what it expected', () => {
    expect(() => robustLoss([], 1)).toThrow('one finite loss or more');
    expect(() => robustLoss([NaN], 1)).toThrow('got [NaN]');
    for (const beta of [0, -1, NaN, Infinity]) expect(() => robustLoss([1], beta)).toThrow('β above 0');
  });
});

describe('signOfExcess(hardness, parts)', () => {
  it('is 0 at the best weights, −1 at others, by hand: (1/(2/3))·(3/(4/3)) = 27/8 below 2³ for q = (1/3, 2/3)', () => {
    expect(signOfExcess([1, 3], [1, 3])).toBe(0);
    expect(signOfExcess([1, 3], [1, 2])).toBe(-1);
    expect(signOfExcess([1, 3], [0, 1])).toBe(-1);
  });
  it('sees a smaller value, and the lack of the divergence', () => {
    expect(signOfExcess([1, 3], [1, 3], { scale: rational(99, 100) })).toBe(1);
    expect(signOfExcess([1, 3], [0, 1], { withoutDivergence: true })).toBe(1);
  });
});
