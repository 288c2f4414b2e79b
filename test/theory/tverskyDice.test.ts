import { describe, expect, it } from 'vitest';
import { rational } from '../../src/rigor/index.js';
import {
  absoluteFromFactor,
  finiteTverskyError,
  largestDifference,
  tverskyDice,
  tverskyFactor,
} from '../../src/theory/index.js';

describe('Tversky against Dice', () => {
  it('the check passes, and each of its negative controls is rejected', async () => {
    const result = await tverskyDice.check();
    expect(result.evidence.filter((e) => !e.pass)).toEqual([]);
    expect(result.controls.every((c) => c.rejected)).toBe(true);
  });
  // From max(2α, 1/(2α), 2β, 1/(2β)) − 1 and tanh(ρ/4), worked by hand.
  it.each([
    ['1', '1', '1', 0.171573],
    ['2', '1/2', '3', 1 / 3],
    ['1/4', '3', '5', 0.420204],
    ['5', '1/8', '9', 0.519494],
    ['1/4', '1/2', '1', 0.171573],
    ['0.3', '0.7', '2/3', 0.127017],
    ['0.2', '0.8', '3/2', 0.225148],
    ['0.1', '0.9', '4', 0.381966],
  ])('weights (%s, %s): relative error %s, absolute error %d', (alpha, beta, relative, absolute) => {
    const factor = tverskyFactor({ alpha, beta })!;
    expect(factor.subtract(1).toString()).toBe(relative);
    expect(absoluteFromFactor(factor).middle()).toBeCloseTo(absolute, 6);
  });
  it('a weight of zero: relative infinite, absolute 1', () => {
    expect(tverskyFactor({ alpha: 0, beta: 1 })).toBeUndefined();
    expect(absoluteFromFactor(undefined).toString()).toBe('[1, 1]');
  });
  it('equal weights, zero or not, have no error', () =>
    expect(
      [tverskyFactor({ alpha: 0, beta: 2 }, { alpha: 0, beta: 2 }), tverskyFactor({ alpha: '1/2', beta: '1/2' })].map(
        String,
      ),
    ).toEqual(['1', '1']));
  // Exhaustive values found by another program to six digits: n = 6, 12, 24, 40.
  it.each([
    [6, 0.126316],
    [12, 0.126984],
    [24, 0.127015],
    [40, 0.127016],
  ])('finiteTverskyError of (0.3, 0.7) at n = %i is %d', (n, value) =>
    expect(finiteTverskyError({ alpha: 0.3, beta: 0.7 }, n).toNumber()).toBeCloseTo(value, 6),
  );
  it('with weights 1 and 1 it is the largest |D − J|', () =>
    expect(finiteTverskyError({ alpha: 1, beta: 1 }, 29).equals(largestDifference(29))).toBe(true));
  it('refuses weights whose products leave the exact integers', () =>
    expect(() => finiteTverskyError({ alpha: rational(1, 1_000_003), beta: 1 }, 100)).toThrow('2⁵³'));
});
