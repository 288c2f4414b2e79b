import { describe, expect, it } from 'vitest';
import { brokenInequality } from '../../src/runs/lossInequalities.js';

// One image: y = (1, 1, 0, 0, 0), p = (.9, .4, .6, .2, .1). With I = 1.3, sum y = 2, sum p = 2.2:
// Dice 2.6/4.2, Jaccard 1.3/2.9; Tversky (.3, .7): 1.3/(1.3 + .3 · .9 + .7 · .7). Lovász: the doc of lovaszSoftmaxLoss, by
// hand 53/120 in the theorem on Lovász and soft Jaccard.
const sound = {
  crossEntropy: 0.5,
  softDice: 1 - 2.6 / 4.2,
  softJaccard: 1 - 1.3 / 2.9,
  lovaszSoftmax: 53 / 120,
  'softTversky:0.3,0.7': 1 - 1.3 / (1.3 + 0.27 + 0.49),
};

describe('what theory says of the values of losses on one image', () => {
  it('holds of values worked by hand, and of none at all', () => {
    expect(brokenInequality(sound)).toBeUndefined();
    expect(brokenInequality({})).toBeUndefined();
    expect(brokenInequality({ softJaccard: 0.4 })).toBeUndefined();
  });

  it.each([
    ['softJaccard', { softJaccard: sound.softJaccard + 0.01 }, 'softJaccard = 2 softDice'],
    ['lovaszSoftmax', { lovaszSoftmax: sound.softJaccard + 0.01 }, 'lovaszSoftmax ≤ softJaccard'],
    // tanh(ln(5/3)/4) = .1269
    ['softTversky', { 'softTversky:0.3,0.7': sound.softDice + 0.13 }, '|softTversky:0.3,0.7 - softDice| ≤ 0.1270'],
    ['NaN', { softJaccard: NaN }, 'softJaccard = 2 softDice'],
  ])('is told where it does not hold: %s', (_, wrong, told) => {
    expect(brokenInequality({ ...sound, ...wrong })).toContain(told);
  });
});
