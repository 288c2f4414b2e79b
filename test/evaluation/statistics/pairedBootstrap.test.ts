import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../../src/evaluation/statistics/pairedBootstrap.js';
import { seededRandom } from '../../../src/random.js';

const zeros = (n: number) => new Array<number>(n).fill(0);

describe('pairedBootstrap(a, b)', () => {
  it('agrees with the 27 equally likely resamples of three differences', () => {
    // Worked by hand: of the 27 resamples of (−1, 1, 2), 1 + 3 + 3 have a mean of at most 0, and 27 − 4 have one of at
    // least 0.
    const { pGreater, pLess, mean } = pairedBootstrap([-1, 1, 2], zeros(3), { resamples: 100_000 });
    expect(mean).toBeCloseTo(2 / 3, 12);
    // Five standard errors of 100 000 draws: 5·√(7/27·20/27/1e5) = 0.007.
    expect(Math.abs(pGreater - 7 / 27)).toBeLessThan(0.007);
    expect(Math.abs(pLess - 23 / 27)).toBeLessThan(0.006);
  });

  it('draws whole patients: two patients give the four equally likely pairs', () => {
    // Worked by hand: patient A has differences (3, 0), patient B (−2): means of AA 1.5, AB = BA 1/3, BB −2, so P(mean
    // ≤ 0) = 1/4.
    const result = pairedBootstrap([3, 0, -2], zeros(3), { patients: ['A', 'A', 'B'], resamples: 100_000, level: 0.9 });
    expect(result.units).toBe(2);
    expect(Math.abs(result.pGreater - 0.25)).toBeLessThan(0.007);
    expect([result.lower, result.upper]).toEqual([-2, 1.5]);
    expect(result.mean).toBeCloseTo(1 / 3, 12);
  });

  it('gives a wider interval when the images of a patient agree than when they are taken for independent', () => {
    const random = seededRandom(3);
    const effects = Array.from({ length: 20 }, () => random.normal());
    const a = effects.flatMap((effect) => Array.from({ length: 10 }, () => effect));
    const patients = a.map((_, k) => Math.floor(k / 10));
    const byImage = pairedBootstrap(a, zeros(200), { resamples: 2000 });
    const byPatient = pairedBootstrap(a, zeros(200), { resamples: 2000, patients });
    // Ten equal images a patient: the standard error grows by √10.
    expect((byPatient.upper - byPatient.lower) / (byImage.upper - byImage.lower)).toBeGreaterThan(2.5);
  });

  it('covers the true mean of normal differences about as often as its level says', () => {
    let covered = 0;
    for (let run = 0; run < 200; run++) {
      const random = seededRandom(11, run);
      const a = Array.from({ length: 50 }, () => 0.3 + random.normal());
      const { lower, upper } = pairedBootstrap(a, zeros(50), { resamples: 400, seed: run, level: 0.9 });
      if (lower <= 0.3 && 0.3 <= upper) covered++;
    }
    // Binomial(200, 0.9) lies within 180 ± 4·4.24; a wrong level (0.8 or 0.98) would not.
    expect(covered).toBeGreaterThanOrEqual(164);
    expect(covered).toBeLessThanOrEqual(196);
  });

  it('is the same for the same seed and differs for another', () => {
    const random = seededRandom(5);
    const a = Array.from({ length: 40 }, () => random.normal());
    const run = (seed: number) => pairedBootstrap(a, zeros(40), { seed, resamples: 500 });
    expect(run(7)).toEqual(run(7));
    expect(run(8).lower).not.toBe(run(7).lower);
  });

  it('never gives a p-value of 0: (1 + 0)/(B + 1) is the smallest', () => {
    const { pGreater, pLess } = pairedBootstrap([0.9, 0.8], [0.1, 0.2], { resamples: 99 });
    expect(pGreater).toBe(0.01);
    expect(pLess).toBe(1);
  });

  it('finds nothing between equal scores (negative control)', () => {
    const { pGreater, pLess, lower, upper } = pairedBootstrap([0.4, 0.6], [0.4, 0.6]);
    expect([pGreater, pLess, lower, upper]).toEqual([1, 1, 0, 0]);
  });

  it('pGreater + pLess >= 1 + 1/(B + 1), and swapping a and b swaps the sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })), {
          minLength: 2,
          maxLength: 30,
        }),
        (pairs) => {
          const a = pairs.map((p) => p[0]);
          const b = pairs.map((p) => p[1]);
          const forth = pairedBootstrap(a, b, { resamples: 50 });
          const back = pairedBootstrap(b, a, { resamples: 50 });
          expect(forth.pGreater + forth.pLess).toBeGreaterThanOrEqual(52 / 51 - 1e-12);
          expect([back.pGreater, back.pLess]).toEqual([forth.pLess, forth.pGreater]);
          expect(back.lower).toBeCloseTo(-forth.upper, 12);
        },
      ),
    );
  });

  it('refuses what cannot be compared, with a sentence', () => {
    expect(() => pairedBootstrap([1, 2], [1])).toThrow('2 scores stand against 1');
    expect(() => pairedBootstrap([1], [1])).toThrow('at least two images');
    expect(() => pairedBootstrap([1, NaN], [1, 1])).toThrow('image 1 scores NaN against 1');
    expect(() => pairedBootstrap([1, Infinity], [1, Infinity])).toThrow('finite numbers');
    expect(() => pairedBootstrap([1, 2], [1, 1], { level: 95 })).toThrow('level lies between 0 and 1');
    expect(() => pairedBootstrap([1, 2], [1, 1], { resamples: 0 })).toThrow('resamples is a whole number');
    expect(() => pairedBootstrap([1, 2], [1, 1], { seed: 0.5 })).toThrow('seed is a whole number');
    expect(() => pairedBootstrap([1, 2], [1, 1], { patients: ['A'] })).toThrow('1 names for 2 images');
    expect(() => pairedBootstrap([1, 2], [1, 1], { patients: ['A', 'A'] })).toThrow('one patient');
    expect(() => pairedBootstrap([1, 2], [1, 1], { patients: ['A', ''] })).toThrow('that of image 1 is missing');
    expect(() => pairedBootstrap([1, 2], [1, 1], { patient: ['A', 'B'] } as object)).toThrow("no option 'patient'");
    expect(() => pairedBootstrap({} as number[], [1])).toThrow('an array or a typed array of numbers, not an object');
  });
});
