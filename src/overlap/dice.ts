import { measure } from './measure.js';

/**
 * Dice score, `D = 2·tp / (2·tp + fp + fn)`: the size of the intersection over the mean size of the two masks.
 *
 * 0/0 where both masks are empty; 0 where exactly one is. Range [0, 1], 1 for equal masks.
 *
 * @example
 * ```ts
 * import { dice } from 'dice-workbook/overlap';
 * dice({ tp: 1, fp: 1, fn: 1, tn: 2 }) // => 0.5
 * dice({ tp: 0, fp: 0, fn: 0, tn: 5 }, { whenUndefined: 1 }) // => 1
 * ```
 * Source: L. R. Dice, "Measures of the amount of ecologic association between species", Ecology 26, 1945.
 */
export const dice = measure('dice', ({ tp, fp, fn }, { of, add, multiply, divide }) =>
  divide(multiply(of(2), tp), add(multiply(of(2), tp), fp, fn)),
);
