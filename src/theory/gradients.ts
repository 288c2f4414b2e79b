import { dice, jaccard } from '../overlap/index.js';
import { rational, vectors, type Rational } from '../rigor/index.js';
import { duals, softGradient } from './softMasks/dual.js';
import { provenBy, exact, theoremResult, type NegativeControl, type Theorem } from './theorem.js';
import { gradientsProof } from './proofs/gradientsProof.js';
import { softCounts } from './softMasks/softCounts.js';

const LARGEST_N = 3;
const GRID = [0, 1, 2, 3, 4].map((quarter) => rational(quarter, 4));

/**
 * How much more one soft-Dice step weighs a foreground pixel than a background pixel, `(2 − D)/D = 1/J`, for D in (0,
 * 1].
 */
export function foregroundWeight(diceScore: number): number {
  return (2 - diceScore) / diceScore;
}

/** The length of soft Jaccard's gradient over soft Dice's, `2/(2 − D)²`: 1/2 at D = 0, 2 at D = 1. */
export function jaccardGradientFactor(diceScore: number): number {
  return 2 / (2 - diceScore) ** 2;
}

/**
 * Whether automatic differentiation of soft Dice and soft Jaccard agrees with `factor(D)` on every label vector and
 * grid of probabilities.
 */
function differentiatedAgrees(factor: (diceScore: Rational) => Rational): { agrees: boolean; cases: number } {
  let [agrees, cases] = [true, 0];
  for (let n = 1; n <= LARGEST_N; n++) {
    for (const labels of vectors([0, 1], n)) {
      for (const probabilities of vectors(GRID, n)) {
        const { tp, fp, fn } = softCounts(
          labels,
          probabilities.map((p) => duals.of(p)),
          duals,
        );
        const volumes = tp.value.multiply(2).add(fp.value).add(fn.value);
        if (volumes.sign() === 0) continue;
        cases++;
        const score = tp.value.multiply(2).divide(volumes);
        const [ofDice, ofJaccard] = [
          softGradient(dice, labels, probabilities),
          softGradient(jaccard, labels, probabilities),
        ];
        agrees &&= labels.every(
          (y, i) =>
            ofDice[i]!.equals(
              rational(2 * y)
                .subtract(score)
                .divide(volumes),
            ) && ofJaccard[i]!.equals(factor(score).multiply(ofDice[i]!)),
        );
      }
    }
  }
  return { agrees, cases };
}

export const gradients: Theorem = {
  id: 'gradients',
  name: 'Soft Dice weighs itself, and soft Jaccard follows the same direction',
  source: 'derived from the definitions of soft Dice and soft Jaccard',
  standing: 'derived',
  statement: String.raw`\frac{\partial D}{\partial p_i} = \frac{2y_i - D}{A + P}, \qquad \frac{\text{foreground weight}}{\text{background weight}} = \frac{2 - D}{D} = \frac{1}{J}, \qquad \nabla J = \frac{2}{(2 - D)^2}\,\nabla D`,
  constant: { closedForm: '1/J; 2/(2 − D)² in [1/2, 2]', decimals: '0.5 to 2' },
  notShown:
    'The relation holds image by image, for the L1 forms without smoothing. A mean over images weighs the images by 2/(2 − D)², so means of the two losses have different stationary points; nothing is said about the course of a training.',
  proof: gradientsProof,
  async check() {
    const right = differentiatedAgrees((score) =>
      rational(2).divide(rational(2).subtract(score).multiply(rational(2).subtract(score))),
    );
    const wrong = differentiatedAgrees((score) => rational(2).divide(rational(2).subtract(score)));
    const { derivativesByMathjs } = await import('./softMasks/derivativesByMathjs.js');
    const mathjs = derivativesByMathjs();
    const proof = provenBy(gradientsProof);
    const controls: NegativeControl[] = [
      ...proof.controls,
      { claim: '∇J = 2/(2 − D) · ∇D, by automatic differentiation', rejected: !wrong.agrees },
      { claim: '∇J = 2/(2 − D) · ∇D, by mathjs', rejected: !mathjs.wrongFactorAgrees },
    ];
    const differentiated = exact(
      'forward automatic differentiation in fractions gives both gradients',
      `every label vector and every probability in quarters up to n = ${LARGEST_N} (${right.cases} of them)`,
      right.agrees,
    );
    const independent = exact('the derivatives that mathjs finds are the same', mathjs.reach, mathjs.agrees);
    return theoremResult(
      [...proof.evidence, differentiated, independent],
      controls,
      'y = (1, 1, 0, 0, 0), p = (9, 4, 6, 2, 1)/10: D = 13/21, foreground 145/441, background −65/441, weight 29/13 = 1/J',
    );
  },
};
