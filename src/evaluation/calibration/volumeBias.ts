import { UserError } from '../../userError.js';
import { checkArgument, isNumber } from '../checkArgument.js';
import { isRecord, shown } from '../options.js';

/** What is stored of one unit (image or patient): its counts, and the sum of its foreground probabilities. */
export interface CountedVolume {
  tp: number;
  fp: number;
  fn: number;
  /** `Σ p` over the unit's pixels, the volume that a calibrated network expects. */
  softVolume: number;
}

export interface VolumeBias {
  /** Mean over units of `(softVolume − |y|) / |y|`, and of `(|ỹ| − |y|) / |y|`. */
  soft: number;
  hard: number;
  /** The same of the sums over all units: large objects weigh more, and an empty reference counts. */
  softPooled: number;
  hardPooled: number;
  /** Units whose reference holds something, over which means are taken, and those where it does not. */
  units: number;
  emptyUnits: number;
}

/**
 * How much too large volumes are, relative to the reference: by the probabilities themselves (soft) and by the mask
 * (hard). Above 0: too much; −1: nothing is predicted.
 *
 * Both means are NaN where no unit's reference holds anything.
 *
 * @param units - counts of whole numbers, and soft volumes of 0 or more
 * @throws UserError where there is no unit, or a number is negative or NaN
 * @example
 * ```ts
 * import { volumeBias } from 'dice-workbook/evaluation';
 * const { soft, hard } = volumeBias([{ tp: 8, fp: 4, fn: 2, softVolume: 11 }]);
 * soft // => 0.1
 * hard // => 0.2
 * ```
 * Source: J. Bertels et al., Theoretical Analysis and Experimental Validation of Volume Bias of Soft Dice Optimized
 * Segmentation Maps in the Context of Inherent Uncertainty, Medical Image Analysis 67 (2021), arXiv 2211.04161.
 */
export function volumeBias(units: readonly CountedVolume[]): VolumeBias {
  checkArgument(
    ...(['volumeBias', 'units', units, 'a list of { tp, fp, fn, softVolume }'] as const),
    Array.isArray(units) && units.every(isRecord),
  );
  if (units.length === 0) throw new UserError('volumeBias needs at least one unit.');
  units.forEach((unit, k) => {
    for (const name of ['tp', 'fp', 'fn', 'softVolume'] as const)
      if (!isNumber(unit[name], 0, Number.MAX_VALUE))
        throw new UserError(`counts and volumes are 0 or more, and ${name} of unit ${k} is ${shown(unit[name])}.`);
  });
  const rows = units.map(({ tp, fp, fn, softVolume }) => ({ reference: tp + fn, mask: tp + fp, soft: softVolume }));
  const filled = rows.filter(({ reference }) => reference > 0);
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    filled.reduce((sum, row) => sum + (of(row) - row.reference) / row.reference, 0) / filled.length;
  const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const reference = total((row) => row.reference);
  const pooled = (of: (row: (typeof rows)[number]) => number) =>
    reference > 0 ? (total(of) - reference) / reference : NaN;
  return {
    soft: mean((row) => row.soft),
    hard: mean((row) => row.mask),
    softPooled: pooled((row) => row.soft),
    hardPooled: pooled((row) => row.mask),
    units: filled.length,
    emptyUnits: rows.length - filled.length,
  };
}
