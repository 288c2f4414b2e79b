import * as overlap from '../overlap/index.js';
import { maskScore, SCORE_OPTIONS, type ScoreOptions } from './maskScore.js';
import { checkOptions } from './options.js';

type Mask = ArrayLike<number>;

/**
 * Dice of two masks, `2·tp / (2·tp + fp + fn)`; both empty: `empty` (default 1); one empty: 0. See `maskScore` for
 * parameters and errors.
 *
 * @example
 * ```ts
 * import { dice } from 'dice-workbook/evaluation';
 * dice([1, 1, 0, 0], [1, 0, 1, 0]) // => 0.5
 * dice([0, 0], [0, 0], { empty: 'zero' }) // => 0
 * ```
 */
export const dice = (reference: Mask, prediction: Mask, options?: ScoreOptions): number =>
  maskScore(overlap.dice, reference, prediction, options);

/**
 * Jaccard of two masks, `tp / (tp + fp + fn)`; both empty: `empty` (default 1); one empty: 0. See `maskScore` for
 * parameters and errors.
 */
export const jaccard = (reference: Mask, prediction: Mask, options?: ScoreOptions): number =>
  maskScore(overlap.jaccard, reference, prediction, options);

/**
 * Tversky index of two masks, `tp / (tp + alpha·fp + beta·fn)`, the weights 0 or more; both empty: `empty` (default 1).
 */
export const tversky = (reference: Mask, prediction: Mask, options: overlap.TverskyWeights & ScoreOptions): number => {
  checkOptions('tversky', options, ['alpha', 'beta', ...SCORE_OPTIONS]);
  const { alpha, beta, ...scoring } = options;
  return maskScore(overlap.tversky({ alpha, beta }), reference, prediction, scoring);
};

/**
 * Sensitivity (recall) of two masks, `tp / (tp + fn)`: how much of the reference is found; reference empty: `empty`
 * (default 1).
 */
export const sensitivity = (reference: Mask, prediction: Mask, options?: ScoreOptions): number =>
  maskScore(overlap.recall, reference, prediction, options);

/**
 * Specificity of two masks, `tn / (tn + fp)`: how much background is left alone; no background: `empty` (default 1).
 */
export const specificity = (reference: Mask, prediction: Mask, options?: ScoreOptions): number =>
  maskScore(overlap.specificity, reference, prediction, options);

/**
 * Precision of two masks, `tp / (tp + fp)`: how much of the prediction is right; prediction empty: `empty` (default 1).
 */
export const precision = (reference: Mask, prediction: Mask, options?: ScoreOptions): number =>
  maskScore(overlap.precision, reference, prediction, options);
