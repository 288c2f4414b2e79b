import type { Proof } from './proof.js';

/* Labels of constant volume V: k pixels whose marginals add up to a have the expected Dice 2a/(k + V). */
const given = ['a >= 0', 'k >= 0', 'V > 0', 'm >= 0'];
const where = { D: '2 a/(k + V)', more: '2 (a + m)/(k + 1 + V)' };

export const diceThresholdProof: Proof = {
  claims: [
    {
      id: 'gain',
      says: 'a pixel of marginal m more gains (2m − D)/(k + 1 + V), so it is worth it exactly where m > D/2',
      given,
      where,
      claim: 'more - D == (2 m - D)/(k + 1 + V)',
    },
    {
      id: 'above_gains',
      says: 'a pixel above the threshold D/2 gains',
      given: [...given, 'm > D/2'],
      where,
      claim: 'more > D',
      because: '2 (m - D/2)/(k + 1 + V)',
    },
    {
      id: 'below_loses',
      says: 'a pixel below it does not',
      given: [...given, 'm <= D/2'],
      where,
      claim: 'more <= D',
      because: '2 (D/2 - m)/(k + 1 + V)',
    },
    {
      id: 'at_most_half',
      says: 'the threshold is at most 1/2: the marginals inside add up to at most k and to at most V',
      given: [...given, 'a <= k', 'a <= V'],
      where: { D: where.D },
      claim: 'D/2 <= 1/2',
      because: '((k - a) + (V - a))/(2 (k + V))',
    },
    {
      id: 'volume',
      says: 'an optimum of k among n pixels is no smaller than V²/n: outside no marginal exceeds D/2, and all add up to V',
      given: [...given, 'n > 0', 'n >= k', 'V <= a + (n - k)*D/2', 'a <= k'],
      where: { D: where.D },
      claim: 'V^2 <= n*k',
      because: '(k + V)*(a + (n - k)*D/2 - V) + (n + V)*(k - a)',
    },
  ],
  falseClaims: [
    {
      id: 'threshold_at_third',
      says: 'a pixel above D/3 gains',
      given: [...given, 'm > D/3'],
      where,
      claim: 'more > D',
      at: { a: '1', k: '1', V: '1', m: '2/5' },
    },
  ],
  byHand: {
    file: 'DiceThresholdOfLaws',
    theorems: [
      {
        id: 'optimum_is_threshold',
        says: 'every optimum marks each pixel of marginal above D*/2 and none below, in images of every size',
      },
    ],
  },
};
