import { UserError } from '../../userError.js';
import { shown } from '../options.js';

/**
 * Quantiles of the studentized range of 2, 3, … 20 values, infinitely many degrees of freedom, divided by √2, to five decimals. Made by
 * SciPy 1.17.1: `[studentized_range.ppf(1 - alpha, k, inf) / sqrt(2) for k in range(2, 21)]`.
 */
const QUANTILES: Record<string, readonly number[]> = {
  '0.01': [
    2.57583, 2.91349, 3.11325, 3.25469, 3.36374, 3.45221, 3.52647, 3.59034, 3.64629, 3.69602, 3.74073, 3.78132, 3.81845,
    3.85265, 3.88434, 3.91385, 3.94145, 3.96736, 3.99177,
  ],
  '0.05': [
    1.95996, 2.3437, 2.56903, 2.72777, 2.84971, 2.94832, 3.03088, 3.10173, 3.16368, 3.21865, 3.268, 3.31274, 3.35362,
    3.39123, 3.42604, 3.45842, 3.48868, 3.51707, 3.5438,
  ],
  '0.1': [
    1.64485, 2.05229, 2.29134, 2.45952, 2.58852, 2.69273, 2.77988, 2.85461, 2.91989, 2.97777, 3.02969, 3.07673, 3.11969,
    3.1592, 3.19574, 3.22972, 3.26146, 3.29122, 3.31923,
  ],
};

/**
 * Nemenyi's critical difference: two of k methods differ where their mean ranks over n blocks lie at least so far apart.
 *
 * `CD = q(α, k)·√(k(k + 1) / (6n))`, q the quantile of the studentized range divided by √2
 *
 * It holds for all pairs together, and after a Friedman test that rejects. With six tasks and eight methods it is 4.29
 * of the 7 ranks there are: over few tasks the test decides almost nothing.
 *
 * @param methods - k, 2 to 20
 * @param blocks - n, the number of tasks (or images) over which ranks were averaged
 * @param alpha - 0.01, 0.05 (default) or 0.1
 * @throws UserError for another number of methods, blocks or alpha
 * @example
 * ```ts
 * import { criticalDifference } from 'dice-workbook/evaluation';
 * criticalDifference(4, 14) // => 1.253558…
 * ```
 * Source: J. Demšar, Statistical Comparisons of Classifiers over Multiple Data Sets, JMLR 7 (2006), section 3.2.2 and
 * table 5.
 */
export function criticalDifference(methods: number, blocks: number, alpha: 0.01 | 0.05 | 0.1 = 0.05): number {
  const quantiles = typeof alpha === 'number' && QUANTILES[String(alpha)];
  if (!quantiles) throw new UserError(`criticalDifference knows alpha = 0.01, 0.05 and 0.1, not ${shown(alpha)}.`);
  const q = typeof methods === 'number' ? quantiles[methods - 2] : undefined;
  if (q === undefined) throw new UserError(`criticalDifference compares 2 to 20 methods, not ${shown(methods)}.`);
  if (!(Number.isInteger(blocks) && blocks >= 1))
    throw new UserError(`criticalDifference needs the number of blocks, at least 1, not ${shown(blocks)}.`);
  return q * Math.sqrt((methods * (methods + 1)) / (6 * blocks));
}
