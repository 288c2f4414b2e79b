import { compositions, rational, size as ones, type Rational } from '../../rigor/index.js';

/** The expected Dice and Jaccard of one prediction under a law of labels, exactly. */
export interface Expected {
  dice: Rational;
  jaccard: Rational;
}

/**
 * The law of labels that makes the transfer of regret as bad as it can be: with probability `pi` the label is a set Y₀
 * of `a` pixels, otherwise a uniformly chosen set of `a` among `w` other pixels W.
 */
export interface TightLaw {
  a: number;
  w: number;
  pi: Rational;
}

/**
 * Expected scores of predicting `u` pixels of Y₀ and `v` pixels of W; by symmetry it does not matter which. Pixels
 * elsewhere only lower both scores. With k pixels of a random label met, k is hypergeometric.
 */
export function expectedScores({ a, w, pi }: TightLaw, u: number, v: number): Expected {
  let [dice, jaccard] = [score(u, u + v, a).dice.multiply(pi), score(u, u + v, a).jaccard.multiply(pi)];
  const total = choose(w, a);
  for (let k = Math.max(0, a - (w - v)); k <= Math.min(a, v); k++) {
    const probability = rational(choose(v, k) * choose(w - v, a - k), total).multiply(rational(1).subtract(pi));
    dice = dice.add(score(k, u + v, a).dice.multiply(probability));
    jaccard = jaccard.add(score(k, u + v, a).jaccard.multiply(probability));
  }
  return { dice, jaccard };
}

/**
 * The same for a prediction given pixel by pixel, by going through every label: pixels 0 … a−1 are Y₀, a … a+w−1 are W.
 */
export function expectedScoresByEnumeration({ a, w, pi }: TightLaw, prediction: number): Expected {
  const labels = subsetsOfSize(w, a).map((subset) => subset << a);
  const rest = rational(1).subtract(pi).divide(labels.length);
  const sum = new Map<number, number>();
  for (const label of labels) {
    const met = ones(label & prediction);
    sum.set(met, (sum.get(met) ?? 0) + 1);
  }
  const predicted = ones(prediction);
  const certain = score(ones(((1 << a) - 1) & prediction), predicted, a);
  let [dice, jaccard] = [certain.dice.multiply(pi), certain.jaccard.multiply(pi)];
  for (const [met, times] of sum) {
    dice = dice.add(score(met, predicted, a).dice.multiply(rest).multiply(times));
    jaccard = jaccard.add(score(met, predicted, a).jaccard.multiply(rest).multiply(times));
  }
  return { dice, jaccard };
}

function score(met: number, predicted: number, labelled: number): Expected {
  return { dice: rational(2 * met, predicted + labelled), jaccard: rational(met, predicted + labelled - met) };
}

function subsetsOfSize(n: number, size: number): number[] {
  return Array.from({ length: 1 << n }, (_, mask) => mask).filter((mask) => ones(mask) === size);
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let product = 1n;
  for (let i = 1; i <= k; i++) product = (product * BigInt(n - k + i)) / BigInt(i);
  return product;
}

/** What went through `checkSmallLaws`, and whether every comparison held. */
export interface SmallLaws {
  laws: number;
  pairs: number;
  diceRegret: boolean;
  jaccardRegret: boolean;
  factor: boolean;
}

/** A common multiple of all denominators of Dice and Jaccard on masks of three pixels. */
const UNIT = 60;

/**
 * Checks the transfer of regret on every law that gives the seven non-empty masks of three pixels probabilities in
 * multiples of 1/parts, and for every class of predictors: only the two optima of a class enter, so all pairs (f, g) of
 * the eight predictions with `E D(f) ≥ E D(g)` and `E J(g) ≥ E J(f)` stand for all classes. Integers only; with a `demand`
 * above 1 more is asked for than is true.
 */
export function checkSmallLaws(parts: number, demand = 1): SmallLaws {
  const masks = [1, 2, 3, 4, 5, 6, 7];
  const predictions = [0, ...masks];
  const table = (score: (met: number, size: number, label: number) => number) =>
    predictions.map((f) => masks.map((y) => UNIT * score(ones(f & y), ones(f), ones(y))));
  const dice = table((met, size, label) => (2 * met) / (size + label)).map((row) => row.map(Math.round));
  const jaccard = table((met, size, label) => met / (size + label - met)).map((row) => row.map(Math.round));
  const whole = UNIT * parts;
  const result: SmallLaws = { laws: 0, pairs: 0, diceRegret: true, jaccardRegret: true, factor: true };
  for (const law of compositions(parts, masks.length)) {
    const expected = (scores: number[][]) =>
      scores.map((row) => row.reduce((sum, value, i) => sum + value * law[i]!, 0));
    const [d, j] = [expected(dice), expected(jaccard)];
    result.laws++;
    for (const f of predictions)
      for (const g of predictions) {
        if (d[f]! < d[g]! || j[g]! < j[f]!) continue;
        result.pairs++;
        // E D(g) ≥ d/(2 − d) and E J(f) ≥ j/(2 − j), each times a common denominator, and d ≤ 2 E D(g).
        result.diceRegret &&= d[g]! * (2 * whole - d[f]!) >= demand * d[f]! * whole;
        result.jaccardRegret &&= j[f]! * (2 * whole - j[g]!) >= demand * j[g]! * whole;
        result.factor &&= demand * d[f]! <= 2 * d[g]!;
      }
  }
  return result;
}
