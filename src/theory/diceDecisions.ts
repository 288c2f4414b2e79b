import { rational, sortedVectors, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { diceDecisionsProof } from './proofs/diceDecisionsProof.js';
import {
  above,
  diceOptimum,
  expectedDice,
  independentLaw,
  marginals,
  type LabelLaw,
} from './labelLaws/expectedDice.js';

const LARGEST_N = 4;
const GRID = [0, 1, 2, 3, 4, 5, 6].map((sixth) => rational(sixth, 6));
const HALF = rational(1, 2);

/**
 * Labels of three pixels that depend on each other: {1, 2, 3}, {2, 3} and {3} with probabilities 0.39, 0.12 and 0.49.
 */
export const dependentLaw: LabelLaw = [
  { labels: 0b111, probability: rational(39, 100) },
  { labels: 0b110, probability: rational(12, 100) },
  { labels: 0b100, probability: rational(49, 100) },
];

/** Whether every Dice-optimal prediction holds all of the accuracy-optimal one, {m > 1/2}, and so is no smaller. */
function holdsAccuracyOptimum(probabilities: readonly Rational[], diceOptimal: readonly number[]): boolean {
  const accuracyOptimal = above(probabilities, HALF);
  return diceOptimal.every((prediction) => (accuracyOptimal & prediction) === accuracyOptimal);
}

/** Whether some Dice-optimal prediction consists of the most probable pixels. */
function takesTheTop(probabilities: readonly Rational[], predictions: readonly number[]): boolean {
  return predictions.some((prediction) => {
    const inside = probabilities.filter((_, i) => (prediction >> i) & 1);
    const outside = probabilities.filter((_, i) => !((prediction >> i) & 1));
    return inside.every((p) => outside.every((q) => p.atLeast(q)));
  });
}

export const diceDecisions: Theorem = {
  id: 'dice-decisions',
  name: 'The Dice-optimal prediction holds the accuracy-optimal one where pixels are independent, but not for every joint law',
  source:
    'claim in the abstract of Nordström et al. 2022; top pixels in Dai and Li 2023 (RankDice); proof for independent pixels and counter-example derived',
  standing: 'read',
  statement: String.raw`\{m_i > \tfrac12\} \subseteq S^*_D \text{ for independent pixels}; \quad \text{for dependent pixels false: } P(111) = .39,\ P(011) = .12,\ P(001) = .49`,
  constant: { closedForm: '153/200 > 569/750', decimals: '0.765 > 0.7586…' },
  notShown:
    'That a Dice-optimal prediction takes the most probable pixels is checked on a grid, not proved here. The cited claim may be meant for another formulation (marginals, constant volume); quote it with that condition.',
  proof: diceDecisionsProof,
  check() {
    const proof = provenBy(diceDecisionsProof);
    const cases = Array.from({ length: LARGEST_N }, (_, i) => [...sortedVectors(GRID, i + 1)])
      .flat()
      .flatMap((probabilities) =>
        ([0, 1] as const).map((whenEmpty) => ({
          probabilities,
          optima: diceOptimum(independentLaw(probabilities), probabilities.length, whenEmpty).predictions,
        })),
      );
    const reach = `independent pixels with probabilities in sixths, n ≤ ${LARGEST_N}, 0/0 as 0 and as 1 (${cases.length} cases up to the order of pixels)`;
    const dependent = diceOptimum(dependentLaw, 3);
    const dependentMarginals = marginals(dependentLaw, 3);
    const [alone, both] = [expectedDice(dependentLaw, 0b100), expectedDice(dependentLaw, 0b110)];
    const rankExample = independentLaw([rational(7, 10), rational(4, 10)]);
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'independent pixels: every Dice-optimal prediction holds all pixels with m > 1/2, so none is smaller than the accuracy-optimal one',
          reach,
          cases.every(({ probabilities, optima }) => holdsAccuracyOptimum(probabilities, optima)),
        ),
        exact(
          'independent pixels: some Dice-optimal prediction takes the most probable pixels',
          reach,
          cases.every(({ probabilities, optima }) => takesTheTop(probabilities, optima)),
        ),
        exact(
          'the dependent law: pixel 2 has marginal 51/100, yet {3} alone is Dice-optimal, E[D] = 153/200 against 569/750 with {2, 3}',
          'all 8 predictions',
          dependentMarginals[1]!.equals(rational(51, 100)) &&
            dependent.predictions.join() === '4' &&
            alone.equals(rational(153, 200)) &&
            both.equals(rational(569, 750)),
        ),
        exact(
          'p = (.7, .4), independent: predicting both has E[D] = 16/25 (an example in the RankSEG-RMA text prints about .827), predicting the first 91/150',
          'all 4 labels',
          expectedDice(rankExample, 0b11).equals(rational(16, 25)) &&
            expectedDice(rankExample, 0b01).equals(rational(91, 150)),
        ),
      ],
      [
        {
          claim: 'a Dice-optimal prediction holds all pixels with m > 1/2, for every joint law',
          rejected: !holdsAccuracyOptimum(dependentMarginals, dependent.predictions),
        },
        {
          claim: 'E[D] of predicting both pixels is 827/1000 at p = (.7, .4)',
          rejected: !expectedDice(rankExample, 0b11).equals(rational(827, 1000)),
        },
        ...proof.controls,
      ],
      `dependent law: {m > 1/2} = {2, 3} has E[D] = ${both}, the Dice-optimal {3} has ${alone}`,
    );
  },
};
