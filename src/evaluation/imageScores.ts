import { dice, jaccard } from '../overlap/index.js';
import { emptyScore } from './empty.js';
import { SCORE_OPTIONS, validCounts, type ScoreOptions } from './maskScore.js';
import { checkOptions } from './options.js';

/** The two scores of an image on which methods are compared. */
export interface ImageScores {
  dice: number;
  jaccard: number;
}

/**
 * Dice and Jaccard of one image, counted once.
 *
 * `dice = 2·tp / (2·tp + fp + fn);  jaccard = tp / (tp + fp + fn)`
 *
 * @param reference - 0/1
 * @param prediction - 0/1, of the same length
 * @throws RangeError for lengths that differ, or values other than 0 and 1
 * @example
 * ```ts
 * import { imageScores } from 'dice-workbook/evaluation';
 * imageScores([1, 1, 0, 0], [1, 0, 1, 0]).dice // => 0.5
 * ```
 */
export function imageScores(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: ScoreOptions = {},
): ImageScores {
  checkOptions('imageScores', options, SCORE_OPTIONS);
  const { empty = 'one', valid } = options;
  const counts = validCounts(reference, prediction, valid);
  const whenUndefined = emptyScore(empty);
  return { dice: dice(counts, { whenUndefined }), jaccard: jaccard(counts, { whenUndefined }) };
}
