import { describe, expect, it } from 'vitest';
import { brokenInequalities } from '../../src/runs/lossInequalities.js';

// One image: y = (1, 1, 0, 0, 0), p = (.9, .4, .6, .2, .1). With I = 1.3, sum y = 2, sum p = 2.2:
// Dice 2.6/4.2, Jaccard 1.3/2.9; Tversky (.3, .7): 1.3/(1.3 + .3 · .9 + .7 · .7). Lovász 53/120, by hand in the theorem on
// Lovász and soft Jaccard.
const sound = {
  crossEntropy: 0.5,
  softDice: 1 - 2.6 / 4.2,
  softJaccard: 1 - 1.3 / 2.9,
  lovaszSoftmax: 53 / 120,
  'softTversky:0.3,0.7': 1 - 1.3 / (1.3 + 0.27 + 0.49),
};

describe('what theory says of the values of losses on one image', () => {
  it('holds of values worked by hand, and of none at all', () => {
    expect(brokenInequalities(sound, 'image')).toEqual([]);
    expect(brokenInequalities({}, 'image')).toEqual([]);
    expect(brokenInequalities({ softJaccard: 0.4 }, 'image')).toEqual([]);
  });

  it.each([
    ['a soft Jaccard too large', { softJaccard: sound.softJaccard + 0.01 }, 'soft Jaccard ≤ 2d/(1 + d)'],
    ['one too small', { softJaccard: sound.softJaccard - 0.01 }, '2d/(1 + d) of soft Dice d ≤ soft Jaccard'],
    ['a Lovász too large', { lovaszSoftmax: sound.softJaccard + 0.01 }, 'Lovász-softmax ≤ soft Jaccard'],
    // tanh(ln(5/3)/4) = .1270
    ['Tversky too far', { 'softTversky:0.3,0.7': sound.softDice + 0.128 }, '|softTversky:0.3,0.7 − soft Dice|'],
  ])('is told where it does not hold: %s', (_, wrong, told) => {
    const broken = brokenInequalities({ ...sound, ...wrong }, 'image');
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(told);
  });

  it('does not hold of what is no number', () => {
    expect(brokenInequalities({ ...sound, softJaccard: NaN }, 'image')).toHaveLength(3);
  });
});

describe('what it says of means over images', () => {
  // d = 1/3 allows j up to 2/3 / (4/3) = 1/2, and down to d.
  it.each([
    [{ softDice: 1 / 3, softJaccard: 0.5, lovaszSoftmax: 0.5 }, 0],
    [{ softDice: 1 / 3, softJaccard: 0.4, lovaszSoftmax: 0.4 }, 0],
    [{ softDice: 1 / 3, softJaccard: 0.51, lovaszSoftmax: 0.5 }, 1],
    [{ softDice: 1 / 3, softJaccard: 0.33, lovaszSoftmax: 0.3 }, 1],
    [{ softDice: 1 / 3, softJaccard: 0.4, lovaszSoftmax: 0.41 }, 1],
  ])('of %o are %d broken', (values, count) => {
    expect(brokenInequalities(values, 'mean')).toHaveLength(count);
  });
});
