import { checkOptions, checkShare } from '../options.js';
import { atMost } from '../slack.js';
import { bestGroup } from './bestGroup.js';
import { cohensDz } from './cohensDz.js';
import { differenceVerdict, type DifferenceVerdict } from './differenceVerdict.js';
import { holm } from './holm.js';
import { letterDisplay } from './letterDisplay.js';
import { pairedBootstrap, type PairedBootstrap, type PairedBootstrapOptions } from './pairedBootstrap.js';
import { probabilityOfSuperiority } from './probabilityOfSuperiority.js';
import { scoreTable, type ScoresByMethod } from './scoreTable.js';

export interface CompareOptions extends PairedBootstrapOptions {
  /** The smallest difference that counts, 0 or more. Default 0.01. */
  margin?: number;
  /** Of the tests after Holm's correction, in (0, 1). Default 0.05. */
  alpha?: number;
}

/** The difference `method − baseline`, and how firmly it stands. */
export interface MethodDifference extends PairedBootstrap {
  method: string;
  baseline: string;
  /** `pTwoSided` corrected by Holm over all pairs. */
  pHolm: number;
  /** Effect sizes over the units: see `cohensDz` and `probabilityOfSuperiority`. */
  dz: number;
  superiority: number;
  /** By `differenceVerdict`, of the interval and `pHolm`. */
  verdict: DifferenceVerdict;
}

export interface MethodComparison {
  /** Mean over images, in the order given. */
  means: Record<string, number>;
  /** Every pair once, the baseline before the method in the order given. */
  pairs: MethodDifference[];
  /** The methods not significantly worse than the best: bold in a table. */
  best: string[];
  /** Methods that share a letter do not differ significantly. */
  letters: Record<string, string>;
}

/**
 * Compares every pair of methods on the same images: paired bootstrap by patient, Holm's correction over all pairs,
 * effect sizes, verdicts, and the groups that do not differ.
 *
 * All pairs are drawn with the same patients. The interval is that of one pair (level 0.95), not corrected; the p-value
 * is. The smallest two-sided p is 2/(resamples + 1), so that m pairs need more than 2·m/alpha resamples to decide
 * anything: 10 000 do for 28.
 *
 * @param scores - `{method: score of each image or patient}`, all in the same order, finite, larger is better
 * @throws UserError where fewer than two methods or units stand, lengths differ, a score is not finite, or an option has
 * no meaning
 * @example
 * ```ts
 * import { compareMethods } from 'dice-workbook/evaluation';
 * const ce = [0.7, 0.72, 0.69, 0.75, 0.71, 0.73, 0.74, 0.7];
 * const { best, pairs } = compareMethods({ ce, dice: ce.map((score, k) => score + 0.05 + k / 1000) });
 * best // => ['dice']
 * pairs[0].verdict // => 'greater'
 * ```
 * Source: T. Eelbode et al., IEEE TMI 39 (2020), section V, for the bold group; the tests are named where they stand.
 */
export function compareMethods(scores: ScoresByMethod, options: CompareOptions = {}): MethodComparison {
  checkOptions('compareMethods', options, ['margin', 'alpha', 'resamples', 'seed', 'level', 'patients']);
  const { margin = 0.01, alpha = 0.05, ...bootstrap } = options;
  checkShare('compareMethods', 'alpha', alpha);
  const { methods, rows } = scoreTable('compareMethods', scores);
  const { patients } = bootstrap;
  const named = methods.map((method, k) => ({ method, row: rows[k] ?? new Float64Array() }));
  const tested = named.flatMap(({ method: baseline, row: b }, i) =>
    named.slice(i + 1).map(({ method, row: a }) => ({
      method,
      baseline,
      ...pairedBootstrap(a, b, bootstrap),
      dz: cohensDz(a, b, { patients }),
      superiority: probabilityOfSuperiority(a, b, { patients }),
    })),
  );
  const corrected = holm(tested.map(({ pTwoSided }) => pTwoSided));
  const pairs = tested.map((pair, k): MethodDifference => {
    const pHolm = corrected[k] ?? NaN;
    return { ...pair, pHolm, verdict: differenceVerdict({ ...pair, p: pHolm }, { margin, alpha }) };
  });
  const differ = (a: string, b: string) =>
    pairs.some(
      ({ method, baseline, pHolm }) =>
        atMost(pHolm, alpha) && ((method === a && baseline === b) || (method === b && baseline === a)),
    );
  const means = Object.fromEntries(
    named.map(({ method, row }) => [method, row.reduce((sum, value) => sum + value, 0) / row.length]),
  );
  const ordered = [...methods].sort((a, b) => (means[b] ?? NaN) - (means[a] ?? NaN));
  return { means, pairs, best: bestGroup(means, differ), letters: letterDisplay(ordered, differ) };
}
