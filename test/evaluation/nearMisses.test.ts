import { describe, expect, it } from 'vitest';
import { rankMethods, signFlipTest } from '../../src/evaluation/index.js';

/* Values by hand at the edges: where a tolerance, a half or an equality decides. */

describe('signFlipTest at its edges', () => {
  const zeros = (n: number) => Array<number>(n).fill(0);
  it('sums that differ by a thousandth are no ties: of ±1 ± 0.999 two are at least 0.001, three at least −0.001', () => {
    expect(signFlipTest([1, -0.999], zeros(2)).pGreater).toBe(2 / 4);
    expect(signFlipTest([-1, 0.999], zeros(2)).pLess).toBe(2 / 4);
    expect(signFlipTest([1, -0.999], zeros(2)).pTwoSided).toBe(1);
  });
  it('enumerates where all assignments are just as many as the resamples, and draws where they are one more', () => {
    expect(signFlipTest([3, 2, 1], zeros(3), { resamples: 8 }).exact).toBe(true);
    expect(signFlipTest([3, 2, 1], zeros(3), { resamples: 7 }).exact).toBe(false);
    expect(signFlipTest([3, 2, 1], zeros(3), { resamples: 9 }).exact).toBe(true);
  });
  it('a drawn p-value counts the observed assignment among them', () => {
    const { pGreater } = signFlipTest([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], zeros(10), { resamples: 9, seed: 3 });
    expect(pGreater).toBeGreaterThanOrEqual(1 / 10);
  });
});

describe('rankMethods at its edges', () => {
  it('three methods hold the ranks 1, 2 and 3, and two that tie behind one 2.5 each', () => {
    const ranks = (scores: Record<string, number[]>) => rankMethods(scores).methods.map(({ rank }) => rank);
    expect(ranks({ a: [3, 3], b: [2, 2], c: [1, 1] })).toEqual([1, 2, 3]);
    expect(ranks({ a: [3, 3], b: [1, 1], c: [1, 1] })).toEqual([1, 2.5, 2.5]);
  });
  it('methods that tie share their places evenly', () => {
    const { methods } = rankMethods({ a: [3, 3], b: [1, 1], c: [1, 1] }, { resamples: 10 });
    const at = methods.map(({ atRank }) => atRank.map((part) => Math.round(10 * part)));
    expect(at).toEqual([
      [10, 0, 0],
      [0, 5, 5],
      [0, 5, 5],
    ]);
  });
  it('mean ranks are means of ranks, not of halves', () => {
    const { methods } = rankMethods({ a: [3, 3], b: [2, 2], c: [1, 1] }, { average: 'ranks' });
    expect(methods.map(({ mean }) => mean)).toEqual([1, 2, 3]);
  });
});
