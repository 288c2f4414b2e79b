import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice, jaccard, weightedHamming } from '../../src/overlap/index.js';
import { rational } from '../../src/rigor/index.js';
import { bestWeightError, closedFormError, finiteHammingError, weightedHammingGap } from '../../src/theory/index.js';
import { lineAt } from '../../src/theory/largestErrors/bestWeightError.js';
import { valueOn } from '../../src/theory/largestErrors/lines.js';

describe('weighted Hamming approximates neither Dice nor Jaccard', () => {
  it('the check passes, and each of its negative controls is rejected', async () => {
    const result = await weightedHammingGap.check();
    expect(result.evidence.filter((e) => !e.pass)).toEqual([]);
    expect(result.controls.every((c) => c.rejected)).toBe(true);
  });
  // Bisection on γ over all counts in exact rationals, by another program.
  it.each([
    [2, '1/6'],
    [4, '3/10'],
    [6, '3/8'],
    [10, '6/13'],
  ])('the best γ for images of %i pixels leaves %s against Dice', (n, value) =>
    expect(finiteHammingError('dice', n).value.toString()).toBe(value),
  );
  it('the best γ for images of 10 pixels leaves 9/16 against Jaccard', () =>
    expect(finiteHammingError('jaccard', 10).value.toString()).toBe('9/16'));
  it('no other weight does better: the error at γ* ± 1/100 is larger (n = 4)', () => {
    const { gamma, value } = finiteHammingError('dice', 4);
    for (const shift of [rational(1, 100), rational(-1, 100)]) {
      let worst = rational(0);
      for (let p = 1; p < 4; p++)
        for (let tp = 0; tp <= p; tp++)
          for (let fp = 0; fp <= 4 - p; fp++) {
            const counts = { tp, fp, fn: p - tp, tn: 4 - p - fp };
            const error = dice
              .exact(counts)
              .subtract(weightedHamming(gamma.add(shift)).exact(counts))
              .abs();
            if (error.greaterThan(worst)) worst = error;
          }
      expect(worst.greaterThan(value)).toBe(true);
    }
  });
});

describe('E*(ρ), the error of the best weight', () => {
  // Rigorous brackets of width 5e-4 found by an independent exact branch and bound.
  it.each([
    [1, 3, 0.25],
    [1, 4, 0.30306],
    [1, 10, 0.46189],
    [1, 50, 0.6921],
    [1, 2, 0.16667],
    [2, 5, 0.21429],
    [3, 5, 0.125],
    [7, 10, 0.11111],
    [9, 10, 0.14686],
  ])('of Dice at ρ = %i/%i is %d within 5e-4', (p, q, value) => {
    const { lower, upper } = bestWeightError('dice', rational(p, q));
    expect(lower).toBeGreaterThan(value - 1e-5);
    expect(upper).toBeLessThan(value + 5e-4);
    expect(upper - lower).toBeLessThan(1e-9);
  });
  it('of Jaccard at ρ = 1/2 is 1/4, where its regimes meet', () => {
    const { lower, upper } = bestWeightError('jaccard', rational(1, 2));
    expect(lower <= 0.25 && upper >= 0.25 && upper - lower < 1e-9).toBe(true);
  });
  it('the weight of cross-entropy it suggests at ρ = 1/10, 1/100, 1/1000 is 10.5, 30.1, 91.4 to one', () => {
    const ratio = (n: number) => {
      const gamma = bestWeightError('dice', rational(1, n)).gamma.toNumber();
      return gamma / (1 / n) / ((1 - gamma) / (1 - 1 / n));
    };
    expect([10, 100, 1000].map((n) => ratio(n).toFixed(1))).toEqual(['10.5', '30.1', '91.4']);
  });
  it('the closed form is continuous where the regimes meet: 1/3, 7/11 and 0.7608', () => {
    for (const [n, d] of [
      [1, 3],
      [7, 11],
      [7608, 10_000],
    ] as const) {
      const step = rational(1, 1_000_000);
      expect(
        Math.abs(
          closedFormError('dice', rational(n, d).add(step)).middle() -
            closedFormError('dice', rational(n, d).subtract(step)).middle(),
        ),
      ).toBeLessThan(1e-5);
    }
  });
  it('lineAt is score − H_γ of concrete masks', () => {
    const count = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(count, count, count, count, fc.integer({ min: 0, max: 10 }), (tp, fp, fn, tn, tenths) => {
        const [p, n] = [tp + fn, fp + tn];
        const gamma = rational(tenths, 10);
        return (
          [
            ['dice', dice],
            ['jaccard', jaccard],
          ] as const
        ).every(([name, score]) => {
          const line = lineAt(name, rational(p, p + n), rational(tp, p), rational(fp, n));
          const counts = { tp, fp, fn, tn };
          return valueOn(line, gamma).equals(score.exact(counts).subtract(weightedHamming(gamma).exact(counts)));
        });
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});
