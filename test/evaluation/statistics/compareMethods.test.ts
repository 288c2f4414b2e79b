import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestGroup,
  cohensDz,
  compareMethods,
  differenceVerdict,
  equivalenceTest,
  holm,
  letterDisplay,
  pairedBootstrap,
  probabilityOfSuperiority,
} from '../../../src/evaluation/index.js';
import { seededRandom } from '../../../src/random.js';

const a = [0.71, 0.64, 0.82, 0.55, 0.9, 0.47, 0.77, 0.68, 0.59, 0.85];
const b = [0.69, 0.67, 0.75, 0.5, 0.91, 0.36, 0.69, 0.64, 0.53, 0.76];

describe('holm(pValues)', () => {
  it('is what statsmodels gives, ties included', () => {
    // statsmodels 0.15.0: multipletests([...], method='holm')[1].
    const adjusted = holm([0.012, 0.4, 0.003, 0.03, 0.03, 0.8, 0.0004]);
    [0.06, 0.8, 0.018, 0.12, 0.12, 0.8, 0.0028].forEach((p, k) => expect(adjusted[k]).toBeCloseTo(p, 14));
  });
});

describe('pairedBootstrap(a, b), two-sided', () => {
  it('has the interval of scipy.stats.bootstrap', () => {
    // scipy.stats.bootstrap((a − b,), np.mean, n_resamples=200000, method='percentile', random_state=1): .021, .073.
    const { lower, upper } = pairedBootstrap(a, b, { resamples: 100_000 });
    expect(lower).toBeCloseTo(0.021, 3);
    expect(upper).toBeCloseTo(0.073, 3);
  });
  it('pTwoSided is at most alpha where the interval at 1 − alpha leaves out 0', () => {
    for (let run = 0; run < 60; run++) {
      const random = seededRandom(4, run);
      const x = Array.from({ length: 15 }, () => 0.4 + random.normal());
      const { lower, upper, pTwoSided } = pairedBootstrap(x, new Float64Array(15), { resamples: 999, seed: run });
      // The two agree but where 0 lies between two neighbouring resampled means.
      if (pTwoSided <= 0.04) expect(lower > 0 || upper < 0).toBe(true);
      if (pTwoSided >= 0.06) expect(lower <= 0 && upper >= 0).toBe(true);
    }
  });
  it('takes sums that cancel up to rounding for 0', () => {
    // Differences of ±2.8e-17: every resampled mean is 0 but for rounding.
    const rounding = 0.3 - 0.2 - 0.1;
    expect(rounding).not.toBe(0);
    const { pTwoSided } = pairedBootstrap([0.9 + 1e-16, 0.7, 0.8 + rounding], [0.9, 0.7 + 1e-16, 0.8]);
    expect(pTwoSided).toBe(1);
  });
});

describe('cohensDz(a, b)', () => {
  it('is mean over standard deviation, as NumPy gives it', () => {
    // NumPy 2.4.6: d.mean() / d.std(ddof=1).
    expect(cohensDz(a, b)).toBeCloseTo(1.0866764024513678, 12);
    expect(cohensDz(b, a)).toBeCloseTo(-1.0866764024513678, 12);
  });
  it('does not grow with slices that repeat a patient', () => {
    const repeat = (values: number[]) => values.flatMap((value) => [value, value, value]);
    const patients = repeat(a.map((_, k) => k));
    expect(cohensDz(repeat(a), repeat(b), { patients })).toBeCloseTo(cohensDz(a, b), 12);
    expect(cohensDz(repeat(a), repeat(b))).not.toBeCloseTo(cohensDz(a, b), 2);
  });
  it('is infinite for one and the same difference, up to rounding, and 0 for none', () => {
    expect(cohensDz([0.9, 0.8, 0.7], [0.8, 0.7, 0.6])).toBe(Infinity);
    expect(cohensDz([0.8, 0.7], [0.9, 0.8])).toBe(-Infinity);
    expect(cohensDz([0.1 + 0.2, 0.3], [0.3, 0.3])).toBe(0);
  });
});

