import type { Proof } from './proof.js';

/*
 * k is the sum of both volumes without the pixel, t ≤ k/2 the hits. As foreground the pixel changes Dice from
 * 2t/(k + 1) to 2(t + 1)/(k + 2), as background from 2t/k to 2t/(k + 1).
 */
const given = ['t >= 0', '2 t <= k', 'k > 0'];
const where = { as_foreground: '2 (t + 1)/(k + 2) - 2 t/(k + 1)', as_background: '2 t/(k + 1) - 2 t/k' };

export const diceDecisionsProof: Proof = {
  claims: [
    {
      id: 'gain_at_half',
      says: 'an independent pixel of marginal 1/2 gains (k − 2t)/(k(k + 2)), whatever the other labels',
      given,
      where,
      claim: '(as_foreground + as_background)/2 == (k - 2 t)/(k*(k + 2))',
    },
    {
      id: 'gain_above_half',
      says: 'and one of marginal m > 1/2 gains: every Dice-optimal prediction holds it (at k = 0 the gain is m, or 2m − 1 where 0/0 is 1)',
      given: [...given, 'm > 1/2'],
      where,
      claim: 'm*as_foreground + (1 - m)*as_background > 0',
      because: '(k - 2 t)/(k*(k + 2)) + (m - 1/2)*((2 (k + 1 - t))/((k + 1)*(k + 2)) + 2 t/(k*(k + 1)))',
    },
  ],
  falseClaims: [
    {
      id: 'gain_at_two_fifths',
      says: 'an independent pixel of marginal m > 2/5 gains',
      given: [...given, 'm > 2/5'],
      where,
      claim: 'm*as_foreground + (1 - m)*as_background > 0',
      at: { t: '2', k: '4', m: '9/20' },
    },
  ],
};
