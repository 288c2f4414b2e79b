import { rational, RationalFunction, sortedVectors, variable, type Rational } from '../rigor/index.js';
import {
  certified,
  exact,
  refusedIdentity,
  theoremResult,
  type Evidence,
  type NegativeControl,
  type Theorem,
} from './theorem.js';
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

/**
 * The proof for any number of pixels. With k = |S| + (labels elsewhere) and t ≤ k/2 hits so far, a pixel that is
 * independent of the rest changes Dice from 2t/(k + 1) to 2(t + 1)/(k + 2) where it is foreground, and from 2t/k to
 * 2t/(k + 1) where it is not.
 */
function gainOfIndependentPixel(): { atHalf: Evidence; slope: Evidence; wrong: NegativeControl } {
  const [k, t, m] = [variable('k'), variable('t'), variable('m')];
  const score = (hits: RationalFunction, volumes: RationalFunction) => hits.multiply(2).divide(volumes);
  const asForeground = score(t.add(1), k.add(2)).subtract(score(t, k.add(1)));
  const asBackground = score(t, k.add(1)).subtract(score(t, k));
  const gain = m.multiply(asForeground).add(RationalFunction.from(1).subtract(m).multiply(asBackground));
  const atHalf = asForeground.add(asBackground).divide(2);
  return {
    atHalf: certified(
      'an independent pixel of marginal 1/2 gains (k − 2t)/(k(k + 2)) ≥ 0, whatever the other labels: k is the sum of both volumes, t ≤ k/2 the hits',
      atHalf,
      k.subtract(t.multiply(2)).divide(k.multiply(k.add(2))),
    ),
    slope: certified(
      'the gain grows with the marginal, by 2(k + 1 − t)/((k + 1)(k + 2)) + 2t/(k(k + 1)) > 0: every Dice-optimal prediction holds each independent pixel with m > 1/2 (at k = 0 the gain is m, or 2m − 1 where 0/0 is 1)',
      gain.derivative('m'),
      k
        .add(1)
        .subtract(t)
        .multiply(2)
        .divide(k.add(1).multiply(k.add(2)))
        .add(t.multiply(2).divide(k.multiply(k.add(1)))),
    ),
    wrong: refusedIdentity(
      'at marginal 1/2 the gain is (k − 2t)/(k(k + 1))',
      atHalf,
      k.subtract(t.multiply(2)).divide(k.multiply(k.add(1))),
    ),
  };
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
  check() {
    const cases = Array.from({ length: LARGEST_N }, (_, i) => [...sortedVectors(GRID, i + 1)])
      .flat()
      .flatMap((probabilities) =>
        ([0, 1] as const).map((whenEmpty) => ({
          probabilities,
          optima: diceOptimum(independentLaw(probabilities), probabilities.length, whenEmpty).predictions,
        })),
      );
    const reach = `independent pixels with probabilities in sixths, n ≤ ${LARGEST_N}, 0/0 as 0 and as 1 (${cases.length} cases up to the order of pixels)`;
    const { atHalf, slope, wrong } = gainOfIndependentPixel();
    const dependent = diceOptimum(dependentLaw, 3);
    const dependentMarginals = marginals(dependentLaw, 3);
    const [alone, both] = [expectedDice(dependentLaw, 0b100), expectedDice(dependentLaw, 0b110)];
    const rankExample = independentLaw([rational(7, 10), rational(4, 10)]);
    return theoremResult(
      [
        atHalf,
        slope,
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
        wrong,
      ],
      `dependent law: {m > 1/2} = {2, 3} has E[D] = ${both}, the Dice-optimal {3} has ${alone}`,
    );
  },
};
