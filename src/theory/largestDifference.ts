import { rational, type Rational } from '../rigor/index.js';

/** Up to here every product of two compared fractions stays below 2⁵³, so floats hold it exactly. */
export const LARGEST_ENUMERATED_N = 2000;

/**
 * The largest |D − J| over every pair of masks with `1 ≤ tp + fp + fn ≤ n`, as an exact fraction, by going through all of them.
 *
 * Both scores are used as they are defined, as quotients of integers; fractions are compared by cross-multiplying integers, so nothing rounds.
 *
 * @param n - the largest number of pixels that a mask touches, 1 to 2000; O(n³), 3 ms at n = 200
 * @throws RangeError where n is out of range.
 * @example
 * ```ts
 * import { largestDifference } from 'dice-workbook/theory';
 * largestDifference(29).toString() // => '204/1189'
 * ```
 */
export function largestDifference(n: number): Rational {
  if (!(Number.isInteger(n) && n >= 1 && n <= LARGEST_ENUMERATED_N)) throw new RangeError(`Expected a number of pixels from 1 to ${LARGEST_ENUMERATED_N}; got ${n}.`);
  let top = 0;
  let bottom = 1;
  for (let tp = 0; tp <= n; tp++) {
    for (let fp = 0; fp <= n - tp; fp++) {
      // The pair of empty masks, 0/0, is the only one left out.
      for (let fn = tp + fp === 0 ? 1 : 0; fn <= n - tp - fp; fn++) {
        const diceBottom = 2 * tp + fp + fn;
        const jaccardBottom = tp + fp + fn;
        const difference = Math.abs(2 * tp * jaccardBottom - tp * diceBottom);
        const over = diceBottom * jaccardBottom;
        if (difference * bottom > top * over) {
          top = difference;
          bottom = over;
        }
      }
    }
  }
  return rational(top, bottom);
}
