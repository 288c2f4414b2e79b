import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThresholdCurves } from '../../src/evaluation/index.js';

type Image = [unit: string, probabilities: number[], labels: number[], valid?: number[]];
function curvesOf(...images: Image[]): ThresholdCurves {
  const curves = new ThresholdCurves();
  for (const image of images) curves.add(...image);
  return curves;
}
const at = (curves: ThresholdCurves, threshold: number) =>
  curves.curves().find((row) => Math.abs(row.threshold - threshold) < 1e-9)!;

describe('ThresholdCurves', () => {
  // Cut at .5: {.9, .6}, of which one is a label: 2 · 1 / (2 + 2). At .3 all but .1: 2 · 2 / (3 + 2).
  const one: Image = ['a', [0.9, 0.6, 0.35, 0.1], [1, 0, 1, 0]];

  it('gives the Dice of each cut, worked by hand', () => {
    const curves = curvesOf(one);
    expect(at(curves, 0.5).dice).toBeCloseTo(2 / 4, 12);
    expect(at(curves, 0.3).dice).toBeCloseTo(4 / 5, 12);
    expect(at(curves, 0.05).dice).toBeCloseTo(4 / 6, 12);
    expect(at(curves, 0.8).dice).toBeCloseTo(2 / 3, 12);
    expect(at(curves, 0.95).dice).toBe(0);
    expect(curves.curves()).toHaveLength(99);
  });

  it('gives the Dice that the probabilities lead one to expect, worked by hand', () => {
    // 2 · 1.5 / (2 + 1.95) at .5; 2 · 1.85 / (3 + 1.95) at .3.
    expect(at(curvesOf(one), 0.5).expected).toBeCloseTo(3 / 3.95, 12);
    expect(at(curvesOf(one), 0.3).expected).toBeCloseTo(3.7 / 4.95, 12);
  });

  it('puts a probability that equals the threshold above it', () => {
    const curves = curvesOf(['a', [0.5, 0.25], [1, 0]]);
    expect(at(curves, 0.5).dice).toBe(1);
    expect(at(curves, 0.51).dice).toBe(0);
    expect(at(curves, 0.25).dice).toBeCloseTo(2 / 3, 12);
  });

  it('takes 0 and 1', () => {
    const curves = curvesOf(['a', [0, 1], [0, 1]]);
    expect(curves.curves().every(({ dice, expected }) => dice === 1 && expected === 1)).toBe(true);
  });

  it('sums the images of a unit before it scores, and averages units', () => {
    const other: Image = ['a', [0.7, 0.2], [0, 0]];
    // a: {.9, .6, .7}, one of two labels: 2/5; b: 1.
    expect(at(curvesOf(one, other, ['b', [0.8], [1]]), 0.5).dice).toBeCloseTo((2 / 5 + 1) / 2, 12);
  });

  it('leaves out units without a target, and pixels that do not count', () => {
    const curves = curvesOf(one, ['empty', [0.9, 0.9], [0, 0]]);
    expect(curves.curves()).toEqual(curvesOf(one).curves());
    const masked = curvesOf(['a', [0.9, 0.9, 0.6, 0.35, 0.1], [1, 0, 0, 1, 0], [1, 0, 1, 1, 1]]);
    expect(masked.curves()).toEqual(curvesOf(one).curves());
  });

  it('fits the threshold of the largest mean Dice, of several the nearest to one half', () => {
    const { tuned, rule, diceAtHalf, diceAtTuned, expectedAtHalf, expectedAtBest } = curvesOf(one).fit();
    // Dice is 4/5 for every cut in (.1, .35].
    expect([tuned, diceAtTuned, rule, diceAtHalf]).toEqual([0.35, 0.8, 0.4, 0.5]);
    expect(expectedAtHalf).toBeCloseTo(3 / 3.95, 12);
    // {.9, .6}: 3/3.95 = .759; {.9}: 1.8/2.95; {.9, .6, .35}: 3.7/4.95 = .747; all: 3.9/5.95.
    expect(expectedAtBest).toBeCloseTo(3 / 3.95, 12);
  });

  it('keeps one half where no cut is better', () => {
    expect(curvesOf(['a', [0.9, 0.1], [1, 0]]).fit().tuned).toBe(0.5);
    expect(curvesOf(['a', [0.5, 0.1], [1, 0]]).fit().tuned).toBe(0.5);
  });

  it('has no number where no unit has a target, and one half as threshold', () => {
    const fitted = curvesOf(['a', [0.4], [0]]).fit();
    expect([fitted.tuned, fitted.diceAtTuned]).toEqual([0.5, NaN]);
  });

  it('of right probabilities of a large unit finds half of the Dice as the threshold', () => {
    // Of each thousand pixels of probability k/100 + 1/200, about so many are labels.
    const [probabilities, labels]: [number[], number[]] = [[], []];
    for (let k = 0; k < 100; k++)
      for (let i = 0; i < 200; i++) {
        probabilities.push((k + 0.5) / 100);
        labels.push(Number(i < 2 * k + 1));
      }
    const { tuned, rule, diceAtTuned, expectedAtBest } = curvesOf(['a', probabilities, labels]).fit();
    expect(Math.abs(tuned - rule)).toBeLessThanOrEqual(0.01);
    expect(diceAtTuned).toBeCloseTo(expectedAtBest, 6);
  });

  it('counts as thresholding by hand does', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1000), fc.nat(1)), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 99 }),
        (pixels, cut) => {
          // Away from the thresholds themselves, where a product of floats decides.
          const probabilities = pixels.map(([n]) => (n - (n % 10) + 5) / 1010);
          const labels = pixels.map(([, label]) => label);
          const total = labels.reduce((a, b) => a + b, 0);
          const { dice } = at(curvesOf(['a', probabilities, labels]), cut / 100);
          const said = probabilities.map((p) => p >= cut / 100);
          const hits = labels.filter((label, i) => label === 1 && said[i]).length;
          const expected = (2 * hits) / (said.filter(Boolean).length + total);
          if (total === 0) expect(dice).toBeNaN();
          else expect(dice).toBeCloseTo(expected, 12);
        },
      ),
    ));

  it('cuts at a threshold as the counts of a run do, for every float32 at or beside a multiple of .01', () => {
    // A run cuts float32 probabilities by p >= tuned; what was fitted must be what is applied.
    for (let k = 1; k < 100; k++)
      for (const p of [k / 100, k / 100 - 1e-7, k / 100 + 1e-7].map(Math.fround)) {
        const { dice } = at(curvesOf(['a', [p], [1]]), k / 100);
        expect(dice, `${p} at ${k / 100}`).toBe(Number(p >= k / 100));
      }
  });
});
