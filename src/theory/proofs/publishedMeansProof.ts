import type { Proof } from './proof.js';

const unit = ['d >= 0', 'd <= 1'];

export const publishedMeansProof: Proof = {
  claims: [
    {
      id: 'tangent',
      says: 'J = D/(2 − D) lies above its tangent at the mean d of D: the mean of J is at least d/(2 − d)',
      given: [...unit, 'D >= 0', 'D <= 1'],
      claim: 'D/(2 - D) >= d/(2 - d) + 2 (D - d)/(2 - d)^2',
      because: '2 (D - d)^2/((2 - D)*(2 - d)^2)',
    },
    {
      id: 'chord',
      says: 'and below its chord: the mean of J is at most d',
      given: ['D >= 0', 'D <= 1'],
      claim: 'D/(2 - D) <= D',
      because: 'D*(1 - D)/(2 - D)',
    },
    {
      id: 'lower_with_variance',
      says: 'with a second moment it is known better: J is at least d/(2 − d) + 2(D − d)/(2 − d)² + (D − d)²/(2 − d)², so its mean at least d/(2 − d) + s²/(2 − d)²',
      given: [...unit, 'D >= 0', 'D <= 1'],
      claim: 'D/(2 - D) >= d/(2 - d) + 2 (D - d)/(2 - d)^2 + (D - d)^2/(2 - d)^2',
      because: '(D - d)^2*D/((2 - D)*(2 - d)^2)',
    },
    {
      id: 'upper_with_variance',
      says: 'and at most D/2 + D²/2, so its mean at most (d + d² + s²)/2',
      given: ['D >= 0', 'D <= 1'],
      claim: 'D/(2 - D) <= (D + D^2)/2',
      because: 'D^2*(1 - D)/(2 (2 - D))',
    },
  ],
  falseClaims: [
    {
      id: 'chord_below',
      says: 'J is at most 9/10 of D',
      given: ['D >= 0', 'D <= 1'],
      claim: 'D/(2 - D) <= 9/10*D',
      at: { D: '1' },
    },
  ],
  byHand: {
    file: 'PublishedMeansOfLaws',
    theorems: [
      { id: 'mean_jaccard', says: 'the mean Jaccard lies in [d/(2 − d), d], whatever the number of images' },
      { id: 'surely_leads', says: 'method 1 leads in mean Jaccard where d₁/(2 − d₁) > d₂' },
      { id: 'only_then', says: 'and otherwise some images have the same means and it does not' },
    ],
  },
};
