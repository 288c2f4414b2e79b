import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/evaluation/statistics/holm.js';
import { signFlipTest } from '../../../src/evaluation/statistics/signFlipTest.js';
import { seededRandom } from '../../../src/random.js';

const zeros = (n: number) => new Array<number>(n).fill(0);

describe('signFlipTest(a, b)', () => {
  it('enumerates every assignment of signs where they are few', () => {
    // Worked by hand for (3, 2, −1), sum 4: of the 8 sums 6, 4, 2, 0, 0, −2, −4, −6 two are at least 4, seven at most
    // 4, four at least 4 in size.
    expect(signFlipTest([3, 2, -1], zeros(3))).toEqual({
      mean: 4 / 3,
      pGreater: 2 / 8,
      pLess: 7 / 8,
      pTwoSided: 4 / 8,
      exact: true,
    });
  });
  it('counts ties of rounded sums as ties', () => {
    // 0.1 + 0.2 − 0.3 is not 0 in floats, but every permutation of signs that balances it is as large as the observed
    // one.
    expect(signFlipTest([0.1, 0.2, -0.3], zeros(3)).pTwoSided).toBe(1);
  });
  it('counts them on both sides, by hand: of 0.3 ± 0.1 ± 0.2 and their opposites five are at least 0, five at most', () => {
    // 0.3 − 0.1 − 0.2 is −2.8e-17 in floats, and its opposite 2.8e-17.
    const { pGreater, pLess } = signFlipTest([0.3, -0.1, -0.2], zeros(3));
    expect([pGreater, pLess]).toEqual([5 / 8, 5 / 8]);
  });
  it('is exact where the resamples just reach all signs, and drawn where they do not', () => {
    expect(signFlipTest([3, 2, -1], zeros(3), { resamples: 8 }).exact).toBe(true);
    expect(signFlipTest([3, 2, -1], zeros(3), { resamples: 7 }).exact).toBe(false);
  });
  it('drawn at random is never 0: what was observed counts as one of the draws', () => {
    const a = Array.from({ length: 40 }, () => 1);
    expect(signFlipTest(a, zeros(40), { resamples: 99 })).toMatchObject({ pGreater: 1 / 100, pLess: 1, exact: false });
  });
  it('drawn at random comes near the exact p-value', () => {
    const random = seededRandom(4);
    const a = Array.from({ length: 12 }, () => 0.4 + random.normal());
    const exact = signFlipTest(a, zeros(12));
    const drawn = signFlipTest(a, zeros(12), { resamples: 4000 });
    expect([exact.exact, drawn.exact]).toEqual([true, false]);
    // Four standard errors of 4000 draws at most 4·0.0079.
    expect(Math.abs(drawn.pTwoSided - exact.pTwoSided)).toBeLessThan(0.032);
  });
  it('rejects a true null about as often as its level says', () => {
    let rejected = 0;
    for (let run = 0; run < 300; run++) {
      const random = seededRandom(9, run);
      if (
        signFlipTest(
          Array.from({ length: 10 }, () => random.normal()),
          zeros(10),
          { resamples: 1024 },
        ).pTwoSided <= 0.1
      )
        rejected++;
    }
    // Binomial(300, 0.1): 30 ± 4·5.2.
    expect(rejected).toBeGreaterThan(9);
    expect(rejected).toBeLessThan(51);
  });
  it('flips the images of one patient together', () => {
    // Two patients with sums 3 and 1: of the sums 4, 2, −2, −4 one is at least 4.
    expect(signFlipTest([1, 2, 1], zeros(3), { patients: ['A', 'A', 'B'] }).pGreater).toBe(1 / 4);
  });
  it('finds nothing between equal scores (negative control)', () => {
    expect(signFlipTest([0.5, 0.7], [0.5, 0.7])).toMatchObject({ pGreater: 1, pLess: 1, pTwoSided: 1 });
  });
});

describe('holm(pValues)', () => {
  it('multiplies the smallest by their number, the next by one less, and never decreases', () => {
    // Worked by hand: 4·.005 = .02; 3·.01 = .03; 2·.03 = .06; 1·.04 = .04, raised to .06.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, k) => expect(adjusted[k]).toBeCloseTo(p, 15));
  });
  it('never exceeds 1 and leaves a single p-value alone', () => {
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([0.3])).toEqual([0.3]);
    expect(holm([])).toEqual([]);
  });
  it('refuses what is no p-value', () => expect(() => holm([0.1, NaN])).toThrow('number 1 is NaN'));
});
