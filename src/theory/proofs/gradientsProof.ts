import type { Proof } from './proof.js';

/*
 * One pixel of label y moves by t: the intersection is I + yt, the predicted volume A + t. V is the sum of both
 * volumes, U the union.
 */
const where = {
  V: 'A + t + P',
  U: 'A + t + P - I - y*t',
  D: '2 (I + y*t)/V',
  J: '(I + y*t)/U',
};
const given = ['A + t + P > 0'];
const union = [...given, 'A + t + P - I - y*t > 0'];

export const gradientsProof: Proof = {
  claims: [
    {
      id: 'dice_slope',
      says: 'soft Dice by the probability of a pixel with label y: 2 − D over both volumes on the foreground, −D on the background',
      given,
      where: { V: where.V, D: where.D },
      claim: 'derivative(2 (I + y*t)/(A + t + P), t) == (2 y - D)/V',
    },
    {
      id: 'dice_and_union',
      says: '2 − D is twice the union over both volumes',
      given: union,
      where,
      claim: '2 - D == 2 U/V',
    },
    {
      id: 'jaccard_slope',
      says: 'soft Jaccard has the slope of soft Dice times 2/(2 − D)², written with 2 − D = 2U/V',
      given: union,
      where,
      claim: 'derivative((I + y*t)/(A + t + P - I - y*t), t) == 2/(2 U/V)^2*((2 y - D)/V)',
    },
    {
      id: 'weight',
      says: 'foreground weighs against background as (2 − D)/D = 1/J',
      given: [...union, 'I + y*t > 0'],
      where,
      claim: '(2 - D)/D == 1/J',
    },
    {
      id: 'factor_least',
      says: 'the factor is at least 1/2',
      given: ['D >= 0', 'D <= 1'],
      claim: '2/(2 - D)^2 >= 1/2',
      because: 'D*(4 - D)/(2 (2 - D)^2)',
    },
    {
      id: 'factor_most',
      says: 'and at most 2',
      given: ['D >= 0', 'D <= 1'],
      claim: '2/(2 - D)^2 <= 2',
      because: '2 (1 - D)*(3 - D)/(2 - D)^2',
    },
    {
      id: 'threshold',
      says: 'cross-entropy with foreground weight w = 1/J has its threshold 1/(1 + w) at D/2',
      given: [...union, 'I + y*t > 0'],
      where,
      claim: '1/(1 + 1/J) == D/2',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_factor',
      says: 'the factor is at most 1.99',
      given: ['D >= 0', 'D <= 1'],
      claim: '2/(2 - D)^2 <= 1.99',
      because: '2 (1 - D)*(3 - D)/(2 - D)^2',
      at: { D: '1' },
    },
    {
      id: 'other_weight',
      says: 'the threshold is D',
      given: [...union, 'I + y*t > 0'],
      where,
      claim: '1/(1 + 1/J) == D',
      at: { I: '1', A: '1', P: '2', y: '1', t: '0' },
    },
  ],
};
