import { dice, jaccard } from '../overlap/index.js';
import { Rational, rational } from '../rigor/index.js';
import { bounds } from './bounds/bounds.js';
import {
  provenBy,
  enclosed,
  exact,
  theoremResult,
  type Evidence,
  type NegativeControl,
  type Theorem,
} from './theorem.js';
import { diceJaccardProof } from './proofs/diceJaccardProof.js';
import { finiteErrors, type FiniteErrors } from './largestErrors/finiteErrors.js';

const LARGEST_N = 200;
/**
 * Image sizes at which the largest difference grows: denominators of the convergents of √2 − 1, `n ← 2n + n'` (Pell
 * numbers).
 */
const PELL = [1, 2, 5, 12, 29, 70, 169];

/** `x < 3 − 2√2`, for x < 3, without a root: exactly where `(3 − x)² > 8`. */
export function belowDiceJaccardConstant(x: Rational): boolean {
  const gap = rational(3).subtract(x);
  return gap.sign() > 0 && gap.multiply(gap).greaterThan(8);
}

/**
 * The finite-n values by their closed forms: `(n − 1)/(n + 1)`, `(n − 1)/n`, and the best of x(1 − x)/(1 + x) over x =
 * a/b, b ≤ n.
 */
function closedForms(n: number): { relative: Rational; lossRelative: Rational; atDenominator: Rational } {
  let atDenominator = rational(0);
  for (let a = 1; a <= n; a++) {
    const x = rational(a, n);
    const value = x.multiply(rational(1).subtract(x)).divide(x.add(1));
    if (value.greaterThan(atDenominator)) atDenominator = value;
  }
  return { relative: rational(n - 1, n + 1), lossRelative: rational(n - 1, n), atDenominator };
}

function finiteEvidence(errors: FiniteErrors[]): Evidence[] {
  const reach = `every count up to n = ${errors.length} (${errors.at(-1)!.counts} of them)`;
  let best = rational(0);
  const agrees = errors.map(({ n, absolute, relative, lossRelative }) => {
    const closed = closedForms(n);
    if (closed.atDenominator.greaterThan(best)) best = closed.atDenominator;
    return [absolute.equals(best), relative.equals(closed.relative), lossRelative.equals(closed.lossRelative)];
  });
  const records = errors
    .filter(({ absolute }, i) => i === 0 || absolute.greaterThan(errors[i - 1]!.absolute))
    .map(({ n }) => n);
  return [
    exact(
      'the largest |D − J| in images of n pixels is the largest x(1 − x)/(1 + x) over x = a/b with b ≤ n',
      reach,
      agrees.every(([absolute]) => absolute),
    ),
    exact(
      'it is below 3 − 2√2 for every n',
      reach,
      errors.every(({ absolute }) => belowDiceJaccardConstant(absolute)),
    ),
    exact(
      `it grows at the Pell numbers n = ${PELL.join(', ')} and nowhere else`,
      reach,
      records.join() === PELL.join(),
    ),
    exact(
      'the relative error in images of n pixels is (n − 1)/(n + 1)',
      reach,
      agrees.every(([, relative]) => relative),
    ),
    exact(
      'the relative error of the losses 1 − D and 1 − J is (n − 1)/n',
      reach,
      agrees.every(([, , loss]) => loss),
    ),
  ];
}

/** Encloses both errors over all pairs of masks of every size, and all limits. */
function continuum(): Evidence[] {
  const { absolute, relative } = bounds(dice, jaccard, { tolerance: 1e-12 });
  const around =
    belowDiceJaccardConstant(Rational.fromFloat(absolute.lower)) &&
    !belowDiceJaccardConstant(Rational.fromFloat(absolute.upper));
  return [
    enclosed(
      'the largest |D − J| over all masks of all sizes is 3 − 2√2',
      absolute,
      around && absolute.upper - absolute.lower <= 1e-12,
    ),
    enclosed(
      'the relative error over all masks of all sizes is 1',
      relative,
      relative.lower < 1 && relative.upper >= 1 && relative.upper - relative.lower <= 1e-12,
    ),
  ];
}

function controls(errors: FiniteErrors[]): NegativeControl[] {
  const slightlyLess = rational(1715728, 10_000_000);
  return [
    {
      claim: 'absolute error 0.1715728 instead of 0.17157287…: exceeded by masks of n = 169 pixels',
      rejected: errors.some(({ absolute }) => absolute.greaterThan(slightlyLess)),
    },
    {
      claim: 'relative error 0.99: exceeded by masks of n = 200 pixels',
      rejected: errors.some(({ relative }) => relative.greaterThan(rational(99, 100))),
    },
  ];
}

export const diceJaccard: Theorem = {
  id: 'dice-jaccard',
  name: 'Dice and Jaccard approximate each other',
  source: 'Proposition 1 of the paper; finite-n values and certificates derived',
  standing: 'recalled',
  statement: String.raw`D \text{ and } J \text{ approximate each other with relative error } 1 \text{ and absolute error } 3 - 2\sqrt{2}`,
  constant: { closedForm: '3 − 2√2 absolute, 1 relative', decimals: '0.171572875…; 1' },
  notShown:
    'No finite image attains either constant: 3 − 2√2 is irrational, and D/J = 2/(1 + J) reaches 2 only as J goes to 0. The pair of empty masks is left out (0/0).',
  proof: diceJaccardProof,
  check() {
    const errors = finiteErrors(LARGEST_N);
    const { absolute, at } = errors.at(-1)!;
    const witness = `tp = ${at.tp}, fp = ${at.fp}, fn = ${at.fn}: D − J = ${absolute} = ${absolute.toDecimal(9)}…`;
    const proof = provenBy(diceJaccardProof);
    return theoremResult(
      [...proof.evidence, ...finiteEvidence(errors), ...continuum()],
      [...proof.controls, ...controls(errors)],
      witness,
    );
  },
};
