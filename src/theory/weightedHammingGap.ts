import { dice, jaccard, pixelWeightedHamming, weightedHamming, type Measure } from '../overlap/index.js';
import { rational, type Rational } from '../rigor/index.js';
import { closedFormError, DICE_REGIMES } from './largestErrors/bestWeightClosedForm.js';
import { bestWeightError, finiteHammingError, type BestWeightError } from './largestErrors/bestWeightError.js';
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
import type { Proof } from './proofs/proof.js';
import { bestWeightProof } from './proofs/bestWeightProof.js';
import { weightedHammingProof } from './proofs/weightedHammingProof.js';

const SCORES = ['dice', 'jaccard'] as const;
const WEIGHTS = [0, '1/4', '1/2', '3/4', 1] as const;
/** Errors of the best single weight over all images of n pixels, worked out exactly once and for all. */
const FINITE = [
  [2, '1/6'],
  [3, '1/4'],
  [4, '3/10'],
  [6, '3/8'],
  [10, '6/13'],
  [20, '57/100'],
] as const;
const WIDTH = 1e-9;

/** The foreground ratios at which E* is enclosed: k/128 and small ones. */
export const FOREGROUND_RATIOS: readonly Rational[] = [
  ...[2, 3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((digit) => rational(digit, 10 ** power))),
  ...Array.from({ length: 127 }, (_, k) => rational(k + 1, 128)),
];

function everyWeight(): Evidence[] {
  const pairs = ([dice, jaccard] as Measure[]).flatMap((score) =>
    [...WEIGHTS.map(weightedHamming), pixelWeightedHamming(3)].map((hamming) => bounds(score, hamming)),
  );
  const lower = Math.min(...pairs.map(({ absolute }) => absolute.lower));
  const upper = Math.max(...pairs.map(({ absolute }) => absolute.upper));
  return [
    exact(
      'the relative error against H_γ is infinite, shown by masks',
      `γ = ${WEIGHTS.join(', ')} and H_w with w = 3, Dice and Jaccard`,
      pairs.every(({ relative }) => relative.lower === Infinity && relative.family !== undefined),
    ),
    enclosed(
      `the absolute error against H_γ is 1 for γ = ${WEIGHTS.join(', ')} and H_w with w = 3, Dice and Jaccard`,
      { lower, upper },
      lower > 1 - 1e-6 && lower <= 1 && upper >= 1,
    ),
  ];
}

/** The counts of images of n pixels that have foreground and background: of every P, tp to P and fp to n − P. */
const countsWithBoth = (n: number): number =>
  Array.from({ length: n - 1 }, (_, i) => (i + 2) * (n - i)).reduce((sum, counts) => sum + counts, 0);

function finiteEvidence(): Evidence {
  const pass =
    FINITE.every(([n, value]) => finiteHammingError('dice', n).value.toString() === value) &&
    finiteHammingError('jaccard', 10).value.toString() === '9/16';
  return exact(
    `the best single γ for all images of n pixels leaves an error of ${FINITE.map(([n, value]) => `${value} (n = ${n})`).join(', ')} against Dice, of 9/16 (n = 10) against Jaccard`,
    `every count with foreground and background (${FINITE.map(([n]) => countsWithBoth(n)).join(', ')} of them; n = 10: ${countsWithBoth(10)}), every γ in [0, 1]`,
    pass,
  );
}

/** E* on the whole grid, for one score. */
export function bestWeightErrors(score: (typeof SCORES)[number]): BestWeightError[] {
  return FOREGROUND_RATIOS.map((rho) => bestWeightError(score, rho));
}

/** E* on the grid against a closed form. */
export function bestWeight(score: (typeof SCORES)[number], closedForm = closedFormError): Evidence {
  const errors = bestWeightErrors(score);
  const width = Math.max(...errors.map(({ lower, upper }) => upper - lower));
  const agree = errors.every(({ rho, lower, upper }) => {
    const closed = closedForm(score, rho);
    return closed.lower <= upper && closed.upper >= lower && closed.width() < WIDTH;
  });
  return {
    kind: 'enclosed',
    claim: `E*(ρ) of ${score}, the error of the best γ at foreground ratio ρ, is its closed form in every regime`,
    reach: `${errors.length} fractions ρ from 10⁻⁶ to 127/128, both ends rigorous, width at most ${width.toExponential(1)}`,
    pass: agree && width <= WIDTH,
  };
}

function controls(): NegativeControl[] {
  const half = bestWeightError('dice', rational(1, 2));
  const tenth = bestWeightError('dice', rational(1, 10));
  return [
    { claim: 'some weight has an error of at most 0.46 against Dice at ρ = 1/10', rejected: tenth.lower > 0.46 },
    {
      claim: 'the small-object regime of E*_D also holds at ρ = 1/2: (1 + √2)⁻²',
      rejected: half.upper < 1 / (1 + Math.SQRT2) ** 2 - 1e-3,
    },
    {
      claim: "Jaccard's closed form serves for Dice at ρ = 1/10",
      rejected: tenth.upper < closedFormError('jaccard', rational(1, 10)).lower,
    },
  ];
}

function regimesMeet(): Evidence {
  const pass =
    DICE_REGIMES.map((rho) => rational(1).subtract(rho).divide(rho.add(1).multiply(2))).join() === '1/4,1/9' &&
    closedFormError('dice', rational(1, 3)).contains(rational(1, 4)) &&
    closedFormError('dice', rational(3, 4)).contains(rational(1, 9));
  return exact(
    'the regimes of E*_D meet: 1/4 at ρ = 1/3 and 1/9 at ρ = 7/11',
    'the 2 ratios at which a regime ends',
    pass,
  );
}

const proof: Proof = {
  claims: [...weightedHammingProof.claims, ...bestWeightProof.claims],
  falseClaims: [...weightedHammingProof.falseClaims, ...bestWeightProof.falseClaims],
};

export const weightedHammingGap: Theorem = {
  id: 'weighted-hamming',
  name: 'No weighted Hamming similarity approximates Dice or Jaccard',
  source: 'Proposition 2 and its corollary in the paper; E*(ρ) derived',
  standing: 'recalled',
  statement: String.raw`D \text{ and } H_\gamma, \text{ with } \gamma \text{ chosen to minimise the error, do not relatively approximate each other, and absolutely approximate each other with error } 1; \text{ the same for } J`,
  constant: {
    closedForm: 'relative ∞, absolute 1; E*_D(ρ) = (1 + √(2ρ/(1 − ρ)))⁻² for ρ ≤ 1/3',
    decimals: '1; 0.4618870945… at ρ = 1/10',
  },
  notShown:
    'E*(ρ) is for images so large that every pair of rates occurs. That N, the pixels of background for each of foreground, takes every positive value is part of that. Images without foreground or without background are outside H_γ (0/0). A weight below an error of 1/4 exists where at least a third of the image is foreground.',
  proof,
  check() {
    const proven = provenBy(proof);
    const evidence = [
      ...proven.evidence,
      ...everyWeight(),
      finiteEvidence(),
      regimesMeet(),
      ...SCORES.map((score) => bestWeight(score)),
    ];
    return theoremResult(
      evidence,
      [...proven.controls, ...controls()],
      'one foreground pixel, found, with 100 false positives among 10001 pixels: D = 1/51, H_γ ≥ 99/100 for every γ',
    );
  },
};
