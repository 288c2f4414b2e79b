import { describe, expect, it } from 'vitest';
import { dependentLaw, diceDecisions, diceOptimum, marginals } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(diceDecisions);

describe('dependentLaw', () => {
  it('is a law: its probabilities add up to 1', () =>
    expect(`${dependentLaw.map(({ probability }) => probability).reduce((a, b) => a.add(b))}`).toBe('1'));
  it('has marginals .39, .51 and 1', () =>
    expect(marginals(dependentLaw, 3).map(String)).toEqual(['39/100', '51/100', '1']));
  // Worked by hand: .39·(1/2) + .12·(2/3) + .49·1.
  it('is served best, by Dice, with pixel 3 alone: 153/200', () => {
    const { value, predictions } = diceOptimum(dependentLaw, 3);
    expect([`${value}`, predictions]).toEqual(['153/200', [0b100]]);
  });
});
