import type { Proof } from './proof.js';

/* Σ W over the foreground is P − I, over the background A − I; the hits are P − (P − I). */
const given = ['I >= 0', 'I <= A', 'I <= P', 'A + P > 0', 'ε > 0'];
const where = { wrong: '(P - I) + (A - I)', hits: 'P - (P - I)' };

export const wassersteinDiceProof: Proof = {
  claims: [
    {
      id: 'volumes',
      says: '2TP + ΣW is A + P',
      given,
      where,
      claim: '2 hits + wrong == A + P',
    },
    {
      id: 'soft_dice',
      says: 'so the score is soft Dice, with a smoothing constant likewise',
      given,
      where,
      claim: '(2 hits + ε)/(A + P + ε) == (2 I + ε)/(A + P + ε)',
    },
    { id: 'without_smoothing', says: 'and without', given, where, claim: '2 hits/(A + P) == 2 I/(A + P)' },
  ],
  falseClaims: [
    {
      id: 'soft_jaccard',
      says: 'the score is soft Jaccard',
      given,
      where,
      claim: '2 hits/(A + P) <= I/(A + P - I)',
      at: { I: '1', A: '2', P: '2', ε: '1' },
    },
  ],
};
