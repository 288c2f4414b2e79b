import { rational } from '../rigor/index.js';
import { fractional, nonNegative, type Weight } from './arithmetic.js';
import { measure, type Measure } from './measure.js';

/**
 * Weighted Hamming similarity, normalised by class: `H_γ = 1 − γ·fn/(tp + fn) − (1 − γ)·fp/(fp + tn) = γ·recall + (1 −
 * γ)·specificity`.
 *
 * It is the measure behind weighted cross-entropy. 0/0 where the reference is empty or covers the image, for every γ.
 * Range [0, 1]. `γ = 1/2` is balanced accuracy; γ equal to the image's foreground ratio gives accuracy.
 *
 * @param gamma - weight of the foreground, in [0, 1]
 * @throws RangeError where gamma lies outside [0, 1].
 * @example
 * ```ts
 * import { weightedHamming } from 'dice-workbook/overlap';
 * weightedHamming(0.5).exact({ tp: 1, fp: 1, fn: 1, tn: 2 }).toString() // => '7/12'
 * ```
 */
export function weightedHamming(gamma: Weight): Measure {
  const g = fractional('gamma', gamma);
  const rest = rational(1).subtract(g);
  return measure(`hamming:${g}`, ({ tp, fp, fn, tn }, { of, add, multiply, divide }) =>
    add(multiply(of(g), divide(tp, add(tp, fn))), multiply(of(rest), divide(tn, add(fp, tn)))),
  );
}

/**
 * Weighted Hamming similarity without normalisation: `H_w = (w·tp + tn) / (w·(tp + fn) + fp + tn)`, where a foreground
 * pixel counts w times.
 *
 * On one image with P foreground and N background pixels it equals `H_γ` with `γ = wP/(wP + N)`. Defined on every image
 * with `w > 0`; with `w = 0` it is 0/0 where the reference covers the image. Range [0, 1].
 *
 * @param weight - w, at least 0
 * @throws RangeError where the weight is negative or not finite.
 */
export function pixelWeightedHamming(weight: Weight): Measure {
  const w = nonNegative('weight', weight);
  return measure(`hamming-w:${w}`, ({ tp, fp, fn, tn }, { of, add, multiply, divide }) =>
    divide(add(multiply(of(w), tp), tn), add(multiply(of(w), add(tp, fn)), fp, tn)),
  );
}
