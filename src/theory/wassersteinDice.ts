import { dice, rationals } from '../overlap/index.js';
import { rational, sortedVectors, vectors, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { wassersteinDiceProof } from './proofs/wassersteinDiceProof.js';
import { softCounts } from './softMasks/softCounts.js';

const LARGEST_N = 4;
const QUARTERS = [0, 1, 2, 3, 4].map((quarter) => rational(quarter, 4));
const fifths = (first: number, second: number): Rational[] => [
  rational(first, 5),
  rational(second, 5),
  rational(5 - first - second, 5),
];

/**
 * Generalised Wasserstein Dice score `2·TP/(2·TP + Σ W_i)`, with `W_i = Σ_l p_il M[y_i][l]` and `TP = Σ_{y_i ≠ 0} (1 −
 * W_i)`.
 *
 * @param labels - the class of each pixel, 0 for the background
 * @param probabilities - for each pixel one probability a class
 * @param distances - M, how bad it is to take one class for another: zero diagonal, at most 1; the background is at
 * distance 1
 * @returns the score in [0, 1]; 1 where it is 0/0
 * @example
 * ```ts
 * import { rational } from 'dice-workbook/rigor';
 * import { wassersteinDiceScore } from 'dice-workbook/theory';
 * const half = rational(1, 2);
 * wassersteinDiceScore([1, 0], [[half, half], [half, half]], [[rational(0), rational(1)], [rational(1), rational(0)]]).toString() // => '1/2'
 * ```
 * Source: L. Fidon et al., "Generalised Wasserstein Dice Score for Imbalanced Multi-class Segmentation", BrainLes 2017.
 */
export function wassersteinDiceScore(
  labels: readonly number[],
  probabilities: readonly (readonly Rational[])[],
  distances: readonly (readonly Rational[])[],
): Rational {
  const errors = labels.map((label, i) =>
    probabilities[i]!.reduce((sum, p, l) => sum.add(p.multiply(distances[label]![l]!)), rational(0)),
  );
  const total = errors.reduce((sum, error) => sum.add(error), rational(0));
  const hits = errors
    .reduce((sum, error, i) => (labels[i] === 0 ? sum : sum.add(1).subtract(error)), rational(0))
    .multiply(2);
  return hits.add(total).sign() === 0 ? rational(1) : hits.divide(hits.add(total));
}

/** Whether the score with two classes at distance `apart` is soft Dice on every grid of probabilities. */
function isSoftDice(apart: Rational): { agrees: boolean; cases: number } {
  const distances = [
    [rational(0), apart],
    [apart, rational(0)],
  ];
  let [agrees, cases] = [true, 0];
  for (let n = 1; n <= LARGEST_N; n++) {
    for (const labels of sortedVectors([0, 1], n)) {
      for (const p of vectors(QUARTERS, n)) {
        const score = wassersteinDiceScore(
          labels,
          p.map((foreground) => [rational(1).subtract(foreground), foreground]),
          distances,
        );
        agrees &&= score.equals(dice.exact(softCounts(labels, p, rationals), { whenUndefined: 1 }));
        cases++;
      }
    }
  }
  return { agrees, cases };
}

export const wassersteinDice: Theorem = {
  id: 'wasserstein-dice',
  name: 'The generalised Wasserstein Dice score of two classes is soft Dice',
  source: 'Fidon et al. 2017 and 2020',
  standing: 'read',
  statement: String.raw`M = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix} \implies \frac{2\sum_{y_i \ne 0}(1 - W_i)}{2\sum_{y_i \ne 0}(1 - W_i) + \sum_i W_i} = \frac{2I}{A + P}`,
  constant: { closedForm: 'difference 0', decimals: '0' },
  notShown: 'Nothing about how the loss with more classes trains, nor about the class distances that suit a task.',
  proof: wassersteinDiceProof,
  check() {
    const proof = provenBy(wassersteinDiceProof);
    const right = isSoftDice(rational(1));
    // Two kinds of foreground at distance 1/2: taking one for the other costs half of taking it for background.
    const tumour = [
      [0, 2, 2],
      [2, 0, 1],
      [2, 1, 0],
    ].map((row) => row.map((half) => rational(half, 2)));
    const [near, far] = [fifths(0, 2), fifths(3, 2)].map((p) => wassersteinDiceScore([1], [p], tumour));
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'pixel by pixel',
          `probabilities in quarters, every label vector up to n = ${LARGEST_N} (${right.cases} cases up to the order of labels)`,
          right.agrees,
        ),
        exact(
          'with three classes a near miss costs less than a far one: 14/17 against 4/7',
          'one pixel, p = (0, 2, 3)/5 and (3, 2, 0)/5',
          near!.equals(rational(14, 17)) && far!.equals(rational(4, 7)),
        ),
      ],
      [
        {
          claim: 'with the distance 1/2 between the two classes it is soft Dice too',
          rejected: !isSoftDice(rational(1, 2)).agrees,
        },
        ...proof.controls,
      ],
      'y = (1, 1, 0, 0, 0), p = (9, 4, 6, 2, 1)/10: both are 13/21',
    );
  },
};
