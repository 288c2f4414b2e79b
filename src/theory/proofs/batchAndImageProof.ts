import type { Proof } from './proof.js';

const pair = ['v > 0', 'w > 0', 'D >= 0', 'D <= 1', 'd >= 0', 'd <= 1'];

export const batchAndImageProof: Proof = {
  claims: [
    {
      id: 'pooled',
      says: 'the Dice score of two pooled images is the mean of theirs weighted by the sum of both volumes',
      given: ['a >= 0', 'b >= 0', 'e >= 0', 'f >= 0', '2 a + e > 0', '2 b + f > 0'],
      where: { v: '2 a + e', w: '2 b + f', first: '2 a/v', second: '2 b/w' },
      claim: '2 (a + b)/(2 (a + b) + e + f) == (v*first + w*second)/(v + w)',
    },
    {
      id: 'difference',
      says: 'no difference to the plain mean of K images exceeds 1 − 1/K: with m the largest score the batch is at most m, the mean at least m/K',
      given: ['K >= 1', 'm >= 0', 'm <= 1', 'batch <= m', 'mean >= m/K'],
      claim: 'batch - mean <= 1 - 1/K',
      because: '(m - batch) + (mean - m/K) + (1 - m)*((K - 1)/K)',
    },
    {
      id: 'difference_is_least',
      says: 'and nothing smaller would do: one object of n pixels found beside K − 1 single wrong pixels',
      given: ['K >= 1', 'n > 0', 'e > 0', 'n*e >= K'],
      where: { batch: '2 n/(2 n + (K - 1))', mean: '1/K' },
      claim: 'batch - mean > 1 - 1/K - e',
      because: '(2 (n*e - K) + (K + 1) + e*(K - 1))/(2 n + (K - 1))',
    },
    {
      id: 'bounded_ratio',
      says: 'of two images whose volumes differ by a factor of at most r, batch and mean differ by at most (r − 1)/(2(r + 1))',
      given: [...pair, 'r >= 1', 'v <= r*w', 'w <= r*v'],
      claim: '(v*D + w*d)/(v + w) - (D + d)/2 <= (r - 1)/(2 (r + 1))',
      because: '((r*w - v)*(D + (1 - d)) + (r*v - w)*((1 - D) + d))/(2 (r + 1)*(v + w))',
    },
    {
      id: 'bounded_ratio_is_attained',
      says: 'and nothing smaller would do',
      given: [...pair, 'k >= 0', 'v <= r*w', 'w <= r*v'],
      where: { r: '1 + k' },
      some: { v: '1 + k', w: '1', D: '1', d: '0' },
      claim: '(v*D + w*d)/(v + w) - (D + d)/2 == (r - 1)/(2 (r + 1))',
    },
    {
      id: 'empty_slope',
      says: 'in an image without foreground the slope of ε/(A + ε) is −ε/(A + ε)²',
      given: ['A > 0', 'ε > 0'],
      claim: 'derivative(ε/(A + ε), A) == -ε/(A + ε)^2',
    },
    {
      id: 'steepest',
      says: 'it is steepest at ε = A',
      given: ['A > 0', 'ε > 0'],
      claim: 'ε/(A + ε)^2 <= 1/(4 A)',
      because: '(A - ε)^2/(4 A*(A + ε)^2)',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_difference',
      says: 'of two images whose volumes differ by a factor of at most 3, batch and mean differ by at most 1/5',
      given: [...pair, 'v <= 3 w', 'w <= 3 v'],
      claim: '(v*D + w*d)/(v + w) - (D + d)/2 <= 1/5',
      at: { v: '3', w: '1', D: '1', d: '0' },
    },
    {
      id: 'plain_mean',
      says: 'the Dice score of two pooled images is their plain mean',
      given: ['a >= 0', 'b >= 0', 'e >= 0', 'f >= 0', '2 a + e > 0', '2 b + f > 0'],
      claim: '2 (a + b)/(2 (a + b) + e + f) == (2 a/(2 a + e) + 2 b/(2 b + f))/2',
      at: { a: '3', e: '0', b: '0', f: '1' },
    },
  ],
  byHand: {
    file: 'BatchAndImageOfBatches',
    theorems: [
      { id: 'batch_and_image', says: 'batch and mean differ by at most 1 − 1/K, for batches of every size K' },
    ],
  },
};
