import { UserError } from '../../userError.js';

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
  if (!(q >= 0 && q <= 1)) throw new UserError(`a quantile lies in [0, 1], not at ${q}.`);
  if (sorted.length === 0) throw new UserError('a quantile needs at least one value, and there is none.');
  const h = (sorted.length - 1) * q;
  const below = sorted[Math.floor(h)]!;
  const above = sorted[Math.ceil(h)]!;
  // Equal ends first: the difference of two infinities is NaN.
  return below === above ? below : below + (h - Math.floor(h)) * (above - below);
}
