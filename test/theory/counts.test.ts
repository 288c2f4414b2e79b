import { describe, expect, it, vi } from 'vitest';
import { dice, jaccard } from '../../src/overlap/index.js';
import { compositions, interval, rational, size, type Rational } from '../../src/rigor/index.js';
import {
  diceOptimum,
  lovaszClosure,
  mispredictionLoss,
  regretTransfer,
  softLabels,
  submodularity,
  weightedHammingGap,
} from '../../src/theory/index.js';
import { closedFormError } from '../../src/theory/largestErrors/bestWeightClosedForm.js';
import { checkSmallLaws } from '../../src/theory/labelLaws/regretLaws.js';
import { convexClosure, provesClosure } from '../../src/theory/setLosses/convexClosure.js';
import { bestWeight, bestWeightErrors, FOREGROUND_RATIOS } from '../../src/theory/weightedHammingGap.js';

/* How much an exhaustive check goes through, by counting it in another way: nothing may be left out in silence. */

async function reachOf(theorem: { check(): unknown }, claim: string): Promise<string> {
  const { evidence } = (await theorem.check()) as { evidence: { claim: string; reach: string }[] };
  return evidence.find((one) => one.claim.includes(claim))?.reach ?? '';
}

describe('what is counted', () => {
  it('pairs of sets: (n + 1)·C(2ⁿ, 2) for n = 1 … 6 are 17820', async () =>
    expect(await reachOf(submodularity, 'the Jaccard loss is submodular')).toContain('all 17820 pairs'));
  it('triples of masks: n²(n − 1)/2 for grids of 49, 64 and 16 masks are 188568', async () => {
    expect(await reachOf(softLabels, 'JML₁ and JML₂')).toContain('188568 and 188568 triples');
    expect(await reachOf(softLabels, 'DML₁ and DML₂')).toContain('188568 and 188568 triples');
  });
  it('orders of labels: Σ C(n, P) for n = 1 … 6 are 126, with all 2ⁿ sets of each Σ 4ⁿ = 5460', async () =>
    expect(await reachOf(lovaszClosure, 'Jaccard: each greedy vector')).toContain(
      '126 sequences of labels, 5460 sets',
    ));
  it('shares of foreground: 127 and 15, from 10⁻⁶ to 127/128', async () => {
    expect(FOREGROUND_RATIOS).toHaveLength(142);
    expect(new Set(FOREGROUND_RATIOS.map(String)).size).toBe(142);
    expect(FOREGROUND_RATIOS.map(String)).toContain('127/128');
    expect(await reachOf(weightedHammingGap, 'E*(ρ) of jaccard')).toContain('142 fractions');
  });
  it('E* is enclosed at each of them', () => {
    for (const score of ['dice', 'jaccard'] as const)
      expect(bestWeightErrors(score).map(({ rho }) => `${rho}`)).toEqual(FOREGROUND_RATIOS.map(String));
  });
  it('and a closed form that is off by 10⁻⁶ at the last of them is refused', () => {
    const off = (score: 'dice' | 'jaccard', rho: Rational) => {
      const right = closedFormError(score, rho);
      return `${rho}` === '127/128' ? right.add(interval(1e-6)) : right;
    };
    for (const score of ['dice', 'jaccard'] as const) expect(bestWeight(score, off).pass).toBe(false);
  });
  it('laws of three pixels in sixths: C(12, 6) are 924', async () =>
    expect(await reachOf(regretTransfer, 'E D(f_J) ≥ φ')).toContain('924 laws'));

  it('pairs of optima, ties among them, by expected scores in fractions', () => {
    const masks = [1, 2, 3, 4, 5, 6, 7];
    const parts = 3;
    let [laws, pairs] = [0, 0];
    const score = (f: number, y: number) => {
      const tp = size(f & y);
      const counts = { tp, fp: size(f) - tp, fn: size(y) - tp, tn: 0 };
      return { d: dice.exact(counts), j: jaccard.exact(counts) };
    };
    const expected = (f: number, law: number[], which: 'd' | 'j') =>
      law.reduce<Rational>((sum, weight, i) => sum.add(score(f, masks[i] ?? 0)[which].multiply(weight)), rational(0));
    for (const law of compositions(parts, masks.length)) {
      laws++;
      const all = [0, ...masks].map((f) => ({ d: expected(f, law, 'd'), j: expected(f, law, 'j') }));
      for (const f of all) for (const g of all) if (f.d.atLeast(g.d) && g.j.atLeast(f.j)) pairs++;
    }
    expect(checkSmallLaws(parts)).toMatchObject({ laws, pairs });
  });
});

