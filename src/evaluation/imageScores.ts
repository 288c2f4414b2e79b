import { UserError } from '../userError.js';
import { emptyScore, type EmptyScore } from './empty.js';

export interface ImageScoreOptions {
  /** Score of 0/0. Default `one`. */
  empty?: EmptyScore;
  /** 1 where a pixel counts, 0 where it does not; default: all count. */
  valid?: ArrayLike<number>;
}

/** The two scores of an image on which methods are compared. */
export interface ImageScores {
  dice: number;
  jaccard: number;
}

/**
 * Dice and Jaccard of one image.
 *
 * `dice = 2·tp / (2·tp + fp + fn);  jaccard = tp / (tp + fp + fn)`
 *
 * @param reference - 0/1
 * @param prediction - 0/1, of the same length
 * @throws UserError for lengths that differ, or values other than 0 and 1
 * @example
 * ```ts
 * import { imageScores } from 'dice-workbook/evaluation';
 * imageScores([1, 1, 0, 0], [1, 0, 1, 0]).dice // => 0.5
 * ```
 */
export function imageScores(reference: ArrayLike<number>, prediction: ArrayLike<number>, { empty = 'one', valid }: ImageScoreOptions = {}): ImageScores {
  if (reference.length !== prediction.length || (valid && valid.length !== reference.length)) {
    throw new UserError(`reference, prediction and valid are of one length, not ${reference.length}, ${prediction.length}${valid ? ` and ${valid.length}` : ''}.`);
  }
  let tp = 0;
  let differing = 0;
  for (let i = 0; i < reference.length; i++) {
    const y = reference[i]!;
    const p = prediction[i]!;
    if ((y !== 0 && y !== 1) || (p !== 0 && p !== 1)) throw new UserError(`masks hold 0 and 1 only, and pixel ${i} holds ${y} and ${p}.`);
    if (valid && !valid[i]) continue;
    tp += y & p;
    differing += y ^ p;
  }
  const undefinedScore = emptyScore(empty);
  if (tp + differing === 0) return { dice: undefinedScore, jaccard: undefinedScore };
  return { dice: (2 * tp) / (2 * tp + differing), jaccard: tp / (tp + differing) };
}
