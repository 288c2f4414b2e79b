import type { Proof } from './proof.js';

export const lovaszSoftJaccardProof: Proof = {
  claims: [
    {
      id: 'chebyshev',
      says: 'Chebyshev: two functions that rise together have E[XY] ≥ E[X]E[Y]; its mean over two draws (X, Y), (x, y) is 2(E[XY] − E[X]E[Y])',
      given: ['X >= x', 'Y >= y'],
      claim: 'X*y + x*Y <= X*Y + x*y',
      because: '(X - x)*(Y - y)',
    },
    {
      id: 'jensen',
      says: 'Jensen: 1/v lies above its tangent at c = E[v], so E[1/v] ≥ 1/E[v]',
      given: ['v > 0', 'c > 0'],
      claim: '1/v >= 1/c - (v - c)/c^2',
      because: '(v - c)^2/(c^2*v)',
    },
    {
      id: 'gap',
      says: 'the gap, a mean X of Jaccard indices less a soft Jaccard index Y, is at most 1',
      given: ['X >= 0', 'X <= 1', 'Y >= 0', 'Y <= 1'],
      claim: 'X - Y <= 1',
      because: '(1 - X) + Y',
    },
    {
      id: 'gap_is_least',
      says: 'the gap can approach 1: k² background pixels at 1/k beside one found foreground pixel give soft Jaccard k/(k + 1) and Lovász k/(k² + 1)',
      given: ['k >= 1', 'e > 0', 'k*e >= 2'],
      claim: 'k/(k + 1) - k/(k^2 + 1) >= 1 - e',
      because: '(k*e - 2)/k + 1/(k*(k + 1)) + 1/(k*(k^2 + 1))',
    },
    {
      id: 'no_relative_error',
      says: 'and their ratio (k² + 1)/(k + 1) exceeds every factor: Lovász and soft Jaccard are not equivalent up to a factor, as soft Dice and soft Jaccard are (factor 2)',
      given: ['F > 0'],
      where: { k: '1 + F' },
      claim: 'k/(k + 1) > F*(k/(k^2 + 1))',
      because: 'k*((1 + F)^2 + 1 - F*(2 + F))/((k + 1)*(k^2 + 1))',
    },
  ],
  falseClaims: [
    {
      id: 'factor_two',
      says: 'soft Jaccard is at most twice Lovász on that family',
      given: ['k >= 1'],
      claim: 'k/(k + 1) <= 2 k/(k^2 + 1)',
      at: { k: '10' },
    },
  ],
  byHand: {
    file: 'LovaszSoftJaccardOfLaws',
    theorems: [
      {
        id: 'lovasz_below_soft_jaccard',
        says: 'a mean of (P − a)/(P + b) over finitely many thresholds, a and b falling together, is no less than that of the means',
      },
    ],
  },
};
