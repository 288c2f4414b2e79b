import { describe, expect, it } from 'vitest';
import { rational } from '../../src/rigor/index.js';
import { expectedScores, regretTransfer, tightRegret } from '../../src/theory/index.js';
import { checkSmallLaws, expectedScoresByEnumeration } from '../../src/theory/labelLaws/regretLaws.js';

describe('regret transfer', () => {
  it('the check passes, and each of its negative controls is rejected', async () => {
    const result = await regretTransfer.check();
    expect(result.evidence.filter((e) => !e.pass)).toEqual([]);
    expect(result.controls.every((c) => c.rejected)).toBe(true);
  });
  // Worked by hand: 2a/(2a + w) − a/(a + w).
  it.each([
    [2, 3, '6/35'],
    [5, 7, '35/204'],
    [12, 17, '204/1189'],
  ])('the construction with |Y₀| = %i, |W| = %i promises %s', (a, w, value) =>
    expect(tightRegret(a, w).toString()).toBe(value),
  );
  it('predicting Y₀ ∪ W scores 2a/(2a + w) and a/(a + w) whatever the label', () => {
    const { dice, jaccard } = expectedScores({ a: 2, w: 3, pi: rational(1, 5) }, 2, 3);
    expect([dice, jaccard].map(String)).toEqual(['4/7', '2/5']);
  });
  it('counting labels by symmetry agrees with going through every label', () => {
    const law = { a: 2, w: 3, pi: rational(3, 7) };
    for (let prediction = 0; prediction < 32; prediction++) {
      const [u, v] = [
        [0, 1],
        [2, 3, 4],
      ].map((pixels) => pixels.filter((pixel) => (prediction >> pixel) & 1).length) as [number, number];
      expect(expectedScoresByEnumeration(law, prediction)).toEqual(expectedScores(law, u, v));
    }
  });
  it('small laws: the bound holds with every law in quarters, 210 of them', () =>
    expect(checkSmallLaws(4)).toMatchObject({ laws: 210, diceRegret: true, jaccardRegret: true, factor: true }));
});
