import { dice, jaccard, type Measure } from '../overlap/index.js';
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

/** The images for which the linear programs are solved. */
const PROGRAMS = [2, 3, 4, 5, 6, 7, 8];

/**
 * The linear programs of the largest regrets for images of n pixels, one for each way to divide the pixels into the B of
 * S outside A, the s of A outside S, the C in both and the rest. Permutations of the pixels of a part change neither
 * score nor the decision, so the labels come in classes by how many pixels of each part they hold. The dual solution
 * weighs `E b ≤ B/2` and `E a ≥ s/2` by 8/9 (Dice) or 1 (Jaccard) over B + s; it is feasible where the bound of one
 * label, with the constant asked for, holds for every class. The primal one is two disjoint labels, 1/2 each.
 */
export function regretPrograms(
  n: number,
  constants = { dice: rational(2, 3), jaccard: HALF },
): { programs: number; classes: number; isDual: boolean; isPrimal: boolean } {
  let [programs, classes, isDual] = [0, 0, true];
  for (const [B = 0, s = 0, C = 0, rest = 0] of compositions(n, 4)) {
    if (B + s === 0) continue;
    programs++;
    for (let b = 0; b <= B; b++)
      for (let a = 0; a <= s; a++)
        for (let c = 0; c <= C; c++)
          for (let o = b + a + c === 0 ? 1 : 0; o <= rest; o++) {
            classes++;
            const label = b + a + c + o;
            const of = (tp: number, size: number) => ({ tp, fp: size - tp, fn: label - tp, tn: 0 });
            const [inS, inA] = [of(b + c, B + C), of(a + c, s + C)];
            const tilt = rational(2 * (b - a) - B + s, 2 * (B + s));
            const within = (measure: Measure, constant: Rational, multiplier: Rational) =>
              measure
                .exact(inS)
                .subtract(measure.exact(inA))
                .atMost(constant.add(multiplier.multiply(tilt)));
            isDual &&= within(dice, constants.dice, rational(8, 9)) && within(jaccard, constants.jaccard, rational(1));
          }
  }
  const attained = accuracyRegret(
    [0b01, 0b10].map((labels) => ({ labels, probability: HALF })),
    n,
  );
  const isPrimal = attained.dice.equals(constants.dice) && attained.jaccard.equals(constants.jaccard);
  return { programs, classes, isDual, isPrimal };
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
    const found = largestRegrets();
    const { laws } = found;
    const solved = PROGRAMS.map((n) => regretPrograms(n));
    const total = (of: (one: (typeof solved)[number]) => number) => solved.reduce((sum, one) => sum + of(one), 0);
    const reach = `${laws} laws of non-empty labels: ${CASES.map(({ n, parts }) => `n = ${n} in ${parts}ths`).join(', ')}`;
    return theoremResult(
      [
        ...proof.evidence,
        exact('the largest regret in Dice of deciding by m > 1/2 is 2/3', reach, found.dice.equals(rational(2, 3))),
        exact('the largest regret in Jaccard is 1/2', reach, found.jaccard.equals(rational(1, 2))),
        exact(
          'as linear programs over all laws: the optima are 2/3 and 1/2 for each n',
          `n = ${PROGRAMS[0]} … ${PROGRAMS.at(-1)}: ${total(({ programs }) => programs)} programs over ${total(({ classes }) => classes)} classes of labels, dual solutions feasible and equal to a primal one, in fractions`,
          solved.every(({ isDual, isPrimal }) => isDual && isPrimal),
        ),
      ],
      [
        ...proof.controls,
        { claim: 'the regret in Dice is at most 13/20', rejected: found.dice.greaterThan(rational(13, 20)) },
        { claim: 'the regret in Jaccard is at most 49/100', rejected: found.jaccard.greaterThan(rational(49, 100)) },
        {
          claim: 'the dual solution is feasible with 13/20 for 2/3',
          rejected: !regretPrograms(2, { dice: rational(13, 20), jaccard: HALF }).isDual,
        },
        {
          claim: 'or with 49/100 for 1/2',
          rejected: !regretPrograms(2, { dice: rational(2, 3), jaccard: rational(49, 100) }).isDual,
        },
      ],
      'labels {1} and {2}, 1/2 each: no pixel has m > 1/2, so accuracy marks nothing and scores 0; marking both has E D = 2/3, E J = 1/2',
    );
  },
};
