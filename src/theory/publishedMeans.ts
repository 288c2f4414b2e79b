import { dice, jaccard } from '../overlap/index.js';
import { addDown, addUp, compositions, interval, Interval, rational, type Rational } from '../rigor/index.js';
import { exact, provenBy, theoremResult, type Theorem } from './theorem.js';
import { publishedMeansProof } from './proofs/publishedMeansProof.js';

const IMAGES = 4;
const PIXELS = 6;

/**
 * What a published mean Dice tells of the mean Jaccard index of the same images: `[d/(2 − d), d]`, and with the
 * standard deviation s of their scores `[d/(2 − d) + s²/(2 − d)², (d + d² + s²)/2]` where that is narrower.
 *
 * @param mean - d, the mean Dice score of images whose masks are not both empty, in [0, 1]
 * @param deviation - s, the standard deviation (the root of the mean squared deviation), at most √(d(1 − d))
 * @returns an interval that holds the mean Jaccard index, rounded outward
 * @throws RangeError where no images have that mean and deviation.
 * @example
 * ```ts
 * import { meanJaccard } from 'dice-workbook/theory';
 * const { lower, upper } = meanJaccard(0.85);
 * lower.toFixed(4) // => '0.7391'
 * upper // => 0.85
 * meanJaccard(0.85, 0.1).upper.toFixed(4) // => '0.7913'
 * ```
 */
export function meanJaccard(mean: number, deviation?: number): Interval {
  if (!(mean >= 0 && mean <= 1)) throw new RangeError(`A mean Dice score lies in [0, 1]; got ${mean}.`);
  const d = interval(mean);
  const rest = interval(2).subtract(d);
  const all = new Interval(d.divide(rest).lower, mean);
  if (deviation === undefined) return all;
  const variance = interval(deviation).square();
  if (!(deviation >= 0 && variance.lower <= d.multiply(interval(1).subtract(d)).upper))
    throw new RangeError(
      `Scores in [0, 1] of mean ${mean} deviate by at most √(d(1 − d)) = ${Math.sqrt(mean * (1 - mean)).toFixed(4)}; got ${deviation}.`,
    );
  const lower = d.divide(rest).add(variance.divide(rest.square())).lower;
  const upper = d.add(d.square()).add(variance).divide(interval(2)).upper;
  return new Interval(Math.max(all.lower, lower), Math.min(all.upper, upper));
}

/**
 * A confidence interval for the expected score of a new image, from the mean and deviation of n images: the empirical
 * Bernstein bound `d ± (√(2 s² ln(4/δ)/n) + 7 ln(4/δ)/(3(n − 1)))`, true for every law of scores in [0, 1], at every n.
 *
 * @param mean - the mean of the scores
 * @param deviation - their standard deviation, with n − 1 in the denominator
 * @param images - n ≥ 2, drawn independently of each other
 * @param confidence - 1 − δ; default 0.95
 * Source: Maurer and Pontil, "Empirical Bernstein bounds and sample variance penalization", COLT 2009, theorem 4, on
 * both sides.
 * @example
 * ```ts
 * import { expectedScoreInterval } from 'dice-workbook/theory';
 * const { lower, upper } = expectedScoreInterval({ mean: 0.85, deviation: 0.1, images: 1000 });
 * [lower.toFixed(3), upper.toFixed(3)] // => ['0.830', '0.870']
 * ```
 */
export function expectedScoreInterval({
  mean,
  deviation,
  images,
  confidence = 0.95,
}: {
  mean: number;
  deviation: number;
  images: number;
  confidence?: number;
}): Interval {
  const half = halfWidth(deviation, images, confidence);
  return new Interval(Math.max(0, addDown(mean, -half)), Math.min(1, addUp(mean, half)));
}

/**
 * The fewest images with which that interval is at most `± wanted` wide, where their scores deviate by `deviation`.
 *
 * @example
 * ```ts
 * import { imagesNeeded } from 'dice-workbook/theory';
 * imagesNeeded({ deviation: 0.1, wanted: 0.02 }) // => 974
 * ```
 */
