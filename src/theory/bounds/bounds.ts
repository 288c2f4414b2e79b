import type { Measure } from '../../overlap/index.js';
import { shown } from '../../overlap/shown.js';
import { absoluteError, excess } from './absoluteError.js';
import type { Side } from './attained.js';
import type { ErrorBound } from './errorBound.js';
import { signChange } from './interiorPole.js';
import { formula } from './radicals.js';
import { relativeError } from './relativeError.js';
import { undefinedFaces } from './valueAt.js';

export interface Bounds {
  a: string;
  b: string;
  /** The largest |a − b|. */
  absolute: ErrorBound;
  /**
   * The smallest ε with |b|/(1 + ε) ≤ |a| ≤ (1 + ε)|b| and equal signs, for all masks; infinite where there is none.
   */
  relative: ErrorBound;
  /**
   * Where a measure is 0/0, has a pole inside or the root of a negative number, so that the pair of masks is left out:
   * "dice: tp = fp = fn = 0".
   */
  undefinedWhere: string[];
}

export interface BoundsOptions {
  /**
   * Wanted width `upper − lower`; default 1e-9 where only curves remain to be searched, as for every pair of Tversky
   * indices, and 1e-6 otherwise.
   */
  tolerance?: number;
  /**
   * Boxes to spend on each direction of each error before it stops with a wider (still rigorous) enclosure; default 1
   * 000 000.
   */
  maxBoxes?: number;
}

const DEFAULT_MAX_BOXES = 1_000_000;

/**
 * Encloses the largest absolute and relative error between two overlap measures, over all pairs of masks of all image
 * sizes.
 *
 * The measures are turned into formulas with exact coefficients; the counts are compactified, so that every limit (a
 * count that vanishes or grows against another) belongs to the domain; faces are reached by proofs of monotonicity and
 * the rest is searched by branch and bound with outward rounding. Masks on which a measure is 0/0 are left out, and
 * listed. Masks on which both measures are 0 have no relative error. An enclosure that stays wider than asked for
 * (weights of hundreds of digits, roots of differences) is still true: its upper end may be infinite.
 *
 * @param a - a measure: a function of the four counts that does not depend on the image size as such
 * @param b - another
 * @throws RangeError where a measure depends on the image size, or divides by a sum of different roots.
 * @example
 * ```ts
 * import { dice, jaccard } from 'dice-workbook/overlap';
 * import { bounds } from 'dice-workbook/theory';
 * const { absolute, relative } = bounds(dice, jaccard);
 * absolute.upper - absolute.lower <= 1e-9 // => true
 * Math.abs(absolute.lower - (3 - 2 * Math.SQRT2)) < 1e-9 // => true
 * Math.abs(relative.upper - 1) < 1e-9 // => true
 * ```
 */
export function bounds(
  a: Measure,
  b: Measure,
  { tolerance, maxBoxes = DEFAULT_MAX_BOXES }: BoundsOptions = {},
): Bounds {
  for (const measure of [a, b])
    if (typeof measure?.over !== 'function')
      throw new RangeError(
        `bounds takes two measures, such as dice or parseMeasure('tversky:0.3,0.7'), not ${shown(measure)}.`,
      );
  const sides = [
    { measure: a, formula: formula(a) },
    { measure: b, formula: formula(b) },
  ] as const;
  const options = { tolerance, maxBoxes };
  return {
    a: a.id,
    b: b.id,
    absolute: absoluteError(...sides, options),
    relative: relativeError(...sides, options),
    undefinedWhere: [...new Set(sides.flatMap(undefinedPlaces))],
  };
}

/** Where a measure is 0/0, or divides by zero although no count is zero, or takes the root of a negative number. */
function undefinedPlaces({ measure, formula }: Side): string[] {
  const vanishing = formula.flatMap(({ factor, radicand }) => [factor.denominator, radicand.denominator]);
  const poles = vanishing.filter(signChange).map((polynomial) => `${measure.id}: ${polynomial} = 0`);
  const negative = formula
    .filter(({ radicand }) => signChange(radicand.numerator.multiply(radicand.denominator)))
    .map(({ radicand }) => `${measure.id}: ${radicand} < 0`);
  return [...undefinedFaces(measure), ...poles, ...negative];
}

/** Encloses the supremum of `a − b` alone: how far a can exceed b. */
export function largestExcess(
  a: Measure,
  b: Measure,
  { tolerance, maxBoxes = DEFAULT_MAX_BOXES }: BoundsOptions = {},
): ErrorBound {
  return excess({ measure: a, formula: formula(a) }, { measure: b, formula: formula(b) }, { tolerance, maxBoxes });
}
