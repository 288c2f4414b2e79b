import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { wassersteinDice, wassersteinDiceScore } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(wassersteinDice);

describe('wassersteinDiceScore(labels, probabilities, distances)', () => {
  const binary = [
    [0, 1],
    [1, 0],
  ].map((row) => row.map((d) => rational(d)));
  const p = [9, 4, 6, 2, 1].map((tenth) => [rational(10 - tenth, 10), rational(tenth, 10)]);
  it('is soft Dice, 13/21, for two classes', () =>
    expect(`${wassersteinDiceScore([1, 1, 0, 0, 0], p, binary)}`).toBe('13/21'));
  it('is 1 where everything is background and predicted so', () =>
    expect(`${wassersteinDiceScore([0], [[rational(1), rational(0)]], binary)}`).toBe('1'));
});