export function imagesNeeded({
  deviation,
  wanted,
  confidence = 0.95,
}: {
  deviation: number;
  wanted: number;
  confidence?: number;
}): number {
  if (!(wanted > 0)) throw new RangeError(`Expected a half width above 0; got ${wanted}.`);
  let [few, many] = [1, 2];
  while (halfWidth(deviation, many, confidence) > wanted) [few, many] = [many, 2 * many];
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (halfWidth(deviation, middle, confidence) > wanted) few = middle;
    else many = middle;
  }
  return many;
}

function halfWidth(deviation: number, images: number, confidence: number): number {
  if (!(Number.isInteger(images) && images >= 2)) throw new RangeError(`Expected 2 images or more; got ${images}.`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`A confidence lies between 0 and 1; got ${confidence}.`);
  if (!(deviation >= 0 && deviation <= 1)) throw new RangeError(`A deviation lies in [0, 1]; got ${deviation}.`);
  const log = Math.log(4 / (1 - confidence));
  return deviation * Math.sqrt((2 * log) / images) + (7 * log) / (3 * (images - 1));
}

/** Mean Dice, its mean squared deviation and mean Jaccard of every set of four images of up to six pixels. */
function* smallSets(): Generator<{ mean: Rational; variance: Rational; jaccards: Rational }> {
  const images = Array.from({ length: PIXELS + 1 }, (_, tp) => ({ tp, fp: PIXELS - tp, fn: 0, tn: 0 }));
  const scores = images.map((counts) => ({ D: dice.exact(counts), J: jaccard.exact(counts) }));
  for (const times of compositions(IMAGES, scores.length)) {
    const meanOf = (of: (score: { D: Rational; J: Rational }) => Rational) =>
      scores.reduce((sum, score, i) => sum.add(of(score).multiply(times[i] ?? 0)), rational(0)).divide(IMAGES);
    const mean = meanOf(({ D }) => D);
    const squares = meanOf(({ D }) => D.multiply(D));
    yield { mean, variance: squares.subtract(mean.multiply(mean)), jaccards: meanOf(({ J }) => J) };
  }
}

/** Whether the mean Jaccard of every small set lies between the bounds, one raised and the other lowered by so much. */
function liesBetween(raised: Rational, lowered: Rational): { holds: boolean; cases: number } {
  let [holds, cases] = [true, 0];
  for (const { mean, variance, jaccards } of smallSets()) {
    const rest = rational(2).subtract(mean);
    const lower = mean.divide(rest).add(variance.divide(rest.multiply(rest)));
    const upper = mean.add(mean.multiply(mean)).add(variance).divide(2);
    holds &&= lower.add(raised).atMost(jaccards) && jaccards.atMost(upper.subtract(lowered));
    cases++;
  }
  return { holds, cases };
}

export const publishedMeans: Theorem = {
  id: 'published-means',
  name: 'A mean Dice tells the mean Jaccard within bounds, and which of two methods surely leads',
  source: 'derived by Jensen’s inequality for x/(2 − x)',
  standing: 'derived',
  statement: String.raw`\tfrac{d}{2-d} \le \overline{J} \le d,\ d = \overline{D}; \qquad \overline{J_1} > \overline{J_2} \text{ for certain} \iff \tfrac{d_1}{2-d_1} > d_2`,
  constant: { closedForm: '[d/(2 − d), d]', decimals: '[0.739…, 0.85] at d = 0.85' },
  notShown:
    'The means are taken as exact: a published 0.85 is a rounded number. Images of which both masks are empty are left out. With standard deviations the two bounds are not the narrowest possible.',
  proof: publishedMeansProof,
  check() {
    const proof = provenBy(publishedMeansProof);
    const small = liesBetween(rational(0), rational(0));
    return theoremResult(
      [
        ...proof.evidence,
        exact(
          'mean, deviation and mean Jaccard of small sets of images lie so',
          `every set of ${IMAGES} images with Dice 0, 1/6·k of ${PIXELS} pixels (${small.cases} sets)`,
          small.holds,
        ),
      ],
      [
        ...proof.controls,
        { claim: 'the lower bound is 1/100 higher', rejected: !liesBetween(rational(1, 100), rational(0)).holds },
        { claim: 'the upper bound is 1/100 lower', rejected: !liesBetween(rational(0), rational(1, 100)).holds },
      ],
      'mean Dice 0.85 against 0.80: 0.85/1.15 = 0.739 < 0.80, so which leads in mean Jaccard is open; 0.90 against 0.80: 0.818 > 0.80',
    );
  },
};