describe('probabilityOfSuperiority(a, b)', () => {
  it('counts wins, ties half: of ten patients eight, worked by hand', () =>
    expect(probabilityOfSuperiority(a, b)).toBe(0.8));
  it('and its opposite add up to 1', () => {
    const score = fc.constantFrom(0, 0.1 + 0.2, 0.3, 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 2 }), (rows) => {
        const [x, y] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        expect(probabilityOfSuperiority(x, y) + probabilityOfSuperiority(y, x)).toBeCloseTo(1, 12);
      }),
    );
    expect(probabilityOfSuperiority([0.1 + 0.2, 1], [0.3, 1])).toBe(0.5);
  });
});

describe('equivalenceTest(a, b, { margin })', () => {
  const random = seededRandom(9);
  const close = Array.from({ length: 60 }, () => 0.7 + 0.05 * random.normal());
  const near = close.map((score) => score + 0.001 + 0.01 * random.normal());
  it('agrees with the interval: equivalent where it lies within the margin', () => {
    const { lower, upper } = pairedBootstrap(near, close);
    const edge = Math.max(-lower, upper);
    expect(equivalenceTest(near, close, { margin: edge * 1.05 }).equivalent).toBe(true);
    expect(equivalenceTest(near, close, { margin: edge * 0.95 }).equivalent).toBe(false);
  });
  it('few patients show no equivalence, though no difference either (negative control)', () => {
    const [x, y] = [
      [0.7, 0.6, 0.8],
      [0.6, 0.7, 0.8],
    ];
    expect(pairedBootstrap(x ?? [], y ?? []).pTwoSided).toBeGreaterThan(0.5);
    expect(equivalenceTest(x ?? [], y ?? [], { margin: 0.01 })).toMatchObject({ equivalent: false });
  });
  it('refuses a margin of 0', () => expect(() => equivalenceTest(a, b, { margin: 0 })).toThrow('above 0, not 0'));
});

describe('differenceVerdict(difference)', () => {
  const at = (mean: number, lower: number, upper: number, p: number) => differenceVerdict({ mean, lower, upper, p });
  it('within ±.01 is a tie, significant or not; beyond, p decides', () => {
    expect(at(0.005, 0.001, 0.009, 0.001)).toBe('tie');
    expect(at(0.02, 0.011, 0.03, 0.001)).toBe('greater');
    expect(at(-0.02, -0.03, -0.001, 0.04)).toBe('less');
  });
  it('a small significant difference whose interval leaves the margin is not decided', () => {
    expect(at(0.008, 0.001, 0.015, 0.01)).toBe('not decided');
    expect(at(0.02, 0.001, 0.04, 0.06)).toBe('not decided');
    expect(at(0, -0.2, 0.2, 1)).toBe('not decided');
  });
  it('turned round is the opposite', () => {
    const end = fc.double({ min: -0.05, max: 0.05, noNaN: true });
    fc.assert(
      fc.property(end, end, fc.double({ min: 0, max: 1, noNaN: true }), (x, y, p) => {
        const [lower, upper] = [Math.min(x, y), Math.max(x, y)];
        const opposite = { greater: 'less', less: 'greater', tie: 'tie', 'not decided': 'not decided' };
        const mean = (lower + upper) / 2;
        expect(at(-mean, -upper, -lower, p)).toBe(opposite[at(mean, lower, upper, p)]);
      }),
    );
  });
  it('refuses an interval upside down and a p-value that is none', () => {
    expect(() => at(0, 1, -1, 0.5)).toThrow('runs upwards');
    expect(() => at(0, -1, 1, NaN)).toThrow('[0, 1], not at NaN');
  });
});

