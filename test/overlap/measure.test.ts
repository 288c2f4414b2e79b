import { describe, expect, it } from 'vitest';
import { dice, jaccard, measure, pixelWeightedHamming, weightedHamming, type Counts } from '../../src/overlap/index.js';
import { Rational } from '../../src/rigor/index.js';

// The hard map p > 1/2 of the golden vectors, worked by hand: tp = fp = fn = 1, tn = 2.
const golden: Counts = { tp: 1, fp: 1, fn: 1, tn: 2 };

describe('measure', () => {
  const fowlkesMallows = measure('fowlkes-mallows', ({ tp, fp, fn }, { add, multiply, divide, sqrt }) =>
    divide(tp, sqrt(multiply(add(tp, fp), add(tp, fn)))),
  );
  it('one definition gives floats, fractions and intervals', () => {
    expect(fowlkesMallows({ tp: 2, fp: 2, fn: 0, tn: 5 })).toBeCloseTo(Math.SQRT1_2, 15);
    expect(fowlkesMallows.exact({ tp: 2, fp: 0, fn: 6, tn: 0 }).toString()).toBe('1/2');
  });
  it('an irrational value has no fraction, and says so', () =>
    expect(() => fowlkesMallows.exact({ tp: 2, fp: 2, fn: 0, tn: 5 })).toThrow('irrational'));
  it('fractional counts are exact too', () =>
    expect(
      jaccard
        .exact({ tp: Rational.parse('1.3'), fp: Rational.parse('0.9'), fn: Rational.parse('0.7'), tn: 0 })
        .toString(),
    ).toBe('13/29'));
});

describe('0/0 is explicit', () => {
  const empty: Counts = { tp: 0, fp: 0, fn: 0, tn: 5 };
  it('dice of two empty masks is NaN in floats and refused as a fraction, unless a value is chosen', () => {
    expect(dice(empty)).toBeNaN();
    expect(() => dice.exact(empty)).toThrow('whenUndefined');
    expect(dice(empty, { whenUndefined: 1 })).toBe(1);
    expect(dice.exact(empty, { whenUndefined: 0 }).toString()).toBe('0');
  });
  it('dice is 0, not undefined, when exactly one mask is empty', () =>
    expect([dice({ tp: 0, fp: 1, fn: 0, tn: 4 }), dice({ tp: 0, fp: 0, fn: 1, tn: 4 })]).toEqual([0, 0]));
  it('whenUndefined changes no defined value', () => expect(dice(golden, { whenUndefined: 1 })).toBe(0.5));
  it('weighted Hamming is 0/0 on an empty reference for every γ, H_w is not', () => {
    expect(weightedHamming(0)(empty)).toBeNaN();
    expect(pixelWeightedHamming(2)(empty)).toBe(1);
  });
});
