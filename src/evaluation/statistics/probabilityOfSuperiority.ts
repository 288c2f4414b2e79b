import { checkOptions } from '../options.js';
import { scaleOf, tied } from '../slack.js';
import { pairedDifferences, unitMeans } from './resamplingUnits.js';

/**
 * The probability of superiority of paired scores: in what part of the pairs a is larger, ties counting half.
 *
 * `(#{a > b} + ½·#{a = b}) / n`
 *
 * 1/2 where neither is better, 1 where a always is. Pairs of one image are compared, not every a with every b (that is
 * the Mann–Whitney version). Scores within rounding (1e-7 of the largest) tie. With `patients`, a patient is one pair,
 * with the mean difference of its images.
 *
 * @param a - score of each image under one method
 * @param b - score of the same images, in the same order, under the other
 * @param options - `patients`: the patient of each image; default: each image for itself
 * @throws UserError where lengths differ, fewer than two units stand, or a difference is not finite
 * @example
 * ```ts
 * import { probabilityOfSuperiority } from 'dice-workbook/evaluation';
 * probabilityOfSuperiority([0.9, 0.8, 0.7, 0.6], [0.8, 0.8, 0.6, 0.7]) // => 0.625
 * ```
 * Source: R. J. Grissom and J. J. Kim, Effect Sizes for Research (2012), chapter 5, for dependent groups.
 */
export function probabilityOfSuperiority(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: { patients?: ArrayLike<string | number> } = {},
): number {
  checkOptions('probabilityOfSuperiority', options, ['patients']);
  const differences = unitMeans(pairedDifferences(a, b), options.patients);
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return differences.reduce((sum, d) => sum + (tied(d, 0, scale) ? 0.5 : d > 0 ? 1 : 0), 0) / differences.length;
}
