import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy, balancedAccuracy, confusionCounts, dice, fMeasure, intervals, jaccard, kappa, matthews, measure, parseMeasure, pixelWeightedHamming, precision, recall,
  specificity, tversky, weightedHamming, type Counts, type Measure,
} from '../../src/overlap/index.js';
import { interval, rational, Rational } from '../../src/rigor/index.js';

const count = fc.integer({ min: 1, max: 50 });
const anyCounts: fc.Arbitrary<Counts> = fc.record({ tp: count, fp: count, fn: count, tn: count });
const every: Measure[] = [
  dice, jaccard, accuracy, balancedAccuracy, precision, recall, specificity, matthews, kappa,
  tversky({ alpha: 0.3, beta: 0.7 }), fMeasure(2), weightedHamming(0.25), pixelWeightedHamming(3),
];
// The hard map p > 1/2 of the golden vectors, worked by hand: tp = fp = fn = 1, tn = 2.
const golden: Counts = { tp: 1, fp: 1, fn: 1, tn: 2 };

describe('measures at tp = fp = fn = 1, tn = 2 (worked by hand)', () => {
  it.each([
    [dice, '1/2'], [jaccard, '1/3'], [tversky({ alpha: 0.3, beta: 0.7 }), '1/2'], [weightedHamming(0.5), '7/12'], [balancedAccuracy, '7/12'], [accuracy, '3/5'],
    [precision, '1/2'], [recall, '1/2'], [specificity, '2/3'], [fMeasure(2), '1/2'], [pixelWeightedHamming(3), '5/9'],
    // tp·tn − fp·fn = 1; (2·2·3·3) = 36 under the root; kappa's denominator 2·3 + 2·3.
    [matthews, '1/6'], [kappa, '1/6'],
  ])('%o exactly', (overlap, value) => {
    expect(overlap.exact(golden).toString()).toBe(value);
    expect(overlap(golden)).toBeCloseTo(overlap.exact(golden).toNumber(), 15);
  });
});

describe('laws', () => {
  const RUNS = { numRuns: 300, seed: 3 };
  it('D = 2J/(1 + J) exactly', () => {
    fc.assert(fc.property(anyCounts, (c) => dice.exact(c).equals(jaccard.exact(c).multiply(2).divide(jaccard.exact(c).add(1)))), RUNS);
  });
  it('tversky(1/2, 1/2) is Dice, tversky(1, 1) is Jaccard, F_1 is Dice', () => {
    fc.assert(
      fc.property(anyCounts, (c) => tversky({ alpha: '1/2', beta: 0.5 }).exact(c).equals(dice.exact(c)) && tversky({ alpha: 1, beta: 1 }).exact(c).equals(jaccard.exact(c)) && fMeasure(1).exact(c).equals(dice.exact(c))),
      RUNS,
    );
  });
  it('Dice, Jaccard, accuracy, Matthews and kappa are symmetric in the two masks', () => {
    fc.assert(fc.property(anyCounts, (c) => [dice, jaccard, accuracy, matthews, kappa].every((m) => Math.abs(m(c) - m({ ...c, fp: c.fn, fn: c.fp })) < 1e-15)), RUNS);
  });
  it('H_w equals H_γ with γ = wP/(wP + N)', () => {
    fc.assert(
      fc.property(anyCounts, count, (c, w) => {
        const [p, n] = [c.tp + c.fn, c.fp + c.tn];
        return pixelWeightedHamming(w).exact(c).equals(weightedHamming(rational(w * p, w * p + n)).exact(c));
      }),
      RUNS,
    );
  });
  it('H_γ with γ = P/n is accuracy', () => {
    fc.assert(fc.property(anyCounts, (c) => weightedHamming(rational(c.tp + c.fn, c.tp + c.fp + c.fn + c.tn)).exact(c).equals(accuracy.exact(c))), RUNS);
  });
  it.each(every.map((m) => [m.id, m] as const))('%s does not change when the counts double, and lies in its range', (_, m) => {
    const lowest = m === matthews || m === kappa ? -1 : 0;
    fc.assert(
      fc.property(anyCounts, (c) => Math.abs(m(c) - m({ tp: 2 * c.tp, fp: 2 * c.fp, fn: 2 * c.fn, tn: 2 * c.tn })) < 1e-14 && m(c) >= lowest && m(c) <= 1),
      RUNS,
    );
  });
  it.each(every.filter((m) => m !== matthews).map((m) => [m.id, m] as const))('%s: interval arithmetic holds the exact value', (_, m) => {
    fc.assert(
      fc.property(anyCounts, (c) => m.over({ tp: interval(c.tp), fp: interval(c.fp), fn: interval(c.fn), tn: interval(c.tn) }, intervals).contains(m.exact(c))),
      RUNS,
    );
  });
});

