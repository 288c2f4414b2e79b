import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankMethods, rankOverTasks } from '../../../src/evaluation/index.js';
import { seededRandom } from '../../../src/random.js';

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
    // The ranking, a tie, is the same in every sample.
    expect(kendallTau).toBeCloseTo(1, 12);
    expect(methods.map(({ atRank }) => atRank.map((part) => part.toFixed(6)))).toEqual([
      ['0.500000', '0.500000'],
      ['0.500000', '0.500000'],
    ]);
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
  it('the parts add up to 1 for every method and at every place', () => {
    const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        const { methods } = rankMethods({ a, b, c }, { resamples: 20 });
        for (const { atRank } of methods) expect(atRank.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
        for (const place of [0, 1, 2])
          expect(methods.reduce((sum, { atRank }) => sum + (atRank[place] ?? NaN), 0)).toBeCloseTo(1, 12);
      }),
    );
  });
  it('does not see an order in rounding: means of .1, .2, .3 and of .3, .2, .1 share rank 1.5', () => {
    const { methods } = rankMethods({ a: [0.1, 0.2, 0.3], b: [0.3, 0.2, 0.1] });
    expect(methods.map(({ rank }) => rank)).toEqual([1.5, 1.5]);
    // Negative control: a difference of a millionth is one.
    expect(rankMethods({ a: [0.1, 0.2, 0.300001], b: [0.3, 0.2, 0.1] }).methods.map(({ rank }) => rank)).toEqual([
      1, 2,
    ]);
  });
  it('smaller is better turns the order round', () => {
    const scores = { far: [9, 8, 7], near: [3, 4, 2] };
    expect(rankMethods(scores, { better: 'smaller' }).methods.map(({ method, mean }) => [method, mean])).toEqual([
      ['near', 3],
      ['far', 8],
    ]);
    expect(rankMethods(scores, { better: 'smaller', average: 'ranks' }).methods[0]).toMatchObject({
      method: 'near',
      mean: 1,
    });
  });
  it('by median, one failure does not decide', () => {
    const scores = { a: [0.9, 0.9, 0, 0.9, 0.9], b: [0.8, 0.8, 0.8, 0.8, 0.8] };
    expect(rankMethods(scores).methods[0]?.method).toBe('b');
    expect(rankMethods(scores, { average: 'medians' }).methods[0]).toMatchObject({ method: 'a', mean: 0.9 });
  });
  it('a missing score is refused, left out of all, or stood for by a number', () => {
    const scores = { a: [0.9, NaN, 0.7], b: [0.5, 1, 0.6] };
    expect(() => rankMethods(scores)).toThrow('a scores NaN in image 1');
    expect(rankMethods(scores, { missing: 'leaveOut' })).toMatchObject({
      leftOut: 1,
      methods: [{ method: 'a', mean: 0.8 }, {}],
    });
    expect(rankMethods(scores, { missing: 0 }).methods[0]).toMatchObject({ method: 'b' });
    expect(rankMethods(scores, { missing: -Infinity, average: 'ranks' }).methods[0]).toMatchObject({ method: 'a' });
    expect(() => rankMethods(scores, { missing: -Infinity })).toThrow('its mean would be infinite');
  });
  it('refuses one method, uneven rows and scores that are not finite', () => {
    expect(() => rankMethods({ a: [1, 2] })).toThrow('at least two methods, and 1 came');
    expect(() => rankMethods({ a: [1, 2], b: [1] })).toThrow('a has 2, b 1');
    expect(() => rankMethods({ a: [1, 2], b: [1, NaN] })).toThrow('b scores NaN in image 1');
    expect(() => rankMethods({ a: [1, 2], b: [1, 2] }, { order: 'smaller' } as object)).toThrow("no option 'order'");
    expect(() => rankMethods({ a: [1, 2], b: [1, 2] }, { average: 'mean' as 'ranks' })).toThrow("not 'mean'");
  });
});

describe('rankOverTasks(tasks)', () => {
  const po18 = { a: [0.9, 0.8, 0.85], b: [0.5, 0.6, 0.55], c: [0.1, 0.2, 0.15] };
  const wm17 = { a: [0.1, 0.2, 0.3, 0.2], b: [0.7, 0.8, 0.9, 0.8], c: [0.4, 0.5, 0.6, 0.5] };
  it('averages the ranks of tasks, whatever their numbers of images', () => {
    // Ranks 1, 2, 3 and 3, 1, 2.
    const { methods } = rankOverTasks({ po18, wm17 });
    expect(methods.map(({ method, meanRank, rank }) => [method, meanRank, rank])).toEqual([
      ['b', 1.5, 1],
      ['a', 2, 2],
      ['c', 2.5, 3],
    ]);
    expect(methods[1]?.ranks).toEqual({ po18: 1, wm17: 3 });
  });
  it('is certain where every image ranks alike, and not where they do not', () => {
    const firm = rankOverTasks({ po18, wm17 });
    expect(firm.kendallTau).toBeCloseTo(1, 12);
    expect(firm.methods.map(({ lower, upper }) => [lower, upper])).toEqual([
      [1.5, 1.5],
      [2, 2],
      [2.5, 2.5],
    ]);
    const loose = rankOverTasks({ po18, xx: { a: [0, 1], b: [1, 0], c: [0.4, 0.4] } });
    expect(loose.kendallTau).toBeLessThan(1);
    const [first] = loose.methods;
    expect((first?.upper ?? 0) - (first?.lower ?? 0)).toBeGreaterThan(0);
  });
  it('one task gives the ranking of that task', () => {
    const random = seededRandom(31);
    const row = () => Array.from({ length: 12 }, () => random.normal());
    const scores = { a: row(), b: row(), c: row() };
    const [one, all] = [rankMethods(scores), rankOverTasks({ scores })];
    expect(all.methods.map(({ method, atRank }) => ({ method, atRank }))).toEqual(
      one.methods.map(({ method, atRank }) => ({ method, atRank })),
    );
    expect(all.kendallTau).toBeCloseTo(one.kendallTau, 12);
  });
  it('tasks draw their own patients', () => {
    // The same scores in two tasks: drawn alike, the two ranks would always agree and no mean rank be 1.5.
    const half = { a: [0, 1], b: [1, 0.1] };
    const { methods } = rankOverTasks({ x: half, y: half });
    const atHalf = methods[0]?.atRank ?? [];
    expect(atHalf.reduce((x, y) => x + y)).toBeCloseTo(1, 12);
    expect(rankOverTasks({ x: half, y: half }).kendallTau).not.toBeCloseTo(rankMethods(half).kendallTau, 2);
  });
  it('refuses tasks with other methods, unknown tasks and scores that are not finite', () => {
    expect(() => rankOverTasks({ po18, wm17: { a: [1, 2], b: [1, 2] } })).toThrow('wm17 has a, b');
    expect(() => rankOverTasks({ po18 }, { patients: { wm17: ['x'] } })).toThrow('a task wm17');
    expect(() => rankOverTasks({ po18: { a: [1, NaN], b: [1, 2] } })).toThrow('a scores NaN in image 1 of po18');
    expect(() => rankOverTasks({})).toThrow('at least one task');
  });
});