describe('letterDisplay(methods, differ)', () => {
  it('gives what scikit-posthocs gives', () => {
    // scikit-posthocs 0.17.1: compact_letter_display of p = .01 for these pairs and 1 for the others: a, a, ab, bc, c.
    const pairs = ['ad', 'ae', 'be', 'bd', 'ce'];
    const differ = (x: string, y: string) => pairs.includes(x + y) || pairs.includes(y + x);
    expect(letterDisplay(['a', 'b', 'c', 'd', 'e'], differ)).toEqual({ a: 'a', b: 'a', c: 'ab', d: 'bc', e: 'c' });
  });
  it('methods share a letter exactly where they do not differ, and every method has one', () => {
    const methods = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6'];
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 49, maxLength: 49 }), (flags) => {
        const place = (x: string) => methods.indexOf(x);
        const differ = (x: string, y: string) => {
          const [i, j] = [Math.min(place(x), place(y)), Math.max(place(x), place(y))];
          return i !== j && (flags[i * 7 + j] ?? false);
        };
        const letters = letterDisplay(methods, differ);
        for (const x of methods) {
          for (const y of methods) {
            const shared = [...(letters[x] ?? '')].some((one) => letters[y]?.includes(one));
            expect(shared).toBe(!differ(x, y));
          }
        }
      }),
    );
  });
  it('refuses a name that stands twice', () => expect(() => letterDisplay(['a', 'a'], () => true)).toThrow('once'));
});

describe('bestGroup(means, isWorse)', () => {
  it('holds the best, and what is not worse than it', () => {
    expect(bestGroup({ a: 0.1, b: 0.9, c: 0.8 }, (method) => method === 'a')).toEqual(['b', 'c']);
  });
  it('with two best needs to be no worse than one of them', () => {
    expect(bestGroup({ a: 1, b: 1, c: 0 }, (method, than) => method === 'c' && than === 'a')).toEqual(['a', 'b', 'c']);
  });
  it('refuses a missing mean', () => expect(() => bestGroup({ a: NaN }, () => false)).toThrow('the mean of a is NaN'));
});

describe('compareMethods(scores)', () => {
  const random = seededRandom(12);
  const patients = Array.from({ length: 120 }, (_, k) => `p${Math.floor(k / 3)}`);
  const base = patients.map(() => 0.6 + 0.1 * random.normal());
  const shifted = (by: number, spread: number) => base.map((score) => score + by + spread * random.normal());
  const scores = { ce: base, dice: shifted(0.05, 0.02), jaccard: shifted(0.05, 0.02), wild: shifted(0.03, 0.3) };
  const comparison = compareMethods(scores, { patients, resamples: 4000 });
  const pair = (baseline: string, method: string) =>
    comparison.pairs.find((one) => one.baseline === baseline && one.method === method);
  it('tells a difference, a tie and what is not decided', () => {
    expect(comparison.pairs).toHaveLength(6);
    expect(pair('ce', 'dice')).toMatchObject({ verdict: 'greater', units: 40, images: 120 });
    expect(pair('dice', 'jaccard')?.verdict).toBe('tie');
    expect(pair('ce', 'wild')?.verdict).toBe('not decided');
    expect(comparison.best).toEqual(expect.arrayContaining(['dice', 'jaccard']));
    expect(comparison.best).not.toContain('ce');
  });
  it('corrects all pairs together, and letters follow the corrected p-values', () => {
    expect(comparison.pairs.map(({ pHolm }) => pHolm)).toEqual(
      holm(comparison.pairs.map(({ pTwoSided }) => pTwoSided)),
    );
    for (const { method, baseline, pHolm } of comparison.pairs) {
      const shared = [...(comparison.letters[method] ?? '')].some((one) => comparison.letters[baseline]?.includes(one));
      expect(shared).toBe(pHolm > 0.05);
    }
  });
  it('does not find differences among shuffles of the same scores more often than alpha (negative control)', () => {
    let found = 0;
    for (let run = 0; run < 100; run++) {
      const noise = seededRandom(77, run);
      const row = () => Array.from({ length: 40 }, () => noise.normal());
      const { pairs } = compareMethods({ a: row(), b: row(), c: row() }, { resamples: 999, seed: run });
      if (pairs.some(({ pHolm }) => pHolm <= 0.05)) found++;
    }
    // Binomial(100, .05) stays below 16 but once in 30 000; the percentile bootstrap of 40 is a little liberal.
    expect(found).toBeLessThan(16);
  });
  it('refuses options that it does not have', () => {
    expect(() => compareMethods(scores, { margins: 0.02 } as object)).toThrow("no option 'margins'");
    expect(() => compareMethods({ a: [1, 2] })).toThrow('at least two methods');
    expect(() => compareMethods(scores, { alpha: 5 })).toThrow('alpha lies between 0 and 1');
  });
});
