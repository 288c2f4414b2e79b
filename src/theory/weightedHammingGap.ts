import { dice, jaccard, pixelWeightedHamming, weightedHamming, type Measure } from '../overlap/index.js';
import {
  rational,
  RationalFunction,
  root,
  variable,
  variables,
  type Algebraic,
  type Rational,
} from '../rigor/index.js';
import { closedFormError, DICE_REGIMES } from './largestErrors/bestWeightClosedForm.js';
import { bestWeightError, finiteHammingError, type BestWeightError } from './largestErrors/bestWeightError.js';
import { bounds } from './bounds/bounds.js';
import { asRational, formula } from './bounds/radicals.js';
import {
  certified,
  enclosed,
  exact,
  refusedIdentity,
  theoremResult,
  type Evidence,
  type NegativeControl,
  type Theorem,
} from './theorem.js';

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

const one = RationalFunction.from(1);

function diceOf(tp: RationalFunction, fp: RationalFunction, fn: RationalFunction): RationalFunction {
  return tp.multiply(2).divide(tp.multiply(2).add(fp).add(fn));
}

function hamming(
  tp: RationalFunction,
  fp: RationalFunction,
  fn: RationalFunction,
  tn: RationalFunction,
): RationalFunction {
  const γ = variable('γ');
  return γ.multiply(tp.divide(tp.add(fn))).add(one.subtract(γ).multiply(tn.divide(fp.add(tn))));
}

function certificates(): Evidence[] {
  const [e, m, k, w, x, z, q] = variables('e', 'm', 'k', 'w', 'x', 'z', 'q');
  const [tp, fp, fn, tn] = variables('tp', 'fp', 'fn', 'tn');
  const γ = variable('γ');
  const zero = RationalFunction.from(0);
  const over = (top: Algebraic, bottom: RationalFunction) => RationalFunction.from(top).divide(bottom);
  const [positives, negatives] = [tp.add(fn), fp.add(tn)];
  const gamma = w.multiply(positives).divide(w.multiply(positives).add(negatives));
  const normalised = gamma.multiply(tp).divide(positives).add(one.subtract(gamma).multiply(tn).divide(negatives));
  const unnormalised = asRational(formula(pixelWeightedHamming(1)))!;
  const weightedPixels = w.multiply(tp).add(tn).divide(w.multiply(positives).add(negatives));
  const union = q.multiply(z).add(1);
  const diceOfRates = x.multiply(2).divide(union.add(x));
  const second = (f: RationalFunction, name: string) => f.derivative(name).derivative(name);
  const cube = (f: RationalFunction) => f.square().multiply(f);
  return [
    certified(
      '(1 − √(2c))² − (k/(k + 2) − ck) = (√(c(k + 2)) − √(2/(k + 2)))² ≥ 0, where c = e²/2 and k + 2 = m²',
      one
        .subtract(e)
        .square()
        .subtract(
          over(m.square().subtract(2), m.square()).subtract(e.square().multiply(m.square().subtract(2)).divide(2)),
        ),
      e.multiply(m).divide(root(2)).subtract(root(2).divide(m)).square(),
    ),
    certified(
      'one foreground pixel, found, with k false positives among k² + 1 pixels: H_γ − D = 1 − 1/k − 2/(k + 2) + γ/k for every γ, which goes to 1; J ≤ D, so H_γ − J is no smaller',
      hamming(one, k, zero, k.square().subtract(k)).subtract(diceOf(one, k, zero)),
      one
        .subtract(over(1, k))
        .subtract(over(2, k.add(2)))
        .add(γ.divide(k)),
    ),
    certified('H_w = H_γ with γ = wP/(wP + N)', weightedPixels, normalised),
    certified('H_w with w = 1 is accuracy', unnormalised, tp.add(tn).divide(positives.add(negatives))),
    certified(
      'D − H_γ is convex in z = fp/N: ∂²D/∂z² = 4xq²/(1 + x + qz)³ ≥ 0, q = N/P',
      second(diceOfRates, 'z'),
      x
        .multiply(q.square())
        .multiply(4)
        .divide(cube(union.add(x))),
    ),
    certified(
      'H_γ − D is convex in x = tp/P: −∂²D/∂x² = 4(1 + qz)/(1 + x + qz)³ ≥ 0',
      second(diceOfRates, 'x').multiply(-1),
      union.multiply(4).divide(cube(union.add(x))),
    ),
    certified(
      'J − H_γ is convex in z: ∂²J/∂z² = 2xq²/(1 + qz)³ ≥ 0; it is linear in x',
      second(x.divide(union), 'z'),
      x.multiply(q.square()).multiply(2).divide(cube(union)),
    ),
    certified(
      'an empty prediction has H_γ = 1 − γ > 0 and D = 0 for γ < 1: no factor joins them, nor H_γ and J = 0',
      hamming(zero, zero, fn, tn).subtract(diceOf(zero, zero, fn)),
      one.subtract(γ),
    ),
    certified(
      'γ = 1, one foreground pixel, everything predicted: H/D = 1/D = (n + 1)/2 for n = fp + 1, which grows without end, and H/J ≥ H/D',
      over(1, diceOf(one, fp, zero)),
      fp.add(2).divide(2),
    ),
  ];
}

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

