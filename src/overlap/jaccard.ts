import { measure } from './measure.js';

/**
 * Jaccard index, `J = tp / (tp + fp + fn)`: the size of the intersection over the size of the union.
 *
 * 0/0 where both masks are empty; 0 where exactly one is. Range [0, 1], 1 for equal masks. `D = 2J/(1 + J)`.
 *
 * @example
 * ```ts
 * import { jaccard } from 'dice-workbook/overlap';
 * jaccard.exact({ tp: 1, fp: 1, fn: 1, tn: 2 }).toString() // => '1/3'
 * ```
 * Source: P. Jaccard, "The distribution of the flora in the alpine zone", New Phytologist 11, 1912.
 */
export const jaccard = measure('jaccard', ({ tp, fp, fn }, { add, divide }) => divide(tp, add(tp, fp, fn)));
