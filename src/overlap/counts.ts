/** What two masks have in common, pixel by pixel: pixels of both, of the prediction alone, of the reference alone, of neither. */
export interface Counts<T = number> {
  tp: T;
  fp: T;
  fn: T;
  tn: T;
}

/**
 * Counts the pixels of two masks of one image: `tp = |y ∩ ỹ|`, `fp = |ỹ \ y|`, `fn = |y \ ỹ|`, `tn` the rest.
 *
 * Both masks may be empty; then `tn` is the number of pixels. Nothing is thresholded: a probability map is refused.
 *
 * @param reference - the ground truth y, one 0 or 1 for each pixel, in any order shared with `prediction`
 * @param prediction - the predicted mask ỹ, of the same length
 * @returns whole numbers that add up to the number of pixels; O(pixels)
 * @throws RangeError where the lengths differ or a value is neither 0 nor 1.
 * @example
 * ```ts
 * import { confusionCounts } from 'dice-workbook/overlap';
 * confusionCounts([1, 1, 0, 0, 0], [1, 0, 1, 0, 0]) // => { tp: 1, fp: 1, fn: 1, tn: 2 }
 * ```
 */
export function confusionCounts(reference: ArrayLike<number>, prediction: ArrayLike<number>): Counts {
  if (reference.length !== prediction.length) {
    throw new RangeError(`The masks differ in size: the reference has ${reference.length} pixels, the prediction ${prediction.length}. Compare masks of one image at one resolution.`);
  }
  let [both, referenceSum, predictionSum] = [0, 0, 0];
  for (let i = 0; i < reference.length; i++) {
    const [y, p] = [reference[i]!, prediction[i]!];
    if ((y !== 0 && y !== 1) || (p !== 0 && p !== 1)) throw notBinary(i, y, p);
    both += y * p;
    referenceSum += y;
    predictionSum += p;
  }
  return { tp: both, fp: predictionSum - both, fn: referenceSum - both, tn: reference.length - referenceSum - predictionSum + both };
}

function notBinary(i: number, y: number, p: number): RangeError {
  const [mask, value] = y !== 0 && y !== 1 ? ['reference', y] : ['prediction', p];
  return new RangeError(`A mask holds only 0 and 1, but the ${mask} is ${value} at pixel ${i}. Threshold probabilities, or divide by 255, first.`);
}
