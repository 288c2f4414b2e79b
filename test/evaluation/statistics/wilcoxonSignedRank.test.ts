import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilcoxonSignedRank } from '../../../src/evaluation/index.js';

const a = [0.71, 0.64, 0.82, 0.55, 0.9, 0.47, 0.77, 0.68, 0.59, 0.85];
const b = [0.69, 0.67, 0.75, 0.5, 0.91, 0.36, 0.69, 0.64, 0.53, 0.76];
const tiedDifferences = [1, 2, 2, 0, -1, 3, 3, -2, 0, 4, 5, -1, 6, -3, 2];
const zeros = (n: number) => new Array<number>(n).fill(0);

describe('wilcoxonSignedRank(a, b)', () => {
  it('is exact for ten pairs without ties: SciPy’s W = 4, p = 0.013671875', () => {
    // SciPy 1.17.1: scipy.stats.wilcoxon(a, b); by hand, 7 of the 512 halves of 2^10 signs sum to 4 or less.
    const { wPlus, wMinus, p, exact, pairs } = wilcoxonSignedRank(a, b);
    expect({ wPlus, wMinus, p, exact, pairs }).toEqual({ wPlus: 51, wMinus: 4, p: 7 / 512, exact: true, pairs: 10 });
  });
  it('is exact with ties and zeros up to 13 pairs, and of one pair that differs says nothing', () => {
    // SciPy 1.17.1: scipy.stats.wilcoxon(d, zero_method=zeros).
    const twelve = tiedDifferences.slice(0, 12);
    expect(wilcoxonSignedRank(twelve, zeros(12))).toMatchObject({ p: 0.0625, exact: true });
    expect(wilcoxonSignedRank(twelve, zeros(12), { zeros: 'pratt' })).toMatchObject({ p: 0.087890625, exact: true });
    expect(wilcoxonSignedRank([0, 2, 0], zeros(3)).p).toBe(1);
    // By hand: the ranks 1.5, 1.5, 3 are all positive in one of eight ways.
    expect(wilcoxonSignedRank([1, 1, 2], zeros(3)).p).toBe(1 / 4);
    expect(wilcoxonSignedRank(tiedDifferences.slice(0, 14), zeros(14)).exact).toBe(false);
  });
  it('is exact for thirty pairs', () => {
    // scipy.stats.wilcoxon(d, method='exact'), d = 1 … 30 with the seven below negative.
    const d = Array.from({ length: 30 }, (_, k) => ([0, 4, 7, 12, 18, 25, 27].includes(k) ? -1 : 1) * (k + 1));
    const { p, wMinus } = wilcoxonSignedRank(d, zeros(30));
    expect(wMinus).toBe(100);
    expect(p).toBeCloseTo(0.005382779985666275, 14);
  });
  // SciPy 1.17.1: scipy.stats.wilcoxon(d, zero_method=zeros, method='asymptotic', correction=continuity).
  it.each([
    ['wilcox', false, 0.057779571123597245],
    ['wilcox', true, 0.06257065245293766],
    ['pratt', false, 0.06757574044065984],
    ['pratt', true, 0.0719766522815488],
  ] as const)('with ties and zeros is SciPy’s normal law: %s, continuity %s', (rule, continuity, expected) => {
    const result = wilcoxonSignedRank(tiedDifferences, zeros(15), { zeros: rule, continuity });
    expect(result.exact).toBe(false);
    expect([result.pairs, result.zeros]).toEqual([13, 2]);
    expect(result.p).toBeCloseTo(expected, 13);
  });
  it('does not see an order in rounding: 0.3 − 0.2 and 0.2 − 0.1 tie, and 0.1 + 0.2 equals 0.3', () => {
    const { wPlus, zeros: equal } = wilcoxonSignedRank([0.3, 0.2, 0.1 + 0.2], [0.2, 0.1, 0.3]);
    expect([wPlus, equal]).toEqual([3, 1]);
    expect(wilcoxonSignedRank([0.3, 0.1], [0.2, 0.2]).wPlus).toBe(1.5);
  });
  it('W+ + W− is the sum of the ranks that count, and turning the pairs round changes nothing', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(scores, (rows) => {
        const [x, y] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        const [forth, back] = [wilcoxonSignedRank(x, y), wilcoxonSignedRank(y, x)];
        expect(forth.wPlus + forth.wMinus).toBeCloseTo((forth.pairs * (forth.pairs + 1)) / 2, 9);
        expect([back.wPlus, back.wMinus]).toEqual([forth.wMinus, forth.wPlus]);
        expect(back.p).toBeCloseTo(forth.p, 14);
        expect(forth.p).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('finds nothing between equal scores (negative control)', () => {
    expect(wilcoxonSignedRank([1, 2, 3], [1, 2, 3])).toMatchObject({ p: 1, pairs: 0, zeros: 3 });
  });
  it('refuses what it cannot rank', () => {
    expect(() => wilcoxonSignedRank([1], [1, 2])).toThrow('1 scores stand against 2');
    expect(() => wilcoxonSignedRank([1, NaN], [1, 2])).toThrow('image 1 scores NaN');
    expect(() => wilcoxonSignedRank([], [])).toThrow('at least one pair');
    expect(() => wilcoxonSignedRank([1], [2], { zeros: 'split' as 'pratt' })).toThrow("not 'split'");
    expect(() => wilcoxonSignedRank([1], [2], { zero: 'pratt' } as object)).toThrow("no option 'zero'");
  });
});
