import type { Proof } from './proof.js';

const unit = ['0 <= x', 'x <= 1', '0 <= c', 'c <= 1'];

export const regretTransferProof: Proof = {
  claims: [
    {
      id: 'tangent',
      says: 'φ(x) = x/(2 − x), which turns Dice into Jaccard, lies above each of its tangents; so E φ(X) ≥ φ(E X)',
      given: unit,
      claim: 'x/(2 - x) >= c/(2 - c) + 2 (x - c)/(2 - c)^2',
      because: '2 (x - c)^2/((2 - x)*(2 - c)^2)',
    },
    {
      id: 'rises',
      says: 'φ rises',
      given: ['0 <= c', 'c <= x', 'x <= 1'],
      claim: 'c/(2 - c) <= x/(2 - x)',
      because: '2 (x - c)/((2 - x)*(2 - c))',
    },
    {
      id: 'loses',
      says: 'φ loses at most 3 − 2√2',
      given: ['0 <= x', 'x <= 1'],
      claim: 'x - x/(2 - x) <= 3 - 2 sqrt(2)',
      because: '(x + sqrt(2) - 2)^2/(2 - x)',
    },
    {
      id: 'loses_as_much',
      says: 'and at x = 2 − √2 that much',
      given: ['0 <= x', 'x <= 1'],
      some: { x: '2 - sqrt(2)' },
      claim: 'x - x/(2 - x) == 3 - 2 sqrt(2)',
    },
    {
      id: 'halves',
      says: 'φ takes at most half away: E D(f_D) ≤ 2 E D(f_J)',
      given: ['0 <= x', 'x <= 1'],
      claim: 'x <= 2 x/(2 - x)',
      because: 'x^2/(2 - x)',
    },
  ],
  falseClaims: [
    {
      id: 'loses_less',
      says: 'φ loses at most 0.1715',
      given: ['0 <= x', 'x <= 1'],
      claim: 'x - x/(2 - x) <= 0.1715',
      because: '(x + sqrt(2) - 2)^2/(2 - x)',
      at: { x: '10/17' },
    },
  ],
  byHand: {
    file: 'RegretTransferOfLaws',
    theorems: [
      {
        id: 'regret_transfer',
        says: '0 ≤ E D(f_D) − E D(f_J) ≤ d − φ(d) ≤ 3 − 2√2, 0 ≤ E J(f_J) − E J(f_D) ≤ 3 − 2√2 and E D(f_D) ≤ 2 E D(f_J), for every finite law of labels and every class of predictors',
      },
      { id: 'regret_transfer_is_tight', says: 'and nothing smaller would do: two disjoint labels' },
    ],
  },
};
