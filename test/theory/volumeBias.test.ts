import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { independentVoxelThreshold, nonBinaryScore, volumeBias } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(volumeBias);

describe('independentVoxelThreshold(ratio)', () => {
  it('is √2 − 1 where the uncertain volume equals the certain one', () =>
    expect(independentVoxelThreshold(1)).toBeCloseTo(Math.SQRT2 - 1, 14));
  it('falls from 1/2 as the uncertain volume grows', () =>
    expect([independentVoxelThreshold(0), independentVoxelThreshold(3), independentVoxelThreshold(8)]).toEqual([
      0.5,
      1 / 3,
      0.25,
    ]));
});

describe('nonBinaryScore(x)', () => {
  it('is 14/19 at both ends: (10/4·0 + 84/6)/19 and (10/5 + 84/7)/19', () =>
    expect([0, 1].map((x) => `${nonBinaryScore(rational(x))}`)).toEqual(['14/19', '14/19']));
  // The root of 40/(x + 4)² = 84/(x + 6)² is x = (6 − 4√2.1)/(√2.1 − 1) = 0.45298…
  it('is largest near x = .453', () => {
    const [below, at, above] = [452, 453, 454].map((x) => nonBinaryScore(rational(x, 1000)));
    expect(at!.greaterThan(below!) && at!.greaterThan(above!)).toBe(true);
    expect(at!.toNumber()).toBeCloseTo(0.738658, 6);
  });
});
