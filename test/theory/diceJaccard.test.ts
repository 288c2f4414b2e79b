import { describe, expect, it } from 'vitest';
import { dice, jaccard } from '../../src/overlap/index.js';
import { interval, rational } from '../../src/rigor/index.js';
import {
  belowDiceJaccardConstant,
  bounds,
  diceJaccard,
  finiteErrors,
  largestDifference,
} from '../../src/theory/index.js';

describe('Dice and Jaccard approximate each other', () => {
  const errors = finiteErrors(60);
  it('the check passes, and each of its negative controls is rejected', async () => {
    const result = await diceJaccard.check();
    expect(result.evidence.filter((e) => !e.pass)).toEqual([]);
    expect(result.controls.filter((c) => !c.rejected)).toEqual([]);
    expect(new Set(result.evidence.map((e) => e.kind))).toEqual(new Set(['exact', 'enclosed', 'certified']));
    expect(result.pass).toBe(true);
  });
  // Exact rationals, worked out independently of this code: denominators are Pell numbers.
  it.each([
    [2, '1/6'],
    [5, '6/35'],
    [12, '35/204'],
    [29, '204/1189'],
  ])('the largest |D − J| in images of %i pixels is %s', (n, value) => {
    expect(errors[n - 1]!.absolute.toString()).toBe(value);
    expect(largestDifference(n).toString()).toBe(value);
  });
  it('largestDifference(200) = 6930/40391, at J = 70/169', () =>
    expect(largestDifference(200).toString()).toBe('6930/40391'));
  it('the counts reported attain the error', () => {
    for (const { at, absolute } of errors)
      expect(
        dice
          .exact({ ...at, tn: 0 })
          .subtract(jaccard.exact({ ...at, tn: 0 }))
          .equals(absolute),
      ).toBe(true);
  });
  it('finiteErrors counts every triple: there are C(n + 3, 3) − 1 of them', () =>
    expect(errors[39]!.counts).toBe((43 * 42 * 41) / 6 - 1));
  it('the relative errors of images of 40 pixels are 39/41 and, for the losses, 39/40', () =>
    expect([errors[39]!.relative, errors[39]!.lossRelative].map(String)).toEqual(['39/41', '39/40']));
  it('belowDiceJaccardConstant decides without a root: 0.171572875253 is below, 0.171572875254 is not, and 3 is not', () => {
    expect(
      [rational(171572875253, 1_000_000_000_000), rational(171572875254, 1_000_000_000_000), rational(3)].map(
        belowDiceJaccardConstant,
      ),
    ).toEqual([true, false, false]);
  });
  it('bounds(dice, jaccard) holds 3 − 2√2 and 1', () => {
    const { absolute, relative } = bounds(dice, jaccard);
    const constant = interval(3).subtract(interval(8).sqrt());
    expect(absolute.lower <= constant.upper && absolute.upper >= constant.lower).toBe(true);
    expect(relative.lower < 1 && relative.upper >= 1).toBe(true);
  });
  it('refuses sizes beyond exact floats', () => {
    expect(() => largestDifference(2001)).toThrow('1 to 2000');
    expect(() => finiteErrors(0)).toThrow('1 to 2000');
  });
});
