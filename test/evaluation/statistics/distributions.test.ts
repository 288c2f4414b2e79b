import { describe, expect, it } from 'vitest';
import { chiSquareSurvival, fSurvival } from '../../../src/evaluation/index.js';
import { logGamma } from '../../../src/evaluation/statistics/logGamma.js';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('chiSquareSurvival(x, degrees)', () => {
  // SciPy 1.17.1: scipy.stats.chi2.sf(x, degrees).
  it.each([
    [0.1, 1, 0.7518296340458492],
    [3.841458820694124, 1, 0.04999999999999989],
    [30, 1, 4.3204630578274955e-8],
    [5, 4, 0.2872974951836458],
    [40, 7, 1.258790387371308e-6],
    [1, 10, 0.9998278843700441],
    [12.3, 3, 0.006423057576577938],
    [300, 2, 7.175095973164448e-66],
  ])('at %f with %i degrees is SciPy’s', (x, degrees, expected) => {
    expect(relative(chiSquareSurvival(x, degrees), expected)).toBeLessThan(1e-12);
  });
  it('with two degrees is e^(−x/2), on both sides of where the formula changes', () => {
    for (let x = 0.25; x < 60; x += 0.25)
      expect(relative(chiSquareSurvival(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-12);
  });
  it('is 1 at 0 and 0 at infinity, and refuses what is no statistic', () => {
    expect([chiSquareSurvival(0, 3), chiSquareSurvival(Infinity, 3)]).toEqual([1, 0]);
    expect(() => chiSquareSurvival(-1, 3)).toThrow('0 or more, not -1');
    expect(() => chiSquareSurvival(NaN, 3)).toThrow('NaN');
    expect(() => chiSquareSurvival(1, 0)).toThrow('above 0, not at 0');
  });
});

describe('fSurvival(x, d1, d2)', () => {
  // SciPy 1.17.1: scipy.stats.f.sf(x, d1, d2).
  it.each([
    [0.5, 1, 1, 0.6081734479693928],
    [3.2, 7, 35, 0.009999174068171569],
    [19.8, 7, 28, 2.7688601756554202e-9],
    [1, 4, 16, 0.4362076159999997],
    [0.01, 2, 30, 0.9900531324547684],
    [100, 3, 12, 9.335436244972535e-9],
    [2.5, 1, 200, 0.11542644266032666],
    [1e4, 5, 5, 5.430549002279987e-10],
  ])('at %f with %i and %i degrees is SciPy’s', (x, d1, d2, expected) => {
    expect(relative(fSurvival(x, d1, d2), expected)).toBeLessThan(1e-11);
  });
  it('turned over, is the other tail: P(F(d1, d2) > x) = 1 − P(F(d2, d1) > 1/x)', () => {
    for (const x of [0.03, 0.4, 1, 2.7, 30])
      for (const [d1, d2] of [
        [1, 9],
        [6, 4],
        [7, 35],
      ] as const)
        expect(fSurvival(x, d1, d2) + fSurvival(1 / x, d2, d1)).toBeCloseTo(1, 12);
  });
  it('is 1 at 0 and 0 at infinity, and refuses what is no statistic', () => {
    expect([fSurvival(0, 2, 3), fSurvival(Infinity, 2, 3)]).toEqual([1, 0]);
    expect(() => fSurvival(NaN, 2, 3)).toThrow('NaN');
    expect(() => fSurvival(1, 2, 0)).toThrow('above 0, not at 0');
  });
});

describe('logGamma(x)', () => {
  it('is the logarithm of a factorial, and ln √π at a half', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) expect(logGamma(n + 1)).toBeCloseTo(Math.log((factorial *= n)), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  });
});
