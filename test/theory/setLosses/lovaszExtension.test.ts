import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice, jaccard } from 'dice-workbook/overlap';
import { rational } from 'dice-workbook/rigor';
import { lovaszExtension, mispredictionLoss } from 'dice-workbook/theory';

const tenths = (values: number[]) => values.map((value) => rational(value, 10));

describe('lovaszExtension(loss, errors)', () => {
  it('is 9/25 for the Dice loss at errors (.1, .6 | .6, .2, .1)', () => {
    // Worked by hand from the sorted errors .6, .6, .2, .1, .1 of two foreground and three background pixels.
    expect(`${lovaszExtension(mispredictionLoss(dice, 2), tenths([1, 6, 6, 2, 1])).value}`).toBe('9/25');
  });
  it('agrees with the loss on every set', () => {
    const loss = mispredictionLoss(jaccard, 2);
    for (let set = 0; set < 16; set++)
      expect(
        lovaszExtension(
          loss,
          [0, 1, 2, 3].map((i) => rational((set >> i) & 1)),
        ).value.equals(loss(set)),
      ).toBe(true);
  });
  it('gives a tie the same value in either order', () => {
    const loss = mispredictionLoss(jaccard, 1);
    expect(lovaszExtension(loss, tenths([5, 5, 2])).value.equals(lovaszExtension(loss, tenths([5, 2, 5])).value)).toBe(
      true,
    );
  });
  it('is homogeneous: half the errors give half the value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 6 }), fc.nat(6), (errors, P) => {
        const loss = mispredictionLoss(jaccard, Math.min(P, errors.length));
        const halves = errors.map((error) => rational(error, 20));
        return lovaszExtension(loss, halves)
          .value.multiply(2)
          .equals(lovaszExtension(loss, tenths(errors)).value);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
  it('weighs each error by what its pixel adds to the loss', () => {
    // P = 1, errors .9 (background) then .4 (foreground): Δ goes 0, 1/2, 1.
    expect(lovaszExtension(mispredictionLoss(jaccard, 1), tenths([4, 9])).weights.map(String)).toEqual(['1/2', '1/2']);
  });
});

describe('mispredictionLoss(measure, foreground)', () => {
  it('is no loss for no misprediction, also where there is no foreground', () => {
    expect([0, 2].map((P) => `${mispredictionLoss(jaccard, P)(0)}`)).toEqual(['0', '0']);
  });
  it('is 1 for any false positive where there is no foreground', () =>
    expect(`${mispredictionLoss(jaccard, 0)(0b10)}`).toBe('1'));
  it('counts the first pixels as foreground: one of two missed and one false alarm is 1 − 1/3', () =>
    expect(`${mispredictionLoss(jaccard, 2)(0b101)}`).toBe('2/3'));
});
