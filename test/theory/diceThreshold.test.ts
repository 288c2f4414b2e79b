import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { diceOptimum, diceThreshold, expectedDice, independentLaw, marginals } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(diceThreshold);

describe('expectedDice(law, prediction)', () => {
  const law = independentLaw([rational(7, 10), rational(4, 10)]);
  // Worked by hand: .28·1 + .42·2/3 + .12·2/3 + .18·0.
  it('is 16/25 for predicting both of two independent pixels with p = (.7, .4)', () =>
    expect(`${expectedDice(law, 0b11)}`).toBe('16/25'));
  it('depends on what two empty masks count', () =>
    expect([expectedDice(law, 0, 1), expectedDice(law, 0, 0)].map(String)).toEqual(['9/50', '0']));
});

describe('diceOptimum(law, n)', () => {
  it('lists every optimal prediction: two pixels of which one is foreground, by a fair coin, leave two thirds to both', () => {
    const law = [
      { labels: 0b01, probability: rational(1, 2) },
      { labels: 0b10, probability: rational(1, 2) },
    ];
    const { value, predictions } = diceOptimum(law, 2);
    expect([`${value}`, predictions]).toEqual(['2/3', [0b11]]);
  });
});

describe('marginals(law, n)', () => {
  it('gives back the probabilities of an independent law', () => {
    const p = [rational(1, 3), rational(3, 4), rational(0)];
    expect(marginals(independentLaw(p), 3).map(String)).toEqual(p.map(String));
  });
});
