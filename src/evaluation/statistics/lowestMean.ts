import { UserError } from '../../userError.js';
import { checkNumbers, checkShare } from '../options.js';

/**
 * The mean of the lowest values: of so many as are `share` of all, rounded up.
 *
 * `(x[(1)] + … + x[(k)]) / k` with `k = ⌈share · n⌉` and `x[(1)] ≤ x[(2)] ≤ …`
 *
 * Of losses turned round it is the conditional value at risk; unlike a quantile it moves with every value below.
 *
 * @param values - at least one, finite, in any order
 * @param share - in (0, 1)
 * @throws UserError where there is no value, one is not finite, or the share is none
 * @example
 * ```ts
 * import { lowestMean } from 'dice-workbook/evaluation';
 * lowestMean([0.9, 0.2, 0.8, 0.4], 0.5) // => 0.3
 * ```
 * Source: R. T. Rockafellar and S. Uryasev, Optimization of Conditional Value-at-Risk, Journal of Risk 2 (2000).
 */
export function lowestMean(values: ArrayLike<number>, share: number): number {
  checkNumbers('lowestMean', 'values', values);
  checkShare('lowestMean', 'share', share);
  if (values.length === 0) throw new UserError('the lowest of no values have no mean.');
  const sorted = Float64Array.from(values).sort();
  // A product such as .05 · 60 is 3, or next to it by rounding.
  const count = Math.max(1, Math.ceil(share * sorted.length - 1e-9));
  let sum = 0;
  for (let k = 0; k < count; k++) sum += sorted[k]!;
  if (!Number.isFinite(sum)) throw new UserError('the values of a mean must be finite numbers.');
  return sum / count;
}
