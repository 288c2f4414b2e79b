import { rational } from '../rigor/index.js';
import { exactWeight, nonNegative, type Weight } from './arithmetic.js';
import { measure, type Measure } from './measure.js';
import { shown } from './shown.js';

export interface TverskyWeights {
  /** Weight of false positives, at least 0. Dice has 1/2, Jaccard 1. */
  alpha: Weight;
  /** Weight of false negatives, at least 0. */
  beta: Weight;
}

/**
 * Tversky index, `S = tp / (tp + alpha·fp + beta·fn)`; `alpha = beta = 1/2` is Dice, `alpha = beta = 1` is Jaccard.
 *
 * 0/0 where both masks are empty; with `alpha = 0` also where the reference is empty, with `beta = 0` also where the
 * prediction is. Range [0, 1].
 *
 * @throws RangeError where a weight is negative or not finite.
 * @example
 * ```ts
 * import { tversky } from 'dice-workbook/overlap';
 * tversky({ alpha: 0.3, beta: 0.7 }).exact({ tp: 1, fp: 1, fn: 1, tn: 2 }).toString() // => '1/2'
 * ```
 * Source: A. Tversky, "Features of similarity", Psychological Review 84, 1977; the roles of the weights as in Salehi et
 * al. 2017.
 */
export function tversky(weights: TverskyWeights): Measure {
  if (typeof weights !== 'object' || weights === null)
    throw new RangeError(`tversky takes its weights as { alpha, beta }; got ${shown(weights)}.`);
  const { alpha, beta } = weights;
  const [a, b] = [nonNegative('alpha', alpha), nonNegative('beta', beta)];
  return measure(`tversky:${a},${b}`, ({ tp, fp, fn }, { of, add, multiply, divide }) =>
    divide(tp, add(tp, multiply(of(a), fp), multiply(of(b), fn))),
  );
}

/**
 * F-measure, `F_b = (1 + b²)·tp / ((1 + b²)·tp + fp + b²·fn)`: recall counts b times as much as precision. `F_1` is
 * Dice.
 *
 * It is the Tversky index with `alpha = 1/(1 + b²)` and `beta = b²/(1 + b²)`; 0/0 as there.
 *
 * @throws RangeError where b is negative or not finite.
 */
export function fMeasure(b: Weight): Measure {
  const square = nonNegative('b', b).multiply(exactWeight(b));
  const alpha = rational(1).divide(square.add(1));
  const { over } = tversky({ alpha, beta: alpha.multiply(square) });
  return measure(`f:${exactWeight(b)}`, over);
}
