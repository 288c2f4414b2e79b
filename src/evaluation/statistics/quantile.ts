import { UserError } from '../../userError.js';
import { isNumber } from '../checkArgument.js';
import { checkNumbers, shown } from '../options.js';

/**
 * The `q`-quantile of sorted values, by linear interpolation between the two nearest ranks (type 7; NumPy's default).
 *
 * `h = (n − 1)·q;  quantile = x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋ + 1] − x[⌊h⌋])`
 *
 * Infinite values are allowed: between a finite and an infinite rank the quantile is infinite, never NaN.
 *
 * @param sorted - ascending, at least one value, no NaN
 * @param q - in [0, 1]
 * @throws UserError where there is no value, or `q` lies outside [0, 1]
 * @example
 * ```ts
 * import { quantile } from 'dice-workbook/evaluation';
 * quantile([1, 2, 3, 4], 0.95) // => 3.85
 * ```
 * Source: R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996),
 * definition 7.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (!isNumber(q, 0, 1)) throw new UserError(`a quantile lies in [0, 1], not at ${shown(q)}.`);
  checkNumbers('quantile', 'the sorted values', sorted);
  if (sorted.length === 0) throw new UserError('a quantile needs at least one value, and there is none.');
  // A rank that rounding alone parts from a whole one is whole: .55 of 100 steps comes out above 55.
  const product = (sorted.length - 1) * q;
  const nearest = Math.round(product);
  const h = Math.abs(product - nearest) <= 2 * Number.EPSILON * nearest ? nearest : product;
  const below = sorted[Math.floor(h)]!;
  const above = sorted[Math.ceil(h)]!;
  // Equal ends first: the difference of two infinities is NaN.
  return below === above ? below : below + (h - Math.floor(h)) * (above - below);
}
