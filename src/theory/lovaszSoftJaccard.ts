import { jaccard, rationals } from '../overlap/index.js';
import { rational, sortedVectors, vectors, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { lovaszSoftJaccardProof } from './proofs/lovaszSoftJaccardProof.js';
import { lovaszExtension, meanOverThresholds } from './setLosses/lovaszExtension.js';
import { mispredictionLoss } from './setLosses/mispredictionLoss.js';
import { softCounts } from './softMasks/softCounts.js';

const LARGEST_N = 5;
const GRID = [0, 1, 2, 3, 4].map((quarter) => rational(quarter, 4));
const LARGEST_K = 5;

/**
 * Lovász extension of the Jaccard loss and the soft Jaccard loss at errors m; the first `foreground` pixels have label
 * 1.
 */
export function lovaszAndSoftJaccard(
  foreground: number,
  errors: readonly Rational[],
): { lovasz: Rational; soft: Rational } {
  const labels = errors.map((_, i) => (i < foreground ? 1 : 0));
  const probabilities = errors.map((error, i) => (labels[i] === 1 ? rational(1).subtract(error) : error));
  const score = jaccard.exact(softCounts(labels, probabilities, rationals), { whenUndefined: 1 });
  return {
    lovasz: lovaszExtension(mispredictionLoss(jaccard, foreground), errors).value,
    soft: rational(1).subtract(score),
  };
}

/**
 * Whether Lovász ≤ factor · soft Jaccard at every grid point; pixels of one label are interchangeable, so sorted errors
 * suffice.
 */
function below(factor: Rational): { holds: boolean; isMean: boolean; cases: number } {
  let [holds, isMean, cases] = [true, true, 0];
  for (let n = 1; n <= LARGEST_N; n++) {
    for (let foreground = 0; foreground <= n; foreground++) {
      for (const a of sortedVectors(GRID, foreground)) {
        for (const b of sortedVectors(GRID, n - foreground)) {
          const { lovasz, soft } = lovaszAndSoftJaccard(foreground, [...a, ...b]);
          holds &&= lovasz.atMost(factor.multiply(soft));
          isMean &&= lovasz.equals(meanOverThresholds(mispredictionLoss(jaccard, foreground), [...a, ...b]));
          cases++;
        }
      }
    }
  }
  return { holds, isMean, cases };
}

/** Labels of P foreground pixels before the others: no other order gives other counts. */
function equalOnMasks(): { equal: boolean; cases: number } {
  let [equal, cases] = [true, 0];
  for (let n = 1; n <= LARGEST_N; n++) {
    for (let P = 0; P <= n; P++) {
      for (const m of vectors([0, 1], n)) {
        const { lovasz, soft } = lovaszAndSoftJaccard(
          P,
          m.map((error) => rational(error)),
        );
        equal &&= lovasz.equals(soft);
        cases++;
      }
    }
  }
  return { equal, cases };
}

export const lovaszSoftJaccard: Theorem = {
  id: 'lovasz-soft-jaccard',
  name: 'The Lovász extension of the Jaccard loss never exceeds the soft Jaccard loss',
  source: 'derived; the Lovász extension as in Berman, Triki and Blaschko 2018',
  standing: 'derived',
  statement: String.raw`\bar\Delta_J(m) = 1 - \mathbb{E}_\theta\!\left[\tfrac{P - a(\theta)}{P + b(\theta)}\right] \le 1 - \tfrac{P - \mathbb{E}a}{P + \mathbb{E}b} = \text{soft Jaccard loss}, \quad m \in [0,1]^n, \text{ with equality on } \{0,1\}^n`,
  constant: { closedForm: 'gap in [0, 1], no factor', decimals: '0 to 1; ∞' },
  notShown:
    'That the two are equivalent up to a factor, as the abstract of arXiv 1911.01685 says of all surrogates: on probabilities they are not. Which of the two trains better; that the mean over θ, which has finitely many values, is the Lovász extension is checked on grids; and the inequality is about probabilities (errors in [0, 1]), not about the hinge of logits.',
  proof: lovaszSoftJaccardProof,
  check() {
    const proof = provenBy(lovaszSoftJaccardProof);
    const grid = below(rational(1));
    const hard = equalOnMasks();
    const family = Array.from({ length: LARGEST_K }, (_, i) => i + 1).map((member) => {
      // One foreground pixel without error and k² background pixels with error 1/k.
      const { lovasz, soft } = lovaszAndSoftJaccard(1, [
        rational(0),
        ...Array.from({ length: member ** 2 }, () => rational(1, member)),
      ]);
      return soft.equals(rational(member, member + 1)) && lovasz.equals(rational(member, member ** 2 + 1));
    });
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'Lovász is the mean of the Jaccard loss of {m ≥ θ} over θ uniform on [0, 1], the first equality',
          `the ${grid.cases} cases of the next line`,
          grid.isMean,
        ),
        exact(
          'Lovász ≤ soft Jaccard',
          `errors in quarters, every label vector up to n = ${LARGEST_N} (${grid.cases} cases up to the order of pixels)`,
          grid.holds,
        ),
        exact(
          'equality on hard masks',
          `every pair of masks up to n = ${LARGEST_N} (${hard.cases} cases up to the order of pixels)`,
          hard.equal,
        ),
        exact('the family that approaches the gap 1, pixel by pixel', `k = 1 … ${LARGEST_K}`, family.every(Boolean)),
      ],
      [{ claim: 'Lovász ≤ 99/100 of soft Jaccard', rejected: !below(rational(99, 100)).holds }, ...proof.controls],
      'y = (1, 1, 0, 0, 0), errors (1, 6, 6, 2, 1)/10: Lovász 53/120 < soft Jaccard 16/29',
    );
  },
};
