import { COUNTS, DICE, JACCARD } from './domain.js';
import type { Proof } from './proof.js';

const masks = { given: COUNTS, where: { D: DICE, J: JACCARD } };

export const diceJaccardProof: Proof = {
  claims: [
    { id: 'identity', says: 'the Dice score is a function of the Jaccard index', ...masks, claim: 'D == 2 J/(1 + J)' },
    {
      id: 'absolute_error',
      says: 'D − J is at most 3 − 2√2',
      ...masks,
      claim: 'D - J <= 3 - 2 sqrt(2)',
      because: '(J + 1 - sqrt(2))^2/(1 + J)',
    },
    {
      id: 'absolute_error_is_attained',
      says: 'and nothing smaller would do: soft counts attain it, as masks with fp/tp ever nearer to √2 approach it',
      ...masks,
      some: { tp: '1', fp: 'sqrt(2)', fn: '0' },
      claim: 'D - J == 3 - 2 sqrt(2)',
    },
    {
      id: 'jaccard_below_dice',
      says: 'J never exceeds D',
      ...masks,
      claim: 'J <= D',
      because: 'J*(fp + fn)/(tp + fp + fn)/(1 + J)',
    },
    {
      id: 'relative_error',
      says: 'D is at most twice J, the relative error 1',
      ...masks,
      claim: 'D <= 2 J',
      because: '2 J^2/(1 + J)',
    },
    {
      id: 'relative_error_is_least',
      says: 'and no factor below 2 would do',
      given: [...COUNTS, 'e > 0'],
      where: masks.where,
      some: { tp: 'e', fp: '2', fn: '0' },
      claim: 'D > (2 - e)*J',
      because: 'e^3/((e + 1)*(e + 2))',
    },
    {
      id: 'loss_below',
      says: 'of the losses, the Dice loss never exceeds the Jaccard loss',
      ...masks,
      claim: '1 - D <= 1 - J',
      because: 'J*(fp + fn)/(tp + fp + fn)/(1 + J)',
    },
    {
      id: 'loss_relative_error',
      says: 'which is at most twice as large',
      ...masks,
      claim: '1 - J <= 2 (1 - D)',
      because: '(1 - J)^2/(1 + J)',
    },
    {
      id: 'loss_relative_error_is_least',
      says: 'and no factor below 2 would do',
      given: [...COUNTS, 'e > 0'],
      where: masks.where,
      some: { tp: '2', fp: 'e', fn: '0' },
      claim: '1 - J > (2 - e)*(1 - D)',
      because: 'e*(e + e^2)/((2 + e)*(4 + e))',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_absolute_error',
      says: 'D − J is at most 0.1715728: exceeded by masks of 169 pixels',
      ...masks,
      claim: 'D - J <= 0.1715728',
      because: '(J + 1 - sqrt(2))^2/(1 + J)',
      at: { tp: '70', fp: '99', fn: '0' },
    },
    {
      id: 'smaller_relative_error',
      says: 'D is at most 1.99 J: exceeded by masks of 300 pixels',
      ...masks,
      claim: 'D <= 1.99 J',
      because: '2 J^2/(1 + J)',
      at: { tp: '1', fp: '299', fn: '0' },
    },
    {
      id: 'dice_below_jaccard',
      says: 'D never exceeds J',
      ...masks,
      claim: 'D <= J',
      at: { tp: '1', fp: '1', fn: '0' },
    },
  ],
  byHand: {
    file: 'DiceJaccardOfMasks',
    theorems: [
      { id: 'absolute_error_is_least_of_masks', says: 'masks, whose counts are whole numbers, approach 3 − 2√2' },
    ],
  },
};
