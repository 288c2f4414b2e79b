import { rational, vectors, type Rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { normVariantsProof } from './proofs/normVariantsProof.js';

const LARGEST_MASK = 6;
const GRID = [0, 1, 2, 3].map((third) => rational(third, 3));
const LARGEST_K = 12;

/**
 * Soft Dice with the L1 and with the squared (L2) norm in the denominator, `2I/(A + P)` and `2I/(Q + P)`; both 1 where
 * both masks are empty.
 */
export function softDiceOfNorms(
  labels: readonly number[],
  probabilities: readonly Rational[],
): { l1: Rational; l2: Rational } {
  let [I, A, Q, P] = [rational(0), rational(0), rational(0), rational(0)];
  labels.forEach((y, i) => {
    const p = probabilities[i]!;
    [I, A, Q, P] = [I.add(p.multiply(y)), A.add(p), Q.add(p.multiply(p)), P.add(y)];
  });
  const score = (volume: Rational) => (volume.add(P).sign() === 0 ? rational(1) : I.multiply(2).divide(volume.add(P)));
  return { l1: score(A), l2: score(Q) };
}

/**
 * One foreground pixel with p = 1 and k³ background pixels with p = 1/k²: the L1 score falls to 0 with k, the L2 score
 * rises to 1.
 */
function family(k: number): Rational {
  const labels = [1, ...Array<number>(k ** 3).fill(0)];
  const { l1, l2 } = softDiceOfNorms(
    labels,
    labels.map((y) => rational(1, y === 1 ? 1 : k ** 2)),
  );
  return l2.subtract(l1);
}

function hardMasksAgree(): { agree: boolean; pairs: number } {
  let [agree, pairs] = [true, 0];
  for (let n = 1; n <= LARGEST_MASK; n++) {
    for (const labels of vectors([0, 1], n)) {
      for (const mask of vectors([0, 1], n)) {
        const { l1, l2 } = softDiceOfNorms(
          labels,
          mask.map((p) => rational(p)),
        );
        agree &&= l1.equals(l2);
        pairs++;
      }
    }
  }
  return { agree, pairs };
}

/** Whether the two scores never differ by more than `bound` on a grid and on the family. */
function withinOn(bound: Rational): boolean {
  const grid = [...vectors([0, 1], 3)].every((labels) =>
    [...vectors(GRID, 3)].every((p) => {
      const { l1, l2 } = softDiceOfNorms(labels, p);
      return l2.subtract(l1).sign() >= 0 && l2.subtract(l1).atMost(bound);
    }),
  );
  return grid && Array.from({ length: LARGEST_K }, (_, i) => family(i + 1)).every((gap) => gap.atMost(bound));
}

export const normVariants: Theorem = {
  id: 'norm-variants',
  name: 'Soft Dice with the L1 and with the squared norm do not approximate each other',
  source: 'derived; the two variants are compared in the paper as its authors report',
  standing: 'derived',
  statement: String.raw`\sup_{p \in [0,1]^n,\, n} \left| \frac{2I}{A + P} - \frac{2I}{Q + P} \right| = 1, \quad \text{and no factor joins them, although the two are equal on } \{0,1\}^n`,
  constant: { closedForm: '1 absolute, ∞ relative', decimals: '1; ∞' },
  notShown:
    'The supremum is over all images and probability maps; how far the two differ on the maps of a trained network is a matter of experiment.',
  proof: normVariantsProof,
  check() {
    const proof = provenBy(normVariantsProof);
    const ofFamily = (k: number) => rational(2 * k, 2 * k + 1).subtract(rational(2, k + 2));
    const members = Array.from({ length: LARGEST_K }, (_, i) => i + 1);
    const { agree, pairs } = hardMasksAgree();
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'one foreground pixel at p = 1 and k³ background pixels at 1/k² differ by 2k/(2k + 1) − 2/(k + 2), which goes to 1',
          `k = 1 … ${LARGEST_K}, up to ${LARGEST_K ** 3 + 1} pixels`,
          members.every((m) => family(m).equals(ofFamily(m))),
        ),
        exact(
          '0 ≤ L2 − L1 ≤ 1',
          `probabilities in thirds, n = 3 (${2 ** 3 * GRID.length ** 3} cases), and ${LARGEST_K} of the family`,
          withinOn(rational(1)),
        ),
        exact(
          'the two are equal on hard masks',
          `every pair of masks up to n = ${LARGEST_MASK} (${pairs} of them)`,
          agree,
        ),
      ],
      [{ claim: 'L2 − L1 ≤ 4/5: exceeded by the family', rejected: !withinOn(rational(4, 5)) }, ...proof.controls],
      `1 foreground pixel at p = 1, 1728 background pixels at p = 1/144: L1 = 1/7, L2 = 24/25, difference ${family(12)}`,
    );
  },
};
