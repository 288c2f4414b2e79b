import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { accuracyRegret, priceOfAccuracy } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(priceOfAccuracy, () => {
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
