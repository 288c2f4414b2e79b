import { describe, expect, it } from 'vitest';
import { criticalDifference, friedmanTest, rankGroups } from '../../../src/evaluation/index.js';
import { seededRandom } from '../../../src/random.js';

describe('friedmanTest(scores)', () => {
  it('with ties is SciPy’s statistic, and F follows from it', () => {
    // SciPy 1.17.1, M the six rows of three scores: scipy.stats.friedmanchisquare(*M.T);
    // F = (n − 1)χ²/(n(k − 1) − χ²), scipy.stats.f.sf(F, 2, 10); scipy.stats.rankdata(-M, axis=1).mean(0).
    const test = friedmanTest({
      a: [0.9, 0.8, 0.5, 0.7, 0.75, 0.6],
      b: [0.8, 0.8, 0.6, 0.9, 0.7, 0.6],
      c: [0.7, 0.6, 0.65, 0.4, 0.7, 0.6],
    });
    expect(test.chiSquare).toBeCloseTo(2.111111111111105, 12);
    expect(test.p).toBeCloseTo(0.34799904079225635, 12);
    expect(test.f).toBeCloseTo(1.067415730337075, 12);
    expect(test.pF).toBeCloseTo(0.3800417032226969, 12);
    expect(test.fDegrees).toEqual([2, 10]);
    expect(Object.values(test.meanRanks)).toEqual([1.75, 11 / 6, 29 / 12]);
  });
  it('without ties is the textbook’s 12/(nk(k + 1))·ΣR² − 3n(k + 1)', () => {
    // Ranks (1, 2, 3), (2, 1, 3), (1, 3, 2), (1, 2, 3): R = 5, 8, 11; 12/48·210 − 48 = 4.5.
    const test = friedmanTest({ a: [3, 2, 3, 3], b: [2, 3, 1, 2], c: [1, 1, 2, 1] });
    expect(test.chiSquare).toBeCloseTo(4.5, 13);
  });
  it('is 0 where every block ties all methods, and F is infinite where all blocks rank alike', () => {
    expect(friedmanTest({ a: [1, 2], b: [1, 2] })).toMatchObject({ chiSquare: 0, f: 0, p: 1, pF: 1 });
    const alike = friedmanTest({ a: [3, 3, 3], b: [2, 2, 2], c: [1, 1, 1] });
    expect([alike.chiSquare, alike.f, alike.pF]).toEqual([6, Infinity, 0]);
  });
  it('rejects about alpha of the noise (negative control)', () => {
    let rejected = 0;
    for (let run = 0; run < 400; run++) {
      const random = seededRandom(21, run);
      const noise = () => Array.from({ length: 20 }, () => random.normal());
      if (friedmanTest({ a: noise(), b: noise(), c: noise(), d: noise() }).pF <= 0.05) rejected++;
    }
    // Binomial(400, .05): 20 ± 4·4.4.
    expect(rejected).toBeGreaterThan(2);
    expect(rejected).toBeLessThan(38);
  });
  it('refuses one block, one method and a missing score', () => {
    expect(() => friedmanTest({ a: [1], b: [2] })).toThrow('at least two blocks');
    expect(() => friedmanTest({ a: [1, 2] })).toThrow('at least two methods');
    expect(() => friedmanTest({ a: [1, 2], b: [1, NaN] })).toThrow('b has no score in block 1');
  });
});

describe('criticalDifference(methods, blocks)', () => {
  it('has the quantiles of table 5a of Demšar 2006, to the three digits printed', () => {
    const at = (alpha: 0.05 | 0.1) =>
      Array.from({ length: 9 }, (_, k) => {
        const methods = k + 2;
        return criticalDifference(methods, 1, alpha) / Math.sqrt((methods * (methods + 1)) / 6);
      });
    const [five, ten] = [
      [1.96, 2.343, 2.569, 2.728, 2.85, 2.949, 3.031, 3.102, 3.164],
      [1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.78, 2.855, 2.92],
    ];
    // The printed table is off by one in its last digit at k = 3 and k = 7.
    at(0.05).forEach((q, k) => expect(Math.abs(q - (five?.[k] ?? NaN))).toBeLessThan(0.001));
    at(0.1).forEach((q, k) => expect(Math.abs(q - (ten?.[k] ?? NaN))).toBeLessThan(0.001));
  });
  it('gives the 1.25 and 1.12 of the example in Demšar 2006, section 3.2.3: four methods, fourteen data sets', () => {
    expect(criticalDifference(4, 14)).toBeCloseTo(1.25, 2);
    expect(criticalDifference(4, 14, 0.1)).toBeCloseTo(1.12, 2);
    expect(criticalDifference(8, 6)).toBeCloseTo(4.29, 2);
  });
  it('refuses what the table does not hold', () => {
    expect(() => criticalDifference(1, 6)).toThrow('2 to 20 methods, not 1');
    expect(() => criticalDifference(21, 6)).toThrow('not 21');
    expect(() => criticalDifference(4, 0)).toThrow('at least 1, not 0');
    expect(() => criticalDifference(4, 6, 0.2 as 0.1)).toThrow('not 0.2');
  });
});

describe('rankGroups(meanRanks, criticalDifference)', () => {
  it('joins the longest runs, and leaves out runs within them', () => {
    expect(rankGroups({ d: 3.2, a: 1, b: 1.5, c: 2 }, 1.25)).toEqual([
      ['a', 'b', 'c'],
      ['c', 'd'],
    ]);
    expect(rankGroups({ a: 1, b: 2, c: 3 }, 5)).toEqual([['a', 'b', 'c']]);
  });
  it('two methods exactly a critical difference apart differ, whatever the rounding', () => {
    expect(rankGroups({ a: 1.1, b: 1.1 + 0.1 + 0.2 }, 0.3)).toEqual([]);
  });
});
