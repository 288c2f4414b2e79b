import { UserError } from '../../userError.js';
import { isNumber } from '../checkArgument.js';
import { checkOptions, shown } from '../options.js';
import { atMost } from '../slack.js';
import { pairedBootstrap, type PairedBootstrapOptions } from './pairedBootstrap.js';
import { pairedDifferences } from './resamplingUnits.js';

export interface EquivalenceOptions extends PairedBootstrapOptions {
  /** The smallest difference that counts, above 0. */
  margin: number;
}

export interface EquivalenceTest {
  mean: number;
  lower: number;
  upper: number;
  /** The larger of the p-values for "mean ≤ −margin" and "mean ≥ margin": small where both can be excluded. */
  p: number;
  /** p ≤ (1 − level)/2, which is: the interval at `level` lies within the margin. */
  equivalent: boolean;
}

/**
 * Two one-sided tests: is the mean difference of two paired scores smaller than what counts?
 *
 * `p = max(p of "mean ≤ −margin", p of "mean ≥ margin")`, each by the paired bootstrap
 *
 * That a difference is not significant does not show that there is none; this does. With the default level of 0.95 each
 * test is made at 0.025; level 0.9 gives the customary 0.05.
 *
 * @param a - score of each image under one method
 * @param b - score of the same images, in the same order, under the other
 * @throws UserError for a margin of 0 or less, and as `pairedBootstrap` does
 * @example
 * ```ts
 * import { equivalenceTest } from 'dice-workbook/evaluation';
 * const [a, b] = [[0.801, 0.699, 0.902, 0.6], [0.8, 0.7, 0.9, 0.601]];
 * equivalenceTest(a, b, { margin: 0.01 }).equivalent // => true
 * ```
 * Source: D. J. Schuirmann, A Comparison of the Two One-Sided Tests Procedure and the Power Approach, Journal of
 * Pharmacokinetics and Biopharmaceutics 15 (1987).
 */
export function equivalenceTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: EquivalenceOptions,
): EquivalenceTest {
  checkOptions('equivalenceTest', options, ['margin', 'resamples', 'seed', 'level', 'patients']);
  const { margin, ...bootstrap } = options;
  if (!isNumber(margin, Number.MIN_VALUE, Number.MAX_VALUE))
    throw new UserError(`margin is a number above 0, not ${shown(margin)}.`);
  const differences = pairedDifferences(a, b);
  const against = (shift: number) =>
    pairedBootstrap(
      differences,
      differences.map(() => shift),
      bootstrap,
    );
  const { mean, lower, upper, level } = against(0);
  const p = Math.max(against(-margin).pGreater, against(margin).pLess);
  return { mean, lower, upper, p, equivalent: atMost(p, (1 - level) / 2) };
}
