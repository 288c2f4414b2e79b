import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { normVariants, softDiceOfNorms } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(normVariants);

describe('softDiceOfNorms(labels, probabilities)', () => {
  // Worked by hand: I = 13/10, A = 11/5, Q = 69/50, P = 2.
  const { l1, l2 } = softDiceOfNorms(
    [1, 1, 0, 0, 0],
    [9, 4, 6, 2, 1].map((tenth) => rational(tenth, 10)),
  );
  it('is 2I/(A + P) with the L1 norm', () => expect(`${l1}`).toBe('13/21'));
  it('is 2I/(Q + P) with the squared norm', () => expect(`${l2}`).toBe('10/13'));
  it('is 1 in both forms where everything is 0', () =>
    expect(Object.values(softDiceOfNorms([0], [rational(0)])).map(String)).toEqual(['1', '1']));
});
