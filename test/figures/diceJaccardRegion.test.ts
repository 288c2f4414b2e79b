import { describe, expect, it } from 'vitest';
import { diceJaccardRegion } from '../../src/figures/index.js';

const rows = (await diceJaccardRegion.rows()) as { kind: string; jaccard: number; dice: number }[];

describe('the rows of the Dice-Jaccard region', () => {
  it('lie on D = 2J/(1 + J)', () => {
    for (const { jaccard, dice } of rows) expect(dice * (1 + jaccard)).toBeCloseTo(2 * jaccard, 12);
  });

  it('hold every pair of masks of up to 12 pixels: 47 different values', () => {
    // The fractions a/b in [0, 1] with b ≤ 12 are the Farey sequence of order 12, of 1 + Σ φ(k) = 47 terms (OEIS
    // A005728).
    expect(rows.filter(({ kind }) => kind === 'mask')).toHaveLength(47);
  });

  it('have their largest difference, 3 − 2√2, at the extremal point alone', () => {
    const extremal = rows.filter(({ kind }) => kind === 'extremal');
    expect(extremal).toHaveLength(1);
    expect(extremal[0]!.dice - extremal[0]!.jaccard).toBeCloseTo(0.17157287525381, 13);
    for (const { kind, dice, jaccard } of rows)
      if (kind !== 'extremal') expect(dice - jaccard).toBeLessThan(3 - 2 * Math.SQRT2);
  });
});
