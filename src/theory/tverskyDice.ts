import { dice, exactWeight, tversky, type TverskyWeights } from '../overlap/index.js';
import { interval, Rational, rational, type Interval } from '../rigor/index.js';
import { bounds, largestExcess } from './bounds/bounds.js';
import type { ErrorBound } from './bounds/errorBound.js';
import { exact, provenBy, theoremResult, type Evidence, type NegativeControl, type Theorem } from './theorem.js';
import { tverskyProof } from './proofs/tverskyProof.js';
import { absoluteFromFactor, finiteTverskyError, tverskyFactor } from './largestErrors/tverskyErrors.js';

type Pair = readonly [alpha: string, beta: string];
const weights = ([alpha, beta]: Pair): TverskyWeights => ({ alpha, beta });

/** Special cases, pairs on and off α + β = 1, extreme and nearly equal weights; the last two with a weight of zero. */
const AGAINST_DICE: readonly Pair[] = [
  ['1/2', '1/2'],
  ['1', '1'],
  ['0.3', '0.7'],
  ['0.7', '0.3'],
  ['0.2', '0.8'],
  ['0.1', '0.9'],
  ['1/4', '1/2'],
  ['2', '1/2'],
  ['1/4', '3'],
  ['5', '1/8'],
  ['0.001', '1000'],
  ['0.5', '0.500001'],
  ['0', '1'],
  ['1', '0'],
];
const AGAINST_EACH_OTHER: readonly (readonly [Pair, Pair])[] = [
  [
    ['0.3', '0.7'],
    ['0.7', '0.3'],
  ],
  [
    ['1', '1'],
    ['1/4', '3'],
  ],
  [
    ['1000', '0.001'],
    ['0.001', '1000'],
  ],
  [
    ['0', '1'],
    ['0', '2'],
  ],
];
const SIGNED: readonly Pair[] = [
  ['1', '1'],
  ['0.3', '0.7'],
  ['1/4', '1/2'],
  ['5', '1/8'],
];
/**
 * Exact largest errors of (0.3, 0.7) over images of n pixels; sizes at which they were also found by an independent
 * enumeration.
 */
const FINITE_SIZES = [6, 12, 24, 40] as const;
/** Directions of rays from (1/2, 1/2), as steps of (α, β). */
const RAYS = [
  [1, 1],
  [1, 0],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [2, -1],
  [-1, 3],
] as const;
const STEPS = 5;

const near = ({ lower, upper }: ErrorBound, value: Interval) =>
  value.lower <= upper && value.upper >= lower && upper - lower <= 1e-9;

/** Compares `bounds` of two Tversky indices with the closed forms. */
function agrees(a: Pair, b: Pair): boolean {
  const { absolute, relative } = bounds(tversky(weights(a)), tversky(weights(b)));
  const factor = tverskyFactor(weights(a), weights(b));
  const relativeAgrees = factor
    ? interval(relative.lower, relative.upper).contains(factor.subtract(1)) && relative.upper - relative.lower <= 1e-9
    : relative.lower === Infinity;
  return near(absolute, absoluteFromFactor(factor)) && relativeAgrees;
}

/** `sup(D − S) = tanh(ln⁺ max(2α, 2β)/4)` and `sup(S − D) = tanh(ln⁺ max(1/(2α), 1/(2β))/4)`. */
function signedAgrees(pair: Pair): boolean {
  const doubled = pair.map((text) => exactWeight(text).multiply(2));
  const above = [rational(1), ...doubled].reduce(larger);
  const below = [rational(1), ...doubled.map((x) => rational(1).divide(x))].reduce(larger);
  const S = tversky(weights(pair));
  return (
    near(largestExcess(dice, S), absoluteFromFactor(above)) && near(largestExcess(S, dice), absoluteFromFactor(below))
  );
}

/**
 * The exact errors of images of up to 12 pixels do not fall along a ray of weights, and the enclosures of all images
 * rise strictly.
 */
function risesAlong([a, b]: readonly [number, number]): boolean {
  const steps = Array.from({ length: STEPS }, (_, i): Pair => [`${(i + 1) * a + 30}/60`, `${(i + 1) * b + 30}/60`]);
  const finite = steps.map((pair) => finiteTverskyError(weights(pair), 12));
  const all = steps.map((pair) => bounds(tversky(weights(pair)), dice).absolute);
  return (
    finite.every((error, i) => i === 0 || error.atLeast(finite[i - 1]!)) &&
    all.every(({ lower }, i) => i === 0 || lower > all[i - 1]!.upper)
  );
}

