import { shown } from './shown.js';

/**
 * What two masks have in common, pixel by pixel: pixels of both, of the prediction alone, of the reference alone, of
 * neither.
 */
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
  for (const [what, mask] of Object.entries({ reference, prediction }))
    if (!Array.isArray(mask) && !(ArrayBuffer.isView(mask) && !(mask instanceof DataView)))
      throw new RangeError(`confusionCounts: the ${what} is an array or a typed array of 0 and 1; got ${shown(mask)}.`);
  if (reference.length !== prediction.length) {
    throw new RangeError(
      `The masks differ in size: the reference has ${reference.length} pixels, the prediction ${prediction.length}. Compare masks of one image at one resolution.`,
    );
  }
  let [both, referenceSum, predictionSum] = [0, 0, 0];
  for (let i = 0; i < reference.length; i++) {
    const [y, p] = [reference[i]!, prediction[i]!];
    if ((y !== 0 && y !== 1) || (p !== 0 && p !== 1)) throw notBinary(i, y, p);
    both += y * p;
    referenceSum += y;
    predictionSum += p;
  }
  return {
    tp: both,
    fp: predictionSum - both,
    fn: referenceSum - both,
    tn: reference.length - referenceSum - predictionSum + both,
  };
}

function notBinary(i: number, y: unknown, p: unknown): RangeError {
  const [mask, value] = y !== 0 && y !== 1 ? ['reference', y] : ['prediction', p];
  return new RangeError(
    `A mask holds only 0 and 1, but the ${mask} is ${shown(value)} at pixel ${i}. Threshold probabilities, or divide by 255, first.`,
  );
}

const COUNT_NAMES = ['tp', 'fp', 'fn', 'tn'] as const;

/** What came in the place of four counts. */
export function shownCounts(counts: unknown): string {
  return typeof counts === 'object' && counts !== null
    ? COUNT_NAMES.map((name) => `${name} = ${shown((counts as Partial<Counts<unknown>>)[name])}`).join(', ')
    : shown(counts);
}

/** Masks larger than this are counts on paper; making them would fill the memory. */
const LARGEST_MASK = 2 ** 26;

/**
 * Two masks with the given counts, one pixel after the other: both, prediction alone, reference alone, neither.
 *
 * @param counts - whole numbers, at least 0, together at most 2²⁶ pixels
 * @throws RangeError where a count is negative or no whole number, or the masks would be too large.
 * @example
 * ```ts
 * import { confusionCounts, masksWithCounts } from 'dice-workbook/overlap';
 * const { reference, prediction } = masksWithCounts({ tp: 2, fp: 1, fn: 0, tn: 1 });
 * [...reference] // => [1, 1, 0, 0]
 * [...prediction] // => [1, 1, 1, 0]
 * ```
 */
export function masksWithCounts(counts: Counts<number | bigint>): {
  reference: Uint8Array;
  prediction: Uint8Array;
} {
  const sizes = COUNT_NAMES.map((name) => counts?.[name]).map((n) => (typeof n === 'bigint' ? Number(n) : n));
  const pixels = sizes.every((size) => Number.isInteger(size) && size! >= 0) ? sizes.reduce((a, b) => a! + b!)! : NaN;
  if (!(pixels <= LARGEST_MASK)) {
    throw new RangeError(
      `Masks need whole counts of at least 0 with at most ${LARGEST_MASK} pixels together; got ${shownCounts(counts)}.`,
    );
  }
  const [both, predictionOnly, referenceOnly] = sizes as [number, number, number];
  const reference = new Uint8Array(pixels)
    .fill(1, 0, both)
    .fill(1, both + predictionOnly, both + predictionOnly + referenceOnly);
  const prediction = new Uint8Array(pixels).fill(1, 0, both + predictionOnly);
  return { reference, prediction };
}
