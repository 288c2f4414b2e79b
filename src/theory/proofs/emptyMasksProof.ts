import type { Proof } from './proof.js';

export const emptyMasksProof: Proof = {
  claims: [
    {
      id: 'smoothing',
      says: 'smoothing gives an empty reference with predicted volume A the score ε/(A + ε), positive and less than 1',
      given: ['A > 0', 'ε > 0'],
      claim: 'ε/(A + ε) == 1 - A/(A + ε)',
    },
    {
      id: 'smoothing_is_positive',
      says: 'so a wrong prediction of nothing is not 0',
      given: ['A > 0', 'ε > 0'],
      claim: 'ε/(A + ε) > 0',
    },
  ],
  falseClaims: [
    {
      id: 'smoothing_leaves_zero',
      says: 'smoothing leaves an empty reference with a prediction at 0',
      given: ['A > 0', 'ε > 0'],
      claim: 'ε/(A + ε) <= 0',
      at: { A: '1', ε: '1' },
    },
  ],
};
