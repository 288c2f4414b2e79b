import type { Counts } from './counts.js';

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
export function masksWithCounts({ tp, fp, fn, tn }: Counts<number | bigint>): { reference: Uint8Array; prediction: Uint8Array } {
  const sizes = [tp, fp, fn, tn].map(Number);
  const pixels = sizes.reduce((a, b) => a + b);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 0) || pixels > LARGEST_MASK) {
    throw new RangeError(`Masks need whole counts of at least 0 with at most ${LARGEST_MASK} pixels together; got tp = ${tp}, fp = ${fp}, fn = ${fn}, tn = ${tn}.`);
  }
  const [both, predictionOnly, referenceOnly] = sizes as [number, number, number];
  const reference = new Uint8Array(pixels).fill(1, 0, both).fill(1, both + predictionOnly, both + predictionOnly + referenceOnly);
  const prediction = new Uint8Array(pixels).fill(1, 0, both + predictionOnly);
  return { reference, prediction };
}
