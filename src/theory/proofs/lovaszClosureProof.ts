import type { Proof } from './proof.js';

export const lovaszClosureProof: Proof = {
  claims: [
    {
      id: 'one_pixel',
      says: 'where the loss is submodular, the last pixel of a chain adds no more to the chain than to a set that it belongs to',
      given: ['union + meet <= set + chain'],
      claim: 'union - chain <= set - meet',
    },
    {
      id: 'dice_exceeds_its_closure',
      says: 'Dice, all P ≥ 2 pixels of the image foreground, two of them with the error 1/2: the mixture of the two single ones costs less than the Lovász extension, which takes both or none',
      given: ['P >= 2'],
      where: { single: '1 - 2 (P - 1)/(2 P - 1)', pair: '1 - 2 (P - 2)/(2 P - 2)' },
      claim: 'single/2 + single/2 < pair/2',
      because: '1/((2 P - 1)*(2 P - 2))',
    },
  ],
  falseClaims: [
    {
      id: 'dice_is_its_closure',
      says: 'no mixture costs less for Dice',
      given: ['P >= 2'],
      where: { single: '1 - 2 (P - 1)/(2 P - 1)', pair: '1 - 2 (P - 2)/(2 P - 2)' },
      claim: 'single/2 + single/2 >= pair/2',
      at: { P: '2' },
    },
  ],
  byHand: {
    file: 'LovaszClosureOfSets',
    theorems: [
      {
        id: 'greedy_below',
        says: 'a submodular loss lies above its greedy vector on every set, whatever the number of pixels',
      },
      {
        id: 'lovasz_is_closure',
        says: 'so that its Lovász extension is at most the mean loss of every mixture of sets of the same errors, and of one of them exactly that',
      },
      { id: 'lovasz_jaccard_is_closure', says: 'the Jaccard loss among them, for every label that is not empty' },
    ],
  },
};
