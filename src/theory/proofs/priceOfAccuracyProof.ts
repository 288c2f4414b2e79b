import type { Proof } from './proof.js';

/*
 * A is the set of pixels marked by accuracy, S any other prediction: of the B pixels of S outside A the label holds b,
 * of the s pixels of A outside S it holds a, of the C pixels in both it holds c, and o pixels elsewhere. The label is
 * not empty. Means over labels: E b ≤ B/2 and E a ≥ s/2.
 */
const given = [
  ...['b >= 0', 'b <= B', 'a >= 0', 'a <= s', 'c >= 0', 'c <= C', 'o >= 0', 'B + s > 0'],
  ...['B + C + a + o > 0', 's + C + b + o > 0'],
];
/** The same with what is missed of each part, so that every quantity is at least 0. */
const parts = ['b >= 0', 'w >= 0', 'a >= 0', 'q >= 0', 'c >= 0', 'h >= 0', 'o >= 0', 'b + w + a + q > 0'];
const labelled = [...parts, 'b + a + c + o > 0', 'b + w + c + h + a + o > 0', 'a + q + c + h + b + o > 0'];
const where = { B: 'b + w', s: 'a + q', C: 'c + h' };

export const priceOfAccuracyProof: Proof = {
  claims: [
    {
      id: 'jaccard_of_one_label',
      says: 'for each label J(S) − J(A) is at most (b + s − a)/(B + s), whose mean is at most 1/2',
      given: labelled,
      where,
      claim: '(b + c)/(B + C + a + o) - (a + c)/(s + C + b + o) <= (b + s - a)/(B + s)',
    },
    {
      id: 'dice_of_one_label',
      says: 'for each label D(S) − D(A) is at most 2/3 + 8/9 · (b − a − (B − s)/2)/(B + s), whose mean is at most 2/3',
      given: labelled,
      where,
      claim:
        '2 (b + c)/(B + C + b + a + c + o) - 2 (a + c)/(s + C + b + a + c + o) <= 2/3 + 8/9*(b - a - (B - s)/2)/(B + s)',
      because: '(2/9*b*(b - w)^2 + 2/9*(h + o)*(w - b/2)^2)/((B + s)*(B + C + b + a + c + o)*(s + C + b + a + c + o))',
    },
    {
      id: 'mean_is_half',
      says: 'the mean of the first bound',
      given: ['B >= 0', 's >= 0', 'B + s > 0', 'b <= B/2', 'a >= s/2'],
      claim: '(b + s - a)/(B + s) <= 1/2',
      because: '((B/2 - b) + (a - s/2))/(B + s)',
    },
    {
      id: 'mean_is_two_thirds',
      says: 'the mean of the second bound',
      given: ['B >= 0', 's >= 0', 'B + s > 0', 'b <= B/2', 'a >= s/2'],
      claim: '2/3 + 8/9*(b - a - (B - s)/2)/(B + s) <= 2/3',
      because: '8/9*((B/2 - b) + (a - s/2))/(B + s)',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_jaccard_price',
      says: 'J(S) − J(A) is at most (b + s − a)/(B + s) − 1/100 for each label',
      given,
      claim: '(b + c)/(B + C + a + o) - (a + c)/(s + C + b + o) <= (b + s - a)/(B + s) - 1/100',
      at: { b: '1', B: '2', a: '0', s: '0', c: '0', C: '0', o: '0' },
    },
    {
      id: 'smaller_dice_price',
      says: 'D(S) − D(A) is at most 13/20 + 8/9 · (b − a − (B − s)/2)/(B + s) for each label',
      given,
      claim:
        '2 (b + c)/(B + C + b + a + c + o) - 2 (a + c)/(s + C + b + a + c + o) <= 13/20 + 8/9*(b - a - (B - s)/2)/(B + s)',
      at: { b: '1', B: '2', a: '0', s: '0', c: '0', C: '0', o: '0' },
    },
  ],
  byHand: {
    file: 'PriceOfAccuracyOfLaws',
    theorems: [
      {
        id: 'price_of_accuracy',
        says: 'at most 2/3 of Dice and 1/2 of Jaccard, for every finite law of non-empty labels',
      },
      { id: 'price_of_accuracy_is_tight', says: 'and two disjoint labels attain both' },
    ],
  },
};
