import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectedScoreInterval, imagesNeeded, meanJaccard, publishedMeans } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describeTheorem(publishedMeans, () => {
  it('the mean Jaccard of any images lies in both intervals', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }), (scores) => {
        const d = mean(scores);
        const deviation = Math.sqrt(Math.max(0, mean(scores.map((x) => (x - d) ** 2))));
        const j = mean(scores.map((x) => x / (2 - x)));
        // The sums of floats above are off by some 1e-16.
        for (const { lower, upper } of [meanJaccard(d), meanJaccard(d, Math.min(deviation, Math.sqrt(d * (1 - d))))])
          expect(lower - 1e-9 <= j && j <= upper + 1e-9).toBe(true);
      }),
      { numRuns: 300, seed: 5 },
    ));
  it('equal scores give the lower end, perfect and failed ones the upper', () => {
    expect(meanJaccard(0.5, 0).lower).toBeCloseTo(1 / 3, 12);
    expect(meanJaccard(0.5, 0.5).upper).toBe(0.5);
    expect(meanJaccard(0.5, 0.5).lower).toBeLessThan(0.5);
  });
  // By hand: ln(4/0.05) = 4.38203; 0.1·√(2·4.38203/1000) + 7·4.38203/(3·999) = 0.0093617 + 0.0102349.
  it('the interval of 1000 images is the empirical Bernstein bound', () => {
    const { lower, upper } = expectedScoreInterval({ mean: 0.85, deviation: 0.1, images: 1000 });
    expect((upper - lower) / 2).toBeCloseTo(0.0195966, 6);
  });
  it('so many images are enough, and one less is not', () => {
    const wanted = 0.02;
    const n = imagesNeeded({ deviation: 0.1, wanted });
    const half = (images: number) => 0.5 - expectedScoreInterval({ mean: 0.5, deviation: 0.1, images }).lower;
    expect(half(n)).toBeLessThanOrEqual(wanted + 1e-12);
    expect(half(n - 1)).toBeGreaterThan(wanted);
  });
});
