import { rational, type Rational } from '../../rigor/index.js';

/** The largest errors between Dice and Jaccard over all pairs of masks in images of n pixels, as exact fractions. */
export interface FiniteErrors {
  n: number;
  /** max |D − J|, and the first counts that attain it. */
  absolute: Rational;
  at: { tp: number; fp: number; fn: number };
  /** max D/J − 1 over masks that meet. */
  relative: Rational;
  /** max (1 − J)/(1 − D) − 1 over masks that differ. */
  lossRelative: Rational;
  /** How many triples (tp, fp, fn) with 1 ≤ tp + fp + fn ≤ n were compared. */
  counts: number;
}

/**
 * Enumerates every pair of masks of at most `n` pixels by its counts, for every image size from 1 to n.
 *
 * Both scores are used as they are defined, as quotients of integers; fractions are compared by cross-multiplying
 * integers below 2⁵³, so no rounding happens anywhere. The empty pair (0/0) is left out. `tn` does not matter to either
 * score: it is n − tp − fp − fn.
 *
 * @param n - the largest number of pixels, 1 to 2000; O(n³)
 * @returns one entry for each image size, in order
 * @throws RangeError where n is out of range.
 */
export function finiteErrors(n: number): FiniteErrors[] {
  if (!(Number.isInteger(n) && n >= 1 && n <= LARGEST_ENUMERATED_N))
    throw new RangeError(`Expected a number of pixels from 1 to ${LARGEST_ENUMERATED_N}; got ${n}.`);
  const errors: FiniteErrors[] = [];
  let [absolute, absoluteOver, relative, relativeOver, loss, lossOver, counts] = [0, 1, 0, 1, 0, 1, 0];
  let at = { tp: 1, fp: 0, fn: 0 };
  for (let size = 1; size <= n; size++) {
    for (let tp = 0; tp <= size; tp++) {
      for (let fp = 0; fp <= size - tp; fp++) {
        const fn = size - tp - fp;
        counts++;
        const [diceTop, diceBottom, jaccardTop, jaccardBottom] = [2 * tp, 2 * tp + fp + fn, tp, tp + fp + fn];
        const difference = Math.abs(diceTop * jaccardBottom - jaccardTop * diceBottom);
        const over = diceBottom * jaccardBottom;
        if (difference * absoluteOver > absolute * over) {
          [absolute, absoluteOver, at] = [difference, over, { tp, fp, fn }];
        }
        // D/J = (diceTop · jaccardBottom) / (diceBottom · jaccardTop); its excess over one has the difference on top.
        if (tp > 0 && difference * relativeOver > relative * diceBottom * jaccardTop)
          [relative, relativeOver] = [difference, diceBottom * jaccardTop];
        const missedDice = diceBottom - diceTop;
        if (missedDice > 0 && difference * lossOver > loss * missedDice * jaccardBottom)
          [loss, lossOver] = [difference, missedDice * jaccardBottom];
      }
    }
    errors.push({
      n: size,
      absolute: rational(absolute, absoluteOver),
      at,
      relative: rational(relative, relativeOver),
      lossRelative: rational(loss, lossOver),
      counts,
    });
  }
  return errors;
}

/** Up to here every product of two compared fractions stays below 2⁵³, so floats hold it exactly. */
export const LARGEST_ENUMERATED_N = 2000;

/**
 * The largest |D − J| over every pair of masks with `1 ≤ tp + fp + fn ≤ n`, as an exact fraction, by going through all
 * of them.
 *
 * Both scores are used as they are defined, as quotients of integers; fractions are compared by cross-multiplying
 * integers, so nothing rounds.
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
  if (!(Number.isInteger(n) && n >= 1 && n <= LARGEST_ENUMERATED_N))
    throw new RangeError(`Expected a number of pixels from 1 to ${LARGEST_ENUMERATED_N}; got ${n}.`);
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
