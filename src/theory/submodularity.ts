import { dice, jaccard, tversky } from '../overlap/index.js';
import { Rational, rational } from '../rigor/index.js';
import { provenBy, exact, theoremResult, type Theorem } from './theorem.js';
import { submodularityProof } from './proofs/submodularityProof.js';
import { mispredictionLoss } from './setLosses/mispredictionLoss.js';
import { measureViolation, submodularViolation } from './setLosses/submodularViolation.js';

const LARGEST_N = 6;
const ALPHAS = ['0', '1/2', '1', '2'];
const BETAS = ['1/4', '1/2', '3/4', '1', '5/4', '2'];

/** Every image size n and foreground size P up to the largest n. */
const sizes = Array.from({ length: LARGEST_N }, (_, i) => i + 1).flatMap((n) =>
  Array.from({ length: n + 1 }, (_, P) => ({ n, P })),
);

/** Whether, on all sets of all sizes, the Tversky loss is submodular for every P exactly where β ≥ `threshold`. */
function submodularFrom(threshold: Rational): boolean {
  return ALPHAS.every((alpha) =>
    BETAS.every((beta) => {
      const isSubmodular = sizes.every(({ n, P }) => measureViolation(tversky({ alpha, beta }), n, P).sign() === 0);
      return isSubmodular === Rational.parse(beta).atLeast(threshold);
    }),
  );
}

/** Dice at each size: submodular for P ≤ 1, supermodular (the negative is submodular) for P = n, neither in between. */
function diceKinds(): boolean {
  return sizes.every(({ n, P }) => {
    const loss = mispredictionLoss(dice, P);
    const isSubmodular = submodularViolation(loss, n).excess.sign() === 0;
    const isSupermodular = submodularViolation((set) => loss(set).negate(), n).excess.sign() === 0;
    // With one pixel there is nothing to compare: every loss is both.
    return isSubmodular === P <= 1 && isSupermodular === (P === n || n === 1);
  });
}

export const submodularity: Theorem = {
  id: 'submodularity',
  name: 'The Jaccard loss is submodular, the Dice loss is not',
  source:
    'Berman, Triki and Blaschko 2018 (Jaccard); Yu and Blaschko 2016 (Dice as the example that is not); the condition for Tversky derived',
  standing: 'read',
  statement: String.raw`\Delta_J \text{ is submodular for every } P; \quad \Delta_D \text{ is not for } P \ge 2; \quad \Delta_{\alpha,\beta} \text{ is submodular for all } P \iff \beta \ge 1 \quad (\alpha \ge 0,\ \beta > 0)`,
  constant: { closedForm: 'β ≥ 1; Dice exceeds by 1/3 at P = 2', decimals: '1; 0.333…' },
  notShown:
    'The exhaustive part ends at n = 6; Coq proves submodularity for β ≥ 1 at every size. For α = β = 0 the loss is 0 everywhere and the condition says nothing.',
  proof: submodularityProof,
  check() {
    const proof = provenBy(submodularityProof);
    const witness = submodularViolation(mispredictionLoss(dice, 2), 2);
    const ofJaccard = sizes.map(({ n, P }) => submodularViolation(mispredictionLoss(jaccard, P), n));
    const pairs = ofJaccard.reduce((sum, violation) => sum + violation.pairs, 0);
    const reach = `all ${pairs} pairs of different sets of mispredicted pixels, every P, n ≤ ${LARGEST_N}`;
    return theoremResult(
      [
        exact(
          'the Jaccard loss is submodular',
          reach,
          ofJaccard.every(({ excess }) => excess.sign() === 0),
        ),
        exact(
          'the Dice loss is submodular for P ≤ 1, supermodular for P = n, neither for 2 ≤ P < n',
          reach,
          diceKinds(),
        ),
        exact(
          'Dice’s witness: P = n = 2, Δ({1}) + Δ({2}) = 2/3 < Δ({1, 2}) + Δ(∅) = 1',
          'the largest excess at n = 2 is 1/3',
          witness.excess.equals(rational(1, 3)) && witness.a.join() === '0' && witness.b.join() === '1',
        ),
        exact(
          `the Tversky loss is submodular for all P exactly where β ≥ 1`,
          `${reach}, α in {${ALPHAS.join(', ')}}, β in {${BETAS.join(', ')}}`,
          submodularFrom(rational(1)),
        ),
        ...proof.evidence,
      ],
      [
        { claim: 'the Tversky loss is submodular exactly where β ≥ 3/4', rejected: !submodularFrom(rational(3, 4)) },
        {
          claim: 'the Dice loss is submodular',
          rejected: !sizes.every((size) => measureViolation(dice, size.n, size.P).sign() === 0),
        },
        ...proof.controls,
      ],
      `Dice, P = n = 2: Δ({1}) + Δ({2}) = 1/3 + 1/3, Δ({1, 2}) + Δ(∅) = 1 + 0, excess ${witness.excess}`,
    );
  },
};
