import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  dice,
  fMeasure,
  intervals,
  jaccard,
  kappa,
  matthews,
  pixelWeightedHamming,
  precision,
  recall,
  specificity,
  tversky,
  weightedHamming,
  type Counts,
  type Measure,
} from '../../src/overlap/index.js';
import { interval, rational } from '../../src/rigor/index.js';

const count = fc.integer({ min: 1, max: 50 });
const anyCounts: fc.Arbitrary<Counts> = fc.record({ tp: count, fp: count, fn: count, tn: count });
const every: Measure[] = [
  dice,
  jaccard,
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  specificity,
  matthews,
  kappa,
  tversky({ alpha: 0.3, beta: 0.7 }),
  fMeasure(2),
  weightedHamming(0.25),
  pixelWeightedHamming(3),
];
// The hard map p > 1/2 of the golden vectors, worked by hand: tp = fp = fn = 1, tn = 2.
const golden: Counts = { tp: 1, fp: 1, fn: 1, tn: 2 };

describe('measures at tp = fp = fn = 1, tn = 2 (worked by hand)', () => {
  it.each([
    [dice, '1/2'],
    [jaccard, '1/3'],
    [tversky({ alpha: 0.3, beta: 0.7 }), '1/2'],
    [weightedHamming(0.5), '7/12'],
    [balancedAccuracy, '7/12'],
    [accuracy, '3/5'],
    [precision, '1/2'],
    [recall, '1/2'],
    [specificity, '2/3'],
    [fMeasure(2), '1/2'],
    [pixelWeightedHamming(3), '5/9'],
    // tp·tn − fp·fn = 1; (2·2·3·3) = 36 under the root; kappa's denominator 2·3 + 2·3.
    [matthews, '1/6'],
    [kappa, '1/6'],
  ])('%o exactly', (overlap, value) => {
    expect(overlap.exact(golden).toString()).toBe(value);
    expect(overlap(golden)).toBeCloseTo(overlap.exact(golden).toNumber(), 15);
  });
});

describe('laws', () => {
  const RUNS = { numRuns: 300, seed: 3 };
  it('D = 2J/(1 + J) exactly', () => {
    fc.assert(
      fc.property(anyCounts, (c) => dice.exact(c).equals(jaccard.exact(c).multiply(2).divide(jaccard.exact(c).add(1)))),
      RUNS,
    );
  });
  it('tversky(1/2, 1/2) is Dice, tversky(1, 1) is Jaccard, F_1 is Dice', () => {
    fc.assert(
      fc.property(
        anyCounts,
        (c) =>
          tversky({ alpha: '1/2', beta: 0.5 }).exact(c).equals(dice.exact(c)) &&
          tversky({ alpha: 1, beta: 1 }).exact(c).equals(jaccard.exact(c)) &&
          fMeasure(1).exact(c).equals(dice.exact(c)),
      ),
      RUNS,
    );
  });
  it('Dice, Jaccard, accuracy, Matthews and kappa are symmetric in the two masks', () => {
    fc.assert(
      fc.property(anyCounts, (c) =>
        [dice, jaccard, accuracy, matthews, kappa].every(
          (m) => Math.abs(m(c) - m({ ...c, fp: c.fn, fn: c.fp })) < 1e-15,
        ),
      ),
      RUNS,
    );
  });
  it('H_w equals H_γ with γ = wP/(wP + N)', () => {
    fc.assert(
      fc.property(anyCounts, count, (c, w) => {
        const [p, n] = [c.tp + c.fn, c.fp + c.tn];
        return pixelWeightedHamming(w)
          .exact(c)
          .equals(weightedHamming(rational(w * p, w * p + n)).exact(c));
      }),
      RUNS,
    );
  });
  it('H_γ with γ = P/n is accuracy', () => {
    fc.assert(
      fc.property(anyCounts, (c) =>
        weightedHamming(rational(c.tp + c.fn, c.tp + c.fp + c.fn + c.tn))
          .exact(c)
          .equals(accuracy.exact(c)),
      ),
      RUNS,
    );
  });
  it.each(every.map((m) => [m.id, m] as const))(
    '%s does not change when the counts double, and lies in its range',
    (_, m) => {
      const lowest = m === matthews || m === kappa ? -1 : 0;
      fc.assert(
        fc.property(
          anyCounts,
          (c) =>
            Math.abs(m(c) - m({ tp: 2 * c.tp, fp: 2 * c.fp, fn: 2 * c.fn, tn: 2 * c.tn })) < 1e-14 &&
            m(c) >= lowest &&
            m(c) <= 1,
        ),
        RUNS,
      );
    },
  );
  it.each(every.filter((m) => m !== matthews).map((m) => [m.id, m] as const))(
    '%s: interval arithmetic holds the exact value',
    (_, m) => {
      fc.assert(
        fc.property(anyCounts, (c) =>
          m
            .over({ tp: interval(c.tp), fp: interval(c.fp), fn: interval(c.fn), tn: interval(c.tn) }, intervals)
            .contains(m.exact(c)),
        ),
        RUNS,
      );
    },
  );
});