describe('0/0 is explicit', () => {
  const empty: Counts = { tp: 0, fp: 0, fn: 0, tn: 5 };
  it('dice of two empty masks is NaN in floats and refused as a fraction, unless a value is chosen', () => {
    expect(dice(empty)).toBeNaN();
    expect(() => dice.exact(empty)).toThrow('whenUndefined');
    expect(dice(empty, { whenUndefined: 1 })).toBe(1);
    expect(dice.exact(empty, { whenUndefined: 0 }).toString()).toBe('0');
  });
  it('dice is 0, not undefined, when exactly one mask is empty', () => expect([dice({ tp: 0, fp: 1, fn: 0, tn: 4 }), dice({ tp: 0, fp: 0, fn: 1, tn: 4 })]).toEqual([0, 0]));
  it('whenUndefined changes no defined value', () => expect(dice(golden, { whenUndefined: 1 })).toBe(0.5));
  it('weighted Hamming is 0/0 on an empty reference for every γ, H_w is not', () => {
    expect(weightedHamming(0)(empty)).toBeNaN();
    expect(pixelWeightedHamming(2)(empty)).toBe(1);
  });
});

describe('confusionCounts', () => {
  it('counts each kind of pixel once', () => {
    expect(confusionCounts([1, 1, 0, 0, 0], [1, 0, 1, 0, 0])).toEqual(golden);
    expect(confusionCounts(new Uint8Array([1, 0]), new Float32Array([1, 1]))).toEqual({ tp: 1, fp: 1, fn: 0, tn: 0 });
    expect(confusionCounts([], [])).toEqual({ tp: 0, fp: 0, fn: 0, tn: 0 });
  });
  it('refuses masks of different sizes', () => expect(() => confusionCounts([1, 0], [1])).toThrow('2 pixels, the prediction 1'));
  it.each([[[0.5], [1]], [[1], [255]], [[NaN], [0]], [[-1], [0]]])('refuses the values %o and %o', (y, p) => expect(() => confusionCounts(y, p)).toThrow('only 0 and 1'));
});

describe('parseMeasure and weights', () => {
  it.each([['dice', 'dice'], ['tversky:0.3,0.7', 'tversky:3/10,7/10'], ['f:2', 'f:2'], ['hamming:1/3', 'hamming:1/3'], ['hamming', 'accuracy'], ['hamming-w:3', 'hamming-w:3'], ['sensitivity', 'recall']])('%s is %s', (text, id) => expect(parseMeasure(text).id).toBe(id));
  it.each([['nonsense', 'unknown measure'], ['toString', 'unknown measure'], ['tversky', 'unknown measure'], ['tversky:1', 'takes 2'], ['tversky:-1,1', 'at least 0'], ['tversky:NaN,1', 'finite number'], ['hamming:2', 'between 0 and 1'], ['f:', 'finite number']])(
    '%s is refused in a sentence',
    (text, part) => expect(() => parseMeasure(text)).toThrow(part),
  );
  it('a weight given as a number stands for its decimal', () => expect(tversky({ alpha: 0.1, beta: 0.9 }).id).toBe('tversky:1/10,9/10'));
  it('an infinite weight is refused', () => expect(() => tversky({ alpha: Infinity, beta: 1 })).toThrow('finite'));
});

describe('measure', () => {
  const fowlkesMallows = measure('fowlkes-mallows', ({ tp, fp, fn }, { add, multiply, divide, sqrt }) => divide(tp, sqrt(multiply(add(tp, fp), add(tp, fn)))));
  it('one definition gives floats, fractions and intervals', () => {
    expect(fowlkesMallows({ tp: 2, fp: 2, fn: 0, tn: 5 })).toBeCloseTo(Math.SQRT1_2, 15);
    expect(fowlkesMallows.exact({ tp: 2, fp: 0, fn: 6, tn: 0 }).toString()).toBe('1/2');
  });
  it('an irrational value has no fraction, and says so', () => expect(() => fowlkesMallows.exact({ tp: 2, fp: 2, fn: 0, tn: 5 })).toThrow('irrational'));
  it('fractional counts are exact too', () => expect(jaccard.exact({ tp: Rational.parse('1.3'), fp: Rational.parse('0.9'), fn: Rational.parse('0.7'), tn: 0 }).toString()).toBe('13/29'));
});
