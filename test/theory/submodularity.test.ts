import { describe, expect, it } from 'vitest';
import { dice, jaccard, tversky } from 'dice-workbook/overlap';
import { rational } from 'dice-workbook/rigor';
import { measureViolation, submodularity, submodularViolation } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(submodularity);

describe('submodularViolation(loss, n)', () => {
  it('is 0 for a modular loss, the share of mispredicted pixels', () => {
    expect(`${submodularViolation((set) => rational([0, 1, 1, 2][set]!, 2), 2).excess}`).toBe('0');
  });
  it('finds the pair of sets of a supermodular loss', () => {
    const { excess, a, b } = submodularViolation((set) => rational(set === 3 ? 1 : 0), 2);
    expect([`${excess}`, a, b]).toEqual(['1', [0], [1]]);
  });
});

describe('measureViolation(measure, n, foreground)', () => {
  it('is 1/3 for Dice at two foreground pixels: 2/3 < 1', () => expect(`${measureViolation(dice, 2, 2)}`).toBe('1/3'));
  it('is 0 for Dice with one foreground pixel', () => expect(`${measureViolation(dice, 5, 1)}`).toBe('0'));
  it('is 0 for Jaccard', () => expect(`${measureViolation(jaccard, 5, 3)}`).toBe('0'));
  // (1 − β)/(1 + β) at β = 3/4.
  it('is 1/7 for Tversky with β = 3/4 at two foreground pixels', () =>
    expect(`${measureViolation(tversky({ alpha: 1, beta: '3/4' }), 2, 2)}`).toBe('1/7'));
});
