import { describe, expect, it } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { dice } from '../../src/overlap/index.js';

// 0.1 + 0.2 and 0.3 are equal but for rounding, and so are 1.1 − 0.2 and 0.9.
const a = [0.1 + 0.2, 0.6, 0.7 + 0.2, 1.1 - 0.2];
const b = [0.3, 0.4 + 0.2, 0.9, 0.9];

describe('scores that are equal up to rounding', () => {
  it('differ in no test, though their differences are as small as each other', () => {
    const { pGreater, pLess } = evaluation.pairedBootstrap(a, b, { resamples: 99 });
    expect([pGreater, pLess]).toEqual([1, 1]);
    expect(evaluation.signFlipTest(a, b).pTwoSided).toBe(1);
    expect(evaluation.wilcoxonSignedRank(a, b).p).toBe(1);
    expect(evaluation.compareMethods({ a, b }, { resamples: 99 }).pairs[0]?.verdict).toBe('tie');
  });
  it('share the best place, and their rank', () => {
    expect(evaluation.bestGroup({ a: 0.1 + 0.2, b: 0.3, c: 0.1 }, () => true)).toEqual(['a', 'b']);
    expect(evaluation.kendallTau([0.1 + 0.2, 0.3, 0.5], [1.5, 1.5, 3])).toBe(1);
  });
  it('still differ where they do (negative control)', () => {
    const c = b.map((score) => score + 1e-5);
    expect(evaluation.pairedBootstrap(c, b, { resamples: 99 }).pGreater).toBe(0.01);
    expect(evaluation.bestGroup({ a: 0.3, b: 0.30001 }, () => true)).toEqual(['b']);
    expect(evaluation.kendallTau([0.30001, 0.3, 0.5], [1.5, 1.5, 3])).toBe(2 / 3);
  });
});

describe('a bound that a computed number meets', () => {
  it('holds a difference of .01 within the margin .01', () => {
    const { pairs } = evaluation.compareMethods({ x: [0.71, 0.81, 0.91], y: [0.7, 0.8, 0.9] }, { resamples: 99 });
    expect(pairs[0]?.mean).not.toBe(-0.01);
    expect(pairs[0]?.verdict).toBe('tie');
    expect(evaluation.differenceVerdict({ mean: 0.0101, lower: 0.0101, upper: 0.0101, p: 0.001 })).toBe('greater');
  });
  it('rejects at p = .05 where level .9 leaves .05 a side', () => {
    // (1 − .9)/2 is .04999999999999999, and the smallest p of 19 samples 1/20.
    const test = evaluation.equivalenceTest([0.1, 0.2], [0.1, 0.2], { margin: 0.01, resamples: 19, level: 0.9 });
    expect([test.p, test.equivalent]).toEqual([0.05, true]);
  });
  it('does not match instances whose IoU is the threshold', () => {
    const [one, part] = [new Array<number>(10).fill(1), [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]];
    const { matchInstances } = evaluation;
    for (const iouThreshold of [0.3, 0.1 + 0.2, 0.7 - 0.4])
      expect(matchInstances(one, part, { iouThreshold }).tp, `${iouThreshold}`).toBe(0);
    expect(matchInstances(one, part, { iouThreshold: 0.2999 }).tp).toBe(1);
  });
  it('is background at probabilities that a 32-bit float rounds to just above it', () => {
    expect([...evaluation.thresholdMask(Float32Array.of(0.3, 0.301), 0.3)]).toEqual([0, 1]);
    expect([...evaluation.thresholdMask(Float32Array.of(0.5, 0.50000006), 0.5)]).toEqual([0, 1]);
  });
  it('takes the quantile at a whole rank from that rank alone', () => {
    // .55 · 100 comes out as 55.00000000000001: between a finite and an infinite value.
    const values = Array.from({ length: 101 }, (_, k) => (k <= 55 ? k : Infinity));
    expect(evaluation.quantile(values, 0.55)).toBe(55);
    expect(evaluation.quantile(values, 0.5501)).toBe(Infinity);
  });
  it('counts 57 images as the worst .57 % of 10 000', () => {
    const counts = Array.from({ length: 10_000 }, (_, k) => [{ tp: k < 56 ? 0 : 1, fp: 0, fn: 1, tn: 0 }]);
    expect(evaluation.aggregate(counts, dice, { worstPercent: 0.57 }).worst).toBeCloseTo(2 / 3 / 57, 12);
  });
});

describe('ThresholdCurves', () => {
  it('prefers the threshold nearest to one half among those that tie but for rounding', () => {
    // Cut at .5 the three kinds of units score 2/3, 1 and 2/5; cut at .31 they score 2/5, 2/3 and 1: the same sum, of
    // which the second, in this order of units, rounds to a little more.
    const kinds: [number[], number[]][] = [
      [
        [0.95, 0.95, 0.31, 0.31],
        [1, 0, 0, 0],
      ],
      [
        [0.95, 0.31],
        [1, 0],
      ],
      [
        [0.95, 0.31, 0.31, 0.31],
        [1, 1, 1, 1],
      ],
    ];
    const curves = new evaluation.ThresholdCurves();
    [0, 0, 1, 2, 2, 1].forEach((kind, k) => curves.add(`${k}`, ...kinds[kind]!));
    const mean = (threshold: number) => curves.curves().find((row) => row.threshold === threshold)?.dice ?? NaN;
    expect(mean(0.31)).toBeGreaterThan(mean(0.5));
    expect(curves.fit().tuned).toBe(0.5);
  });
});
