import type { Claim } from '../claims/claim.js';
import type { Proof } from './proof.js';

/*
 * The Tversky loss 1 − c/T of a set of mispredicted pixels with a false positives and b false negatives, P foreground
 * pixels: c = P − b are met. A second pixel never gains more than a first. β = 1 is Jaccard where α = 1.
 */
const weights = ['a >= 0', 'b >= 0', 'α >= 0', 'β >= 1'];
const loss = (fp: number, fn: number) => `1 - (P - b - ${fn})/(P - b - ${fn} + α*(a + ${fp}) + β*(b + ${fn}))`;
const where = { c: 'P - b', T: 'P - b + α*a + β*b', d: 'β - 1' };

function pair(id: string, says: string, least: string, [first, second]: [number, number][], because: string): Claim {
  const [i, j, k, l] = [...(first ?? [0, 0]), ...(second ?? [0, 0])] as [number, number, number, number];
  return {
    id,
    says,
    given: [...weights, `P >= b + ${least}`, 'P > 0'],
    where: { ...where, neither: loss(0, 0), one: loss(i, j), other: loss(k, l), both: loss(i + k, j + l) },
    claim: 'both + neither <= one + other',
    because,
  };
}

export const submodularityProof: Proof = {
  claims: [
    pair(
      'two_false_negatives',
      'β ≥ 1: a second false negative adds no more than the first',
      '2',
      [
        [0, 1],
        [0, 1],
      ],
      '2 c*d^2/(T*(T + d)*(T + 2 d)) + 2 d/((T + d)*(T + 2 d))',
    ),
    {
      ...pair(
        'two_false_positives',
        'nor a second false positive',
        '0',
        [
          [1, 0],
          [1, 0],
        ],
        '2 c*α^2/(T*(T + α)*(T + 2 α))',
      ),
      given: [...weights, 'P >= b', 'P - b + α*a + β*b > 0'],
    },
    pair(
      'one_of_each',
      'nor one of the two kinds after the other',
      '1',
      [
        [1, 0],
        [0, 1],
      ],
      'c*α*d*(2 T + α + d)/(T*(T + α)*(T + d)*(T + α + d)) + α/((T + d)*(T + α + d))',
    ),
    {
      id: 'fails_below',
      says: '0 < β < 1, Dice among them, fails for every P ≥ 2 at two false negatives',
      given: ['P >= 2', 'β > 0', 'β < 1'],
      where: {
        neither: '1 - P/P',
        one: '1 - (P - 1)/(P - 1 + β)',
        both: '1 - (P - 2)/(P - 2 + 2 β)',
      },
      claim: 'both + neither > 2 one',
      because: '2 β*(1 - β)/((P - 2 + 2 β)*(P - 1 + β))',
    },
  ],
  falseClaims: [
    {
      id: 'dice_is_submodular',
      says: 'a second false negative of the Dice loss (α = β = 1/2) adds no more than the first',
      given: ['P >= 2'],
      where: { neither: '1 - P/P', one: '1 - (P - 1)/(P - 1/2)', both: '1 - (P - 2)/(P - 1)' },
      claim: 'both + neither <= 2 one',
      at: { P: '2' },
    },
  ],
  byHand: {
    file: 'SubmodularityOfSets',
    theorems: [
      {
        id: 'tversky_is_submodular',
        says: 'so for β ≥ 1 the Tversky loss, with it the Jaccard loss, is submodular over all sets, for images of every size and every label that is not empty',
      },
      { id: 'submodular_only_from_one', says: 'and for 0 < β < 1 it is not' },
    ],
  },
};