describe('what small laws are asked', () => {
  it('more than is true is refused, for each of the three statements', () =>
    expect(checkSmallLaws(2, 2)).toMatchObject({ diceRegret: false, jaccardRegret: false, factor: false }));
});

describe('diceOptimum(law, n)', () => {
  it('gives every prediction that attains it', () => {
    const law = [1, 2].map((labels) => ({ labels, probability: rational(1, 2) }));
    expect(diceOptimum(law, 2).predictions).toEqual([3]);
    // With chances 1/3 and 2/3, the likelier pixel alone and both together score 2/3.
    const even = [
      { labels: 1, probability: rational(1, 3) },
      { labels: 2, probability: rational(2, 3) },
    ];
    expect(diceOptimum(even, 2)).toMatchObject({ predictions: [2, 3] });
    expect(`${diceOptimum(even, 2).value}`).toBe('2/3');
  });
});

describe('the proof of a convex closure', () => {
  const half = [rational(1, 2), rational(1, 2)];
  const loss = mispredictionLoss(dice, 2);
  it('is refused where the plane, the mixture or the value is another', async () => {
    const closure = await convexClosure(loss, half);
    expect(provesClosure(closure, loss, half)).toBe(true);
    const { value, mixture, plane } = closure;
    const lowered = { ...plane, intercept: plane.intercept.subtract(rational(1, 100)) };
    const lifted = { ...plane, intercept: plane.intercept.add(rational(1, 100)) };
    // Through the point at the same height, and above the loss on a set.
    const tilted = {
      intercept: plane.intercept.subtract(1),
      slopes: plane.slopes.map((slope) => slope.add(1)),
    };
    for (const wrong of [
      { value, mixture, plane: lowered },
      { value, mixture, plane: lifted },
      { value: value.add(rational(1, 100)), mixture, plane: lifted },
      { value, mixture, plane: tilted },
      { value: value.add(rational(1, 100)), mixture, plane },
      { value, mixture: mixture.slice(1), plane },
      { value, mixture: mixture.map((part) => ({ ...part, set: 3 - part.set || 3 })).concat(mixture), plane },
      {
        value,
        mixture: mixture.map(({ set, weight }, i) => ({ set, weight: i === 0 ? weight.negate() : weight })),
        plane,
      },
    ])
      expect(provesClosure(wrong, loss, half)).toBe(false);
  });

  it('is asked for: a solver that gives a feasible mixture and a false plane is refused', async () => {
    vi.resetModules();
    const solution = { colValue: Float64Array.of(0.5, 0, 0, 0.5), rowDual: Float64Array.of(0, 0.5, 0.5) };
    const model = { options: { set() {} }, run() {}, getSolution: () => solution };
    vi.doMock('highs', () => ({
      default: async () => ({
        infinity: Infinity,
        withModel: (_: unknown, use: (m: typeof model) => unknown) => use(model),
      }),
    }));
    try {
      const fresh = await import('../../src/theory/setLosses/convexClosure.js');
      // The mixture of ∅ and {1, 2} costs 1/2, as the plane (m₁ + m₂)/2 says, which lies above Δ({1}) = 1/3.
      const { rational: fraction } = await import('../../src/rigor/index.js');
      const overlap = await import('../../src/overlap/index.js');
      const { mispredictionLoss: lossOf } = await import('../../src/theory/setLosses/mispredictionLoss.js');
      const point = [fraction(1, 2), fraction(1, 2)];
      await expect(fresh.convexClosure(lossOf(overlap.dice, 2), point)).rejects.toThrow(/not exact/);
    } finally {
      vi.doUnmock('highs');
      vi.resetModules();
    }
  });
});
