import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankMethods } from '../../src/evaluation/rankMethods.js';
import { seededRandom } from '../../src/random.js';

describe('rankMethods(scores)', () => {
  it('ranks by the mean score, best first, whatever the order of the methods', () => {
    const { methods, kendallTau } = rankMethods({ b: [0.5, 0.5], c: [0.1, 0.2], a: [0.9, 0.8] });
    expect(methods.map(({ method, rank }) => [method, rank])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(methods[0]!.mean).toBeCloseTo(0.85, 15);
    expect(kendallTau).toBeCloseTo(1, 12);
  });
  it('by mean rank and by mean score can disagree: one very good image against two slightly better ones', () => {
    const scores = { a: [1, 0.4, 0.4], b: [0.1, 0.5, 0.5] };
    expect(rankMethods(scores).methods[0]!.method).toBe('a');
    const byRanks = rankMethods(scores, { average: 'ranks' });
    expect(byRanks.methods[0]!.method).toBe('b');
    // Ranks of b: 2, 1, 1.
    expect(byRanks.methods[0]!.mean).toBeCloseTo(4 / 3, 15);
  });
  it('tells how often each rank is held: of the four resamples of two images one changes the order', () => {
    // Worked by hand: differences (+3, −1): the means of the four resamples are 3, 1, 1, −1.
    const { methods, kendallTau } = rankMethods({ a: [3, 0], b: [0, 1] }, { resamples: 40_000 });
    // Five standard errors: 5·√(3/16/40000) = 0.011.
    expect(Math.abs(methods[0]!.atRank[0]! - 3 / 4)).toBeLessThan(0.011);
    // Tau is 1 in three quarters of them and −1 in one.
    expect(Math.abs(kendallTau - 1 / 2)).toBeLessThan(0.022);
  });
  it('equal methods share a rank, and their order means nothing (negative control)', () => {
    const { methods, kendallTau } = rankMethods({ a: [0.3, 0.7], b: [0.3, 0.7] });
    expect(methods.map(({ rank }) => rank)).toEqual([1.5, 1.5]);
    expect(kendallTau).toBe(0);
    const random = seededRandom(6);
    const noise = () => Array.from({ length: 100 }, () => random.normal());
    expect(rankMethods({ a: noise(), b: noise(), c: noise(), d: noise() }).kendallTau).toBeLessThan(0.9);
  });
  it('draws whole patients', () => {
    const scores = { a: [3, 0], b: [0, 1] };
    expect(
      rankMethods(
        { a: [...scores.a, ...scores.a], b: [...scores.b, ...scores.b] },
        { patients: ['p', 'q', 'p', 'q'], resamples: 500 },
      ),
    ).toEqual(rankMethods(scores, { resamples: 500 }));
  });
  it('the parts at all ranks add up to 1 for every method', () => {
    const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        for (const { atRank } of rankMethods({ a, b, c }, { resamples: 20 }).methods)
          expect(atRank.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
      }),
    );
  });
  it('refuses one method, uneven rows and scores that are not finite', () => {
    expect(() => rankMethods({ a: [1, 2] })).toThrow('at least two methods, and 1 came');
    expect(() => rankMethods({ a: [1, 2], b: [1] })).toThrow('a has 2, b 1');
    expect(() => rankMethods({ a: [1, 2], b: [1, NaN] })).toThrow('b scores NaN in image 1');
  });
});