function finiteEvidence(): Evidence {
  const pass =
    FINITE.every(([n, value]) => finiteHammingError('dice', n).value.toString() === value) &&
    finiteHammingError('jaccard', 10).value.toString() === '9/16';
  return exact(
    `the best single γ for all images of n pixels leaves an error of ${FINITE.map(([n, value]) => `${value} (n = ${n})`).join(', ')} against Dice, of 9/16 (n = 10) against Jaccard`,
    'every count with foreground and background, every γ in [0, 1]',
    pass,
  );
}

/** E* on the whole grid, for one score. */
export function bestWeightErrors(score: (typeof SCORES)[number]): BestWeightError[] {
  return FOREGROUND_RATIOS.map((rho) => bestWeightError(score, rho));
}

function bestWeight(score: (typeof SCORES)[number]): Evidence {
  const errors = bestWeightErrors(score);
  const width = Math.max(...errors.map(({ lower, upper }) => upper - lower));
  const agree = errors.every(({ rho, lower, upper }) => {
    const closed = closedFormError(score, rho);
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
  const [e, m] = [variable('e'), variable('m')];
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
    refusedIdentity(
      'the certificate with k + 3 in the place of k + 2',
      one
        .subtract(e)
        .square()
        .subtract(
          m
            .square()
            .subtract(3)
            .divide(m.square())
            .subtract(e.square().multiply(m.square().subtract(3)).divide(2)),
        ),
      e.multiply(m).divide(root(2)).subtract(root(2).divide(m)).square(),
    ),
  ];
}

function regimesMeet(): Evidence {
  const pass =
    DICE_REGIMES.map((rho) => rational(1).subtract(rho).divide(rho.add(1).multiply(2))).join() === '1/4,1/9' &&
    closedFormError('dice', rational(1, 3)).contains(rational(1, 4)) &&
    closedFormError('dice', rational(3, 4)).contains(rational(1, 9));
  return exact('the regimes of E*_D meet: 1/4 at ρ = 1/3 and 1/9 at ρ = 7/11', 'exact fractions', pass);
}

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
    'E*(ρ) is for images so large that every pair of rates occurs, and is enclosed at the fractions of the grid, not between them. Images without foreground or without background are outside H_γ (0/0). A weight below an error of 1/4 exists where at least a third of the image is foreground.',
  check() {
    const evidence = [...everyWeight(), ...certificates(), finiteEvidence(), regimesMeet(), ...SCORES.map(bestWeight)];
    return theoremResult(
      evidence,
      controls(),
      'one foreground pixel, found, with 100 false positives among 10001 pixels: D = 1/51, H_γ ≥ 99/100 for every γ',
    );
  },
};
