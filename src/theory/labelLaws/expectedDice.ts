import { dice } from '../../overlap/index.js';
import { elements, rational, size, type Rational } from '../../rigor/index.js';

/** A law of label masks: each mask, written as bits, with its probability. */
export type LabelLaw = readonly { labels: number; probability: Rational }[];

/**
 * Expected Dice score of a mask under a law of labels, exactly: `Σ P(Y) D(Y, prediction)`.
 *
 * @param law - label masks as bits (pixel i is bit i) with probabilities that add up to 1
 * @param prediction - the mask, as bits
 * @param whenEmpty - the score where both masks are empty; 1 by default
 * @example
 * ```ts
 * import { rational } from 'dice-workbook/rigor';
 * import { expectedDice, independentLaw } from 'dice-workbook/theory';
 * const law = independentLaw([rational(7, 10), rational(4, 10)]);
 * expectedDice(law, 0b11).toString() // => '16/25'
 * expectedDice(law, 0b01).toString() // => '91/150'
 * ```
 */
export function expectedDice(law: LabelLaw, prediction: number, whenEmpty: 0 | 1 = 1): Rational {
  return law.reduce((sum, { labels, probability }) => {
    const tp = size(labels & prediction);
    const score = dice.exact(
      { tp, fp: size(prediction) - tp, fn: size(labels) - tp, tn: 0 },
      { whenUndefined: whenEmpty },
    );
    return sum.add(probability.multiply(score));
  }, rational(0));
}

/** The largest expected Dice score over all predictions of `n` pixels, and every prediction that attains it. */
export function diceOptimum(
  law: LabelLaw,
  n: number,
  whenEmpty: 0 | 1 = 1,
): { value: Rational; predictions: number[] } {
  let [value, predictions] = [rational(-1), [] as number[]];
  for (let prediction = 0; prediction < 1 << n; prediction++) {
    const score = expectedDice(law, prediction, whenEmpty);
    const order = score.compare(value);
    if (order > 0) [value, predictions] = [score, [prediction]];
    else if (order === 0) predictions.push(prediction);
  }
  return { value, predictions };
}

/** For each pixel the probability that it is foreground. */
export function marginals(law: LabelLaw, n: number): Rational[] {
  return Array.from({ length: n }, (_, i) =>
    law.reduce((sum, { labels, probability }) => ((labels >> i) & 1 ? sum.add(probability) : sum), rational(0)),
  );
}

/** The law of pixels that are foreground independently of each other. */
export function independentLaw(probabilities: readonly Rational[]): LabelLaw {
  return Array.from({ length: 1 << probabilities.length }, (_, labels) => ({
    labels,
    probability: probabilities.reduce(
      (product, p, i) => product.multiply((labels >> i) & 1 ? p : rational(1).subtract(p)),
      rational(1),
    ),
  }));
}

/** The set of pixels whose marginal probability exceeds `threshold`, as bits. */
export function above(probabilities: readonly Rational[], threshold: Rational): number {
  return elements((1 << probabilities.length) - 1).reduce(
    (set, i) => (probabilities[i]!.greaterThan(threshold) ? set | (1 << i) : set),
    0,
  );
}
