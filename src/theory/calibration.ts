import { compositions, rational, type Rational } from '../rigor/index.js';
import { calibrationProof } from './proofs/calibrationProof.js';
import { exact, provenBy, theoremResult, type Theorem } from './theorem.js';

const LEVELS = [rational(0), rational(1, 2), rational(1)];
const PARTS = 8;

/** One cell of a joint law of a predicted probability f and a label y. */
export interface JudgedPixel {
  f: Rational;
  y: 0 | 1;
  probability: Rational;
}

/** The volume bias `E[f − Y]` and the calibration error `E|f − E[Y | f]|` of a joint law, exactly. */
export function biasAndCalibration(law: readonly JudgedPixel[]): { bias: Rational; calibrationError: Rational } {
  const byLevel = new Map<string, Rational>();
  for (const { f, y, probability } of law)
    byLevel.set(`${f}`, (byLevel.get(`${f}`) ?? rational(0)).add(f.subtract(y).multiply(probability)));
  // Within one level f is constant: its share of E|f − E[Y | f]| is the absolute value of its share of E[f − Y].
  const shares = [...byLevel.values()];
  return {
    bias: shares.reduce((a, b) => a.add(b), rational(0)),
    calibrationError: shares.reduce((a, b) => a.add(b.abs()), rational(0)),
  };
}

function* laws(): Generator<JudgedPixel[]> {
  const cells = LEVELS.flatMap((f) => ([0, 1] as const).map((y) => ({ f, y })));
  for (const weights of compositions(PARTS, cells.length))
    yield cells.map((cell, i) => ({ ...cell, probability: rational(weights[i]!, PARTS) }));
}

/** A fair label, the perfect predictor f = Y, the constant g = 1/2, and h = (f + g)/2 as joint laws. */
const fair = (predict: (y: 0 | 1) => Rational): JudgedPixel[] =>
  ([0, 1] as const).map((y) => ({ f: predict(y), y, probability: rational(1, 2) }));
export const halfMixture = fair((y) => rational(y).add(rational(1, 2)).divide(2));

export const calibration: Theorem = {
  id: 'calibration',
  name: 'A calibrated prediction has an unbiased volume; the converse fails',
  source: 'Popordanoska et al. 2021; the bound derived',
  standing: 'read',
  statement: String.raw`\left|\mathbb{E}[f - Y]\right| \le \mathbb{E}\left|f - \mathbb{E}[Y \mid f]\right|, \text{ so that calibration in each image suffices for } \mathbb{E}\textstyle\sum f = \mathbb{E}\sum Y; \text{ it is not necessary}`,
  constant: { closedForm: 'bias 0, calibration error 1/4', decimals: '0; 0.25' },
  notShown: 'Laws with infinitely many levels of f. Nothing about the calibration of trained networks.',
  proof: calibrationProof,
  check() {
    const proof = provenBy(calibrationProof);
    const all = [...laws()].map(biasAndCalibration);
    const bounded = (factor: Rational) =>
      all.every(({ bias, calibrationError }) => bias.abs().atMost(factor.multiply(calibrationError)));
    const reach = `every joint law on f in {0, 1/2, 1} and Y with masses in eighths (${all.length} of them)`;
    const calibrated = all.filter(({ calibrationError }) => calibrationError.sign() === 0);
    const [perfect, constant, mixed] = [
      biasAndCalibration(fair((y) => rational(y))),
      biasAndCalibration(fair(() => rational(1, 2))),
      biasAndCalibration(halfMixture),
    ];
    const isCalibrated = ({ calibrationError }: { calibrationError: Rational }) => calibrationError.sign() === 0;
    return theoremResult(
      [
        ...proof.evidence,
        exact('the bias is at most the calibration error', reach, bounded(rational(1))),
        exact(
          'calibrated laws have no bias',
          `the ${calibrated.length} calibrated among them`,
          calibrated.length > 0 && calibrated.every(({ bias }) => bias.sign() === 0),
        ),
        exact(
          'f = Y and g = 1/2 are calibrated; h = (f + g)/2 has bias 0 and calibration error 1/4',
          'a fair label',
          isCalibrated(perfect) &&
            isCalibrated(constant) &&
            mixed.bias.sign() === 0 &&
            mixed.calibrationError.equals(rational(1, 4)),
        ),
      ],
      [
        ...proof.controls,
        { claim: 'the bias is at most 9/10 of the calibration error', rejected: !bounded(rational(9, 10)) },
        {
          claim: 'an unbiased law is calibrated',
          rejected: !all.filter(({ bias }) => bias.sign() === 0).every(isCalibrated),
        },
      ],
      'fair label, h = 3/4 on foreground and 1/4 on background: unbiased, calibration error 1/4',
    );
  },
};
