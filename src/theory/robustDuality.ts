import { compositions, rational, sortedVectors, type Rational } from '../rigor/index.js';
import { exact, provenBy, theoremResult, type Theorem } from './theorem.js';
import { robustDualityProof } from './proofs/robustDualityProof.js';

const LARGEST_N = 4;
const HARDNESSES = [1, 2, 3, 4];

/** A loss over the worst weights of images, and those weights. */
export interface RobustLoss {
  value: number;
  /** `q_i = exp(βl_i)/Σ exp(βl)`, which add up to 1: how often hardness-weighted sampling draws each image. */
  weights: number[];
}

/**
 * The loss of a population over the worst weights of its images, `max over q of E_q l − KL(q‖uniform)/β = (1/β) ln
 * mean exp(βl)`, and the weights that attain it.
 *
 * It lies between the mean (β → 0) and the largest loss (β → ∞), and within `ln(n)/β` of the latter.
 *
 * @param losses - the loss of each image, finite; at least one
 * @param beta - β, finite and above 0: how far weights may go from uniform
 * @throws RangeError where a loss or β is none of these.
 * @example
 * ```ts
 * import { robustLoss } from 'dice-workbook/theory';
 * const { value, weights } = robustLoss([0, Math.log(3)], 1);
 * value.toFixed(6) // => '0.693147'
 * weights.map((q) => q.toFixed(4)) // => ['0.2500', '0.7500']
 * ```
 * Source: L. Fidon et al., "Distributionally robust deep learning using hardness weighted sampling", MELBA 2022.
 */
export function robustLoss(losses: readonly number[], beta: number): RobustLoss {
  if (losses.length === 0 || !losses.every(Number.isFinite))
    throw new RangeError(`Expected one finite loss or more; got [${losses.join(', ')}].`);
  if (!(beta > 0 && beta < Infinity)) throw new RangeError(`Expected a finite β above 0; got ${beta}.`);
  // The largest loss is taken out, so that no exponential overflows.
  const largest = Math.max(...losses);
  const exponentials = losses.map((loss) => Math.exp(beta * (loss - largest)));
  const total = exponentials.reduce((sum, e) => sum + e, 0);
  return { value: largest + Math.log(total / losses.length) / beta, weights: exponentials.map((e) => e / total) };
}

/**
 * The sign of `E_q l − KL(q‖uniform)/β − (1/β) ln(scale · mean exp(βl))` where `exp(βl_i)` is the whole number
 * `hardness[i]` and `q_i` is `parts[i]/Σ parts`. Times `β·Σ parts` and under exp it compares two fractions: `Π
 * (hardness_i/(n q_i))^parts_i` with `(scale · mean hardness)^(Σ parts)`.
 */
export function signOfExcess(
  hardness: readonly number[],
  parts: readonly number[],
  { scale = rational(1), withoutDivergence = false }: { scale?: Rational; withoutDivergence?: boolean } = {},
): number {
  const [n, whole] = [hardness.length, parts.reduce((sum, k) => sum + k, 0)];
  let [above, below] = [1n, 1n];
  hardness.forEach((h, i) => {
    // 0 ln 0 is 0.
    const k = parts[i] ?? 0;
    above *= BigInt(withoutDivergence ? h : h * whole) ** BigInt(k);
    below *= BigInt(withoutDivergence ? 1 : n * k) ** BigInt(k);
  });
  const value = scale.multiply(
    rational(
      hardness.reduce((sum, h) => sum + h, 0),
      n,
    ),
  );
  const [left, right] = [above * value.denominator ** BigInt(whole), below * value.numerator ** BigInt(whole)];
  return left > right ? 1 : left < right ? -1 : 0;
}

/** Whether no weights exceed the value; where they attain it; and how many were tried. */
function triedWeights(options: Parameters<typeof signOfExcess>[2] = {}): {
  holds: boolean;
  attainedAtHardness: boolean;
  cases: number;
} {
  const result = { holds: true, attainedAtHardness: true, cases: 0 };
  for (let n = 1; n <= LARGEST_N; n++)
    for (const hardness of sortedVectors(HARDNESSES, n)) {
      const whole = hardness.reduce((sum, h) => sum + h, 0);
      for (const parts of compositions(whole, n)) {
        const sign = signOfExcess(hardness, parts, options);
        result.holds &&= sign <= 0;
        result.attainedAtHardness &&= (sign === 0) === parts.every((k, i) => k === hardness[i]);
        result.cases++;
      }
    }
  return result;
}

export const robustDuality: Theorem = {
  id: 'robust-duality',
  name: 'The worst weighting of the images, held near uniform by KL/β, costs a log of a mean of exponentials',
  source: 'Gibbs’ variational principle (Donsker and Varadhan 1975); for losses of images Fidon et al. 2020',
  standing: 'recalled',
  statement: String.raw`\max_{q \in \Delta_n} \Big(\textstyle\sum_i q_i \ell_i - \tfrac1\beta \mathrm{KL}(q \,\|\, \mathrm{uniform})\Big) = \tfrac1\beta \ln\Big(\tfrac1n \textstyle\sum_i e^{\beta \ell_i}\Big), \quad \text{attained at } q_i \propto e^{\beta \ell_i} \text{ alone} \quad (\beta > 0)`,
  constant: { closedForm: 'difference 0 at q ∝ exp(βl)', decimals: '0' },
  notShown:
    'That weights other than q ∝ exp(βl) fall short is checked on grids; Coq proves the bound and that it is attained. Nothing about stochastic training, in which the losses that set the weights are out of date.',
  proof: robustDualityProof,
  check() {
    const proof = provenBy(robustDualityProof);
    const { holds, attainedAtHardness, cases } = triedWeights();
    const reach = `exp(βl) in {${HARDNESSES.join(', ')}}, up to ${LARGEST_N} images, every q in multiples of 1/Σ exp(βl): ${cases} cases, compared as fractions`;
    // Weights that follow the squares go too far.
    const squares = signOfExcess([1, 2], [1, 4]);
    return theoremResult(
      [
        ...proof.evidence,
        exact('no weights exceed the value', reach, holds),
        exact('q ∝ exp(βl), and nothing else, attains it', reach, attainedAtHardness),
      ],
      [
        ...proof.controls,
        {
          claim: 'the maximum is less: (1/β) ln of 999/1000 of the mean',
          rejected: !triedWeights({ scale: rational(999, 1000) }).holds,
        },
        {
          claim: 'no weights exceed the value without the divergence either',
          rejected: !triedWeights({ withoutDivergence: true }).holds,
        },
        { claim: 'q ∝ exp(2βl) attains it', rejected: squares !== 0 },
      ],
      'losses 0 and ln 3, β = 1: q = (1/4, 3/4) attains ln 2; equal weights give (ln 3)/2 = 0.549 < 0.693',
    );
  },
};
