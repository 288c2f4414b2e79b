import { jaccard } from '../overlap/index.js';
import { compositions, rational, size, type Rational } from '../rigor/index.js';
import { above, diceOptimum, expectedDice, marginals, type LabelLaw } from './labelLaws/expectedDice.js';
import { exact, provenBy, theoremResult, type Theorem } from './theorem.js';
import { priceOfAccuracyProof } from './proofs/priceOfAccuracyProof.js';

/** Images of n pixels; the probabilities of their non-empty labels are multiples of 1/parts. */
const CASES = [
  { n: 2, parts: 12 },
  { n: 3, parts: 6 },
];
const HALF = rational(1, 2);

/**
 * What deciding by `m > 1/2`, which is best for accuracy, loses against the best prediction for Dice and for Jaccard,
 * in expected score under a law of non-empty labels.
 *
 * @example
 * ```ts
 * import { rational } from 'dice-workbook/rigor';
 * import { accuracyRegret } from 'dice-workbook/theory';
 * const half = rational(1, 2);
 * const law = [{ labels: 0b01, probability: half }, { labels: 0b10, probability: half }];
 * const { dice, jaccard } = accuracyRegret(law, 2);
 * [dice.toString(), jaccard.toString()] // => ['2/3', '1/2']
 * ```
 */
export function accuracyRegret(law: LabelLaw, n: number): { dice: Rational; jaccard: Rational } {
  const decided = above(marginals(law, n), HALF);
  const best = Array.from({ length: 1 << n }, (_, prediction) => expectedJaccard(law, prediction)).reduce((a, b) =>
    b.greaterThan(a) ? b : a,
  );
  return {
    dice: diceOptimum(law, n).value.subtract(expectedDice(law, decided)),
    jaccard: best.subtract(expectedJaccard(law, decided)),
  };
}

function expectedJaccard(law: LabelLaw, prediction: number): Rational {
  return law.reduce((sum, { labels, probability }) => {
    const tp = size(labels & prediction);
    const score = jaccard.exact({ tp, fp: size(prediction) - tp, fn: size(labels) - tp, tn: 0 });
    return sum.add(probability.multiply(score));
  }, rational(0));
}

/** The largest regrets over all laws of `CASES`, and how many laws that are. */
function largestRegrets(): { dice: Rational; jaccard: Rational; laws: number } {
  let largest = { dice: rational(0), jaccard: rational(0), laws: 0 };
  const larger = (a: Rational, b: Rational) => (b.greaterThan(a) ? b : a);
  for (const { n, parts } of CASES) {
    const labels = Array.from({ length: (1 << n) - 1 }, (_, i) => i + 1);
    for (const weights of compositions(parts, labels.length)) {
      const law = labels.map((set, i) => ({ labels: set, probability: rational(weights[i] ?? 0, parts) }));
      const regret = accuracyRegret(law, n);
      largest = {
        dice: larger(largest.dice, regret.dice),
        jaccard: larger(largest.jaccard, regret.jaccard),
        laws: largest.laws + 1,
      };
    }
  }
  return largest;
}

export const priceOfAccuracy: Theorem = {
  id: 'price-of-accuracy',
  name: 'Deciding for accuracy loses up to 2/3 of Dice and 1/2 of Jaccard',
  source: 'derived; the paper’s thesis as one number',
  standing: 'derived',
  statement: String.raw`A = \{m_i > \tfrac12\}: \quad \max_S \mathbb{E}D(S) - \mathbb{E}D(A) \le \tfrac23, \quad \max_S \mathbb{E}J(S) - \mathbb{E}J(A) \le \tfrac12 \quad \text{for every law of non-empty labels, and both are attained}`,
  constant: { closedForm: '2/3 of Dice, 1/2 of Jaccard', decimals: '0.666…; 0.5' },
  notShown:
    'Labels may not be empty (0/0). The law that attains the constants, two disjoint labels of equal chance, is a worst case: a data set’s own price is the regret under its labels.',
  proof: priceOfAccuracyProof,
  check() {
    const proof = provenBy(priceOfAccuracyProof);
    const { dice, jaccard, laws } = largestRegrets();
    const reach = `${laws} laws of non-empty labels: ${CASES.map(({ n, parts }) => `n = ${n} in ${parts}ths`).join(', ')}`;
    return theoremResult(
      [
        ...proof.evidence,
        exact('the largest regret in Dice of deciding by m > 1/2 is 2/3', reach, dice.equals(rational(2, 3))),
        exact('the largest regret in Jaccard is 1/2', reach, jaccard.equals(rational(1, 2))),
      ],
      [
        ...proof.controls,
        { claim: 'the regret in Dice is at most 13/20', rejected: dice.greaterThan(rational(13, 20)) },
        { claim: 'the regret in Jaccard is at most 49/100', rejected: jaccard.greaterThan(rational(49, 100)) },
      ],
      'labels {1} and {2}, 1/2 each: no pixel has m > 1/2, so accuracy marks nothing and scores 0; marking both has E D = 2/3, E J = 1/2',
    );
  },
};
