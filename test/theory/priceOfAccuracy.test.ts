import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { accuracyRegret, priceOfAccuracy } from 'dice-workbook/theory';
import { regretPrograms } from '../../src/theory/priceOfAccuracy.js';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(priceOfAccuracy, (result) => {
  it('the linear programs are all there: 7 at n = 2, and C(n + 3, 3) − (n + 1) at each n', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    const programs = [2, 3, 4, 5, 6, 7, 8].map((n) => choose(n + 3, 3) - (n + 1));
    expect(programs[0]).toBe(7);
    // A class is a count of eight kinds of pixels, the four parts in and out of the label; without B and s it is one of
    // four kinds; and one class of each program is the empty label.
    const classes = [2, 3, 4, 5, 6, 7, 8].map((n, i) => choose(n + 7, 7) - choose(n + 3, 3) - (programs[i] ?? 0));
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const { reach } = result().evidence.find(({ claim }) => claim.includes('linear programs')) ?? { reach: '' };
    expect(reach).toContain(`n = 2 … 8: ${sum(programs)} programs over ${sum(classes)} classes`);
  });
  it('solutions of other constants are refused', () => {
    const [two, half] = [rational(2, 3), rational(1, 2)];
    expect(regretPrograms(3)).toMatchObject({ isDual: true, isPrimal: true });
    expect(regretPrograms(3, { dice: rational(66, 100), jaccard: half }).isDual).toBe(false);
    expect(regretPrograms(3, { dice: two, jaccard: rational(49, 100) }).isDual).toBe(false);
    expect(regretPrograms(3, { dice: rational(67, 100), jaccard: half })).toMatchObject({
      isDual: true,
      isPrimal: false,
    });
    expect(regretPrograms(3, { dice: two, jaccard: rational(51, 100) })).toMatchObject({
      isDual: true,
      isPrimal: false,
    });
  });

  it('a label that is certain costs nothing', () => {
    const { dice, jaccard } = accuracyRegret([{ labels: 0b101, probability: rational(1) }], 3);
    expect([dice, jaccard].map(String)).toEqual(['0', '0']);
  });
  // By hand: three single pixels, 1/3 each. Accuracy marks nothing; all three give D = 2/4, J = 1/3.
  it('three disjoint labels cost less than two', () => {
    const third = rational(1, 3);
    const law = [1, 2, 4].map((labels) => ({ labels, probability: third }));
    const { dice, jaccard } = accuracyRegret(law, 3);
    expect([dice, jaccard].map(String)).toEqual(['1/2', '1/3']);
  });
  it('no law of labels of four pixels costs more than 2/3 and 1/2', () => {
    const weights = fc.array(fc.nat({ max: 9 }), { minLength: 15, maxLength: 15 }).filter((w) => w.some((x) => x > 0));
    fc.assert(
      fc.property(weights, (w) => {
        const total = w.reduce((a, b) => a + b, 0);
        const law = w.map((x, i) => ({ labels: i + 1, probability: rational(x, total) }));
        const { dice, jaccard } = accuracyRegret(law, 4);
        return dice.atMost(rational(2, 3)) && jaccard.atMost(rational(1, 2));
      }),
      { numRuns: 60, seed: 13 },
    );
  });
});
