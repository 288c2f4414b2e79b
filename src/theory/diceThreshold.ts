import { compositions, rational, size, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { diceThresholdProof } from './proofs/diceThresholdProof.js';
import { above, diceOptimum, marginals, type LabelLaw } from './labelLaws/expectedDice.js';

/**
 * Images of n pixels whose label has always V foreground pixels; the probabilities of the labels are multiples of
 * 1/parts.
 */
const CASES = [
  { n: 3, V: 1, parts: 12 },
  { n: 3, V: 2, parts: 12 },
  { n: 4, V: 1, parts: 8 },
  { n: 4, V: 2, parts: 5 },
  { n: 4, V: 3, parts: 8 },
  { n: 5, V: 2, parts: 3 },
];

interface Decision {
  n: number;
  V: number;
  marginals: Rational[];
  best: Rational;
  optima: number[];
}

/** The Dice-optimal predictions for every law of labels of constant volume in `CASES`. */
function* decisions(): Generator<Decision> {
  for (const { n, V, parts } of CASES) {
    const labels = Array.from({ length: 1 << n }, (_, set) => set).filter((set) => size(set) === V);
    for (const weights of compositions(parts, labels.length)) {
      const law: LabelLaw = labels
        .map((set, i) => ({ labels: set, probability: rational(weights[i]!, parts) }))
        .filter(({ probability }) => probability.sign() > 0);
      const { value, predictions } = diceOptimum(law, n);
      yield { n, V, marginals: marginals(law, n), best: value, optima: predictions };
    }
  }
}

/**
 * Whether every optimum holds all pixels above the threshold and none below; pixels exactly on it may go either way.
 */
function isThresholded({ n, marginals: m, best, optima }: Decision, share: Rational): boolean {
  const threshold = best.multiply(share);
  const inside = above(m, threshold);
  const outside = above(
    m.map((p) => p.negate()),
    threshold.negate(),
  );
  return (
    optima.includes(inside) && optima.every((set) => (set & inside) === inside && (set & outside) === 0 && set < 1 << n)
  );
}

const hasVolume = ({ n, V, optima }: Decision, least: (V: number, n: number) => Rational): boolean =>
  optima.every((set) => least(V, n).atMost(size(set)) && size(set) <= n);

export const diceThreshold: Theorem = {
  id: 'dice-threshold',
  name: 'For labels of constant volume the Dice-optimal decision is a threshold at half the optimal score',
  source: 'for the F-measure of a data set Lipton et al. 2014; for labels of constant volume derived',
  standing: 'recalled',
  statement: String.raw`|Y| = V \text{ almost surely} \implies S^* = \{ i : m_i > D^*/2 \}, \quad D^*/2 \le \tfrac12, \quad \frac{V^2}{n} \le |S^*| \le n`,
  constant: { closedForm: 'D*/2', decimals: 'at most 0.5' },
  notShown: 'Labels of varying volume: there the marginals do not decide (see the decision counter-example).',
  proof: diceThresholdProof,
  check() {
    const proof = provenBy(diceThresholdProof);
    const all = [...decisions()];
    const reach = `${all.length} laws of labels, n ≤ 5, all 2ⁿ predictions of each`;
    const least = (volume: number, pixels: number) => rational(volume * volume, pixels);
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          '{m > D*/2} is optimal, and every optimum lies between it and {m ≥ D*/2}',
          reach,
          all.every((decision) => isThresholded(decision, rational(1, 2))),
        ),
        exact(
          'the threshold is at most 1/2',
          reach,
          all.every(({ best }) => best.atMost(1)),
        ),
        exact(
          'V²/n ≤ |S*| ≤ n',
          reach,
          all.every((decision) => hasVolume(decision, least)),
        ),
      ],
      [
        { claim: 'the threshold is D*/3', rejected: !all.every((decision) => isThresholded(decision, rational(1, 3))) },
        { claim: 'the threshold is D*', rejected: !all.every((decision) => isThresholded(decision, rational(1))) },
        { claim: '|S*| ≥ V', rejected: !all.every((decision) => hasVolume(decision, (volume) => rational(volume))) },
        ...proof.controls,
      ],
      'n = 3, V = 1, uniform over the pixels: m = (1, 1, 1)/3, S* = all, D* = 1/2, threshold 1/4',
    );
  },
};
