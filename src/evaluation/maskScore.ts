import { confusionCounts, type Counts, type Measure } from '../overlap/index.js';
import { checkArgument } from './checkArgument.js';
import { checkValid } from './checkValid.js';
import { emptyScore, type EmptyScore } from './empty.js';
import { checkMasks, checkOptions } from './options.js';

export interface ScoreOptions {
  /** Score of 0/0. Default `one`. */
  empty?: EmptyScore;
  /** 1 where a pixel counts, 0 where it does not; default: all count. */
  valid?: ArrayLike<number>;
}

export const SCORE_OPTIONS = ['empty', 'valid'] as const;

/**
 * Any overlap measure of two masks.
 *
 * Where the measure is 0/0 the score is `empty`, whichever mask is empty: precision of a miss, for one, and sensitivity
 * where nothing was to be found. With `nan` such an image is to be left out of means, and counted.
 *
 * @param measure - from `dice-workbook/overlap`, or one's own: `measure('name', formula)`
 * @param reference - 0/1
 * @param prediction - 0/1, of the same length
 * @throws RangeError for lengths that differ, or values other than 0 and 1; UserError for such a `valid`, what is no
 * list of numbers, or unknown options
 * @example
 * ```ts
 * import { maskScore } from 'dice-workbook/evaluation';
 * import { fMeasure } from 'dice-workbook/overlap';
 * maskScore(fMeasure(2), [1, 1, 0, 0], [1, 0, 0, 0]) // => 5 / 9
 * ```
 */
export function maskScore(
  measure: Measure,
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: ScoreOptions = {},
): number {
  checkMeasure('maskScore', measure);
  checkOptions(`maskScore of ${measure.id}`, options, SCORE_OPTIONS);
  const { empty = 'one', valid } = options;
  return measure(validCounts(reference, prediction, valid), { whenUndefined: emptyScore(empty) });
}

/** The counts over the pixels that are valid. */
export function validCounts(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  valid?: ArrayLike<number>,
): Counts {
  checkMasks('a score of masks', reference, prediction);
  if (valid === undefined) return confusionCounts(reference, prediction);
  checkValid(valid, reference.length);
  const kept = (mask: ArrayLike<number>) => {
    const values: number[] = [];
    for (let i = 0; i < mask.length; i++) if (valid[i]) values.push(mask[i]!);
    return values;
  };
  return confusionCounts(kept(reference), kept(prediction));
}

/** Refuses what is no measure of counts. */
export const checkMeasure = (name: string, measure: unknown): void =>
  checkArgument(
    name,
    'the measure',
    measure,
    'a function of counts, as dice of dice-workbook/overlap',
    typeof measure === 'function',
  );
