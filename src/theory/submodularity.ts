import { dice, jaccard, tversky } from '../overlap/index.js';
import { Rational, rational, RationalFunction, variable } from '../rigor/index.js';
import { certified, exact, refusedIdentity, theoremResult, type Evidence, type Theorem } from './theorem.js';
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

const [a, b, P, alpha, beta] = [variable('a'), variable('b'), variable('P'), variable('α'), variable('β')];

/** The Tversky loss with a false positives and b false negatives. */
function loss(
  fp: RationalFunction,
  fn: RationalFunction,
  foreground: RationalFunction,
  weightFn: RationalFunction,
): RationalFunction {
  const errors = alpha.multiply(fp).add(weightFn.multiply(fn));
  return errors.divide(foreground.subtract(fn).add(errors));
}

/**
 * For every n at once: adding one of two pixels after the other never gains, in each of the three kinds of pairs. With
 * β = 1 + d and P = needed foreground + r the second difference has numerator and denominator of one sign each, so it
 * is not positive wherever a, b, d, r, α ≥ 0.
 */
function secondDifferences(): Evidence[] {
  const [d, r] = [variable('d'), variable('r')];
  const f = (needed: number) => (fp: number, fn: number) => loss(a.add(fp), b.add(fn), b.add(r).add(needed), d.add(1));
  const pairs = [
    {
      name: 'two false negatives',
      at: f(2),
      steps: [
        [0, 1],
        [0, 1],
      ] as const,
    },
    {
      name: 'two false positives',
      at: f(0),
      steps: [
        [1, 0],
        [1, 0],
      ] as const,
    },
    {
      name: 'one of each',
      at: f(1),
      steps: [
        [1, 0],
        [0, 1],
      ] as const,
    },
  ];
  return pairs.map(({ name, at, steps: [[fp1, fn1], [fp2, fn2]] }) => {
    const second = at(fp1 + fp2, fn1 + fn2)
      .add(at(0, 0))
      .subtract(at(fp1, fn1))
      .subtract(at(fp2, fn2));
    const sign = second.numerator.isZero()
      ? 0
      : second.numerator.coefficientSign() * second.denominator.coefficientSign();
    return {
      kind: 'certified',
      claim: `β ≥ 1: the second difference by ${name} is nowhere positive`,
      reach: 'every n, P ≥ 1, α ≥ 0, by the signs of its coefficients (P = 0: Δ is 1 on every set but ∅)',
      pass: sign === -1,
    };
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
    'The exhaustive part ends at n = 6; beyond it the second differences carry the statement for Jaccard and Tversky, and the excess at two false negatives carries the failure of Dice. For α = β = 0 the loss is 0 everywhere and the condition says nothing.',
  check() {
    const two = RationalFunction.from(2);
    const zero = RationalFunction.from(0);
    const one = RationalFunction.from(1);
    const excess = loss(zero, two, P, beta).subtract(loss(zero, one, P, beta).multiply(2));
    const closedExcess = beta
      .multiply(one.subtract(beta))
      .multiply(2)
      .divide(P.subtract(2).add(beta.multiply(2)).multiply(P.subtract(1).add(beta)));
    const curvature = loss(a, b, P, beta).derivative('b').derivative('b');
    const closedCurvature = alpha.multiply(a).add(P.multiply(beta)).multiply(one.subtract(beta)).multiply(2);
    const denominator = P.subtract(b).add(alpha.multiply(a)).add(beta.multiply(b));
    const witness = submodularViolation(mispredictionLoss(dice, 2), 2);
    const reach = `all pairs of sets of mispredicted pixels, every P, n ≤ ${LARGEST_N}`;
    return theoremResult(
      [
        exact(
          'the Jaccard loss is submodular',
          reach,
          sizes.every((size) => measureViolation(jaccard, size.n, size.P).sign() === 0),
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
        ...secondDifferences(),
        certified(
          '0 < β < 1 fails for every P ≥ 2, Dice among them: Δ({1, 2}) + Δ(∅) − Δ({1}) − Δ({2}) = 2β(1 − β)/((P − 2 + 2β)(P − 1 + β)) > 0, at P = 2 it is (1 − β)/(1 + β)',
          excess,
          closedExcess,
        ),
        certified(
          '∂²Δ/∂b² = 2(1 − β)(Pβ + aα)/(P − b + aα + bβ)³: Jaccard, β = 1, is the boundary',
          curvature,
          closedCurvature.divide(denominator.multiply(denominator).multiply(denominator)),
        ),
      ],
      [
        { claim: 'the Tversky loss is submodular exactly where β ≥ 3/4', rejected: !submodularFrom(rational(3, 4)) },
        {
          claim: 'the Dice loss is submodular',
          rejected: !sizes.every((size) => measureViolation(dice, size.n, size.P).sign() === 0),
        },
        refusedIdentity(
          'that excess has P − 1 in the place of P − 2',
          excess,
          beta
            .multiply(one.subtract(beta))
            .multiply(2)
            .divide(P.subtract(1).add(beta.multiply(2)).multiply(P.subtract(1).add(beta))),
        ),
      ],
      `Dice, P = n = 2: Δ({1}) + Δ({2}) = 1/3 + 1/3, Δ({1, 2}) + Δ(∅) = 1 + 0, excess ${witness.excess}`,
    );
  },
};