function finiteEvidence(): Evidence {
  const errors = FINITE_SIZES.map((n) => finiteTverskyError({ alpha: 0.3, beta: 0.7 }, n));
  const limit = absoluteFromFactor(tverskyFactor({ alpha: 0.3, beta: 0.7 }));
  const rising = errors.every(
    (error, i) => (i === 0 || error.greaterThan(errors[i - 1]!)) && error.lessThan(Rational.fromFloat(limit.lower)),
  );
  return exact(
    `α = 0.3, β = 0.7 over images of n pixels: ${errors.map((error, i) => `${error} (n = ${FINITE_SIZES[i]})`).join(', ')}, rising and below 0.12701665…`,
    `every count (${FINITE_SIZES.map((n) => ((n + 1) * (n + 2) * (n + 3)) / 6 - 1).join(', ')} of them)`,
    rising,
  );
}

/**
 * (1/4, 1/2) and (3/4, 1/2) are equally far from (1/2, 1/2) and have different errors; (1/5, 1/2) is nearer than (1, 1)
 * and has a larger one.
 */
function notEuclidean(): boolean {
  const error = (...pair: Pair) => bounds(tversky(weights(pair)), dice).absolute;
  const [left, right] = [error('1/4', '1/2'), error('3/4', '1/2')];
  const [nearer, farther] = [error('1/5', '1/2'), error('1', '1')];
  return left.lower > right.upper && nearer.lower > farther.upper;
}

function controls(): NegativeControl[] {
  const { absolute } = bounds(tversky({ alpha: 0.3, beta: 0.7 }), dice);
  return [
    { claim: 'the error of (0.3, 0.7) is at most 0.127', rejected: absolute.lower > 0.127 },
    {
      claim: 'the error is a function of the Euclidean distance from (1/2, 1/2), or monotone in it',
      rejected: notEuclidean(),
    },
    {
      claim: 'the weights 0.3 and 0.7 give the closed form of 0.29 and 0.71',
      rejected: !near(absolute, absoluteFromFactor(tverskyFactor({ alpha: 0.29, beta: 0.71 }))),
    },
  ];
}

function larger(a: Rational, b: Rational): Rational {
  return b.greaterThan(a) ? b : a;
}

export const tverskyDice: Theorem = {
  id: 'tversky',
  name: 'Tversky departs from Dice monotonically with its weights',
  source: 'The proposition on the Tversky index in the paper; closed forms derived',
  standing: 'derived',
  statement: String.raw`S_{\alpha,\beta} \text{ and } D \text{ approximate each other with relative error } e^{\rho}-1 \text{ and absolute error } \tanh(\rho/4),\ \rho = \max(|\ln 2\alpha|, |\ln 2\beta|)`,
  constant: {
    closedForm: 'e^ρ − 1 relative, tanh(ρ/4) absolute; (0.3, 0.7): 2/3 and (√(5/3) − 1)/(√(5/3) + 1)',
    decimals: '0.666666…; 0.127016653…',
  },
  notShown: 'A worst case over masks says nothing on the Dice score that a trained network reaches.',
  proof: tverskyProof,
  check() {
    const proof = provenBy(tverskyProof);
    const evidence = [
      enclosedPairs(
        'both errors against Dice are their closed forms',
        AGAINST_DICE.map((pair) => [pair, ['1/2', '1/2']] as const),
      ),
      enclosedPairs(
        "both errors between two Tversky indices are their closed forms with α/α', β/β' in the place of 2α, 2β",
        AGAINST_EACH_OTHER,
      ),
      {
        kind: 'enclosed' as const,
        claim: 'signed: sup(D − S) and sup(S − D) are tanh(ln⁺ max(2α, 2β)/4) and tanh(ln⁺ max(1/2α, 1/2β)/4)',
        reach: `${SIGNED.map((pair) => `(${pair})`).join(' ')}, width at most 1e-9`,
        pass: SIGNED.every(signedAgrees),
      },
      {
        kind: 'enclosed' as const,
        claim:
          'the error rises strictly along rays from (1/2, 1/2), α + β = 1 among them, and at n = 12 it never falls (exact)',
        reach: `${RAYS.length} rays, ${STEPS} steps each, disjoint enclosures`,
        pass: RAYS.every(risesAlong),
      },
      finiteEvidence(),
      ...proof.evidence,
    ];
    return theoremResult(
      evidence,
      [...proof.controls, ...controls()],
      'tp = 55, fp = 142, fn = 0: S(0.3, 0.7) − D = 275/488 − 55/126 = 3905/30744 = 0.1270166…',
    );
  },
};

function enclosedPairs(claim: string, pairs: readonly (readonly [Pair, Pair])[]): Evidence {
  return {
    kind: 'enclosed',
    claim,
    reach: `${pairs.map(([a, b]) => `(${a}) and (${b})`).join(', ')}, width at most 1e-9`,
    pass: pairs.every(([a, b]) => agrees(a, b)),
  };
}
