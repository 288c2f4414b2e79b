import { dice } from '../overlap/index.js';
import { Rational, rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { smoothingProof } from './proofs/smoothingProof.js';

const LARGEST_N = 30;
const SMOOTHINGS = ['1', '1e-3', '1e-7'].map((text) => Rational.parse(text));

/** The largest `D_ε − D` over all masks of at most `n` pixels that are not both empty, and how many counts these have. */
function largestShift(epsilon: Rational, n: number): { largest: Rational; counts: number } {
  let [largest, counts] = [rational(0), 0];
  for (let tp = 0; tp <= n; tp++) {
    for (let errors = 0; tp + errors <= n; errors++) {
      if (tp + errors === 0) continue;
      counts++;
      const smoothed = epsilon.add(2 * tp).divide(epsilon.add(2 * tp + errors));
      const shift = smoothed.subtract(dice.exact({ tp, fp: errors, fn: 0, tn: 0 }));
      if (shift.greaterThan(largest)) largest = shift;
    }
  }
  return { largest, counts };
}

/** Whether `sup(ε)` is the largest shift for each smoothing constant that common code uses. */
const isLargest = (sup: (epsilon: Rational) => Rational): boolean =>
  SMOOTHINGS.every((epsilon) => largestShift(epsilon, LARGEST_N).largest.equals(sup(epsilon)));

export const smoothing: Theorem = {
  id: 'smoothing',
  name: 'What a smoothing constant adds to Dice',
  source: 'derived; the constants 1, 1e-3 and 1e-7 are those of published code',
  standing: 'derived',
  statement: String.raw`D_\varepsilon = \frac{2I + \varepsilon}{A + P + \varepsilon}: \quad \max_{\text{masks}} \left(D_\varepsilon - D\right) = \frac{\varepsilon}{1 + \varepsilon}, \qquad \sup_{p \in [0,1]^n} \left(D_\varepsilon - D\right) = 1`,
  constant: { closedForm: 'ε/(1 + ε) over masks, 1 over probabilities', decimals: '0.5 at ε = 1; 1' },
  notShown: 'Nothing about two empty masks, where D is 0/0 and D_ε = 1; nor about what smoothing does to a training.',
  proof: smoothingProof,
  check() {
    const proof = provenBy(smoothingProof);
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'the largest D_ε − D is ε/(1 + ε)',
          `every count up to n = ${LARGEST_N} (${largestShift(rational(1), LARGEST_N).counts} of them, the errors of both kinds taken together), ε = ${SMOOTHINGS.join(', ')}`,
          isLargest((x) => x.divide(x.add(1))),
        ),
      ],
      [
        { claim: 'the largest D_ε − D is ε/(2 + ε)', rejected: !isLargest((x) => x.divide(x.add(2))) },
        ...proof.controls,
      ],
      'tp = 0, one wrong pixel, ε = 1: D = 0, D_ε = 1/2',
    );
  },
};
