import { connectedComponents, type ComponentOptions } from './connectedComponents.js';
import { emptyScore, type EmptyScore } from './empty.js';

export interface LesionOptions extends ComponentOptions {
  /** F1 of an image without a lesion in either mask. Default `one`. */
  empty?: EmptyScore;
}

export interface LesionDetection {
  /** Components of the reference, and how many of them the prediction touches. */
  lesions: number;
  detected: number;
  /** Components of the prediction, and how many of them touch no lesion: the false positives of this case. */
  predicted: number;
  falsePositives: number;
  /**
   * Harmonic mean of `detected / lesions` and `1 − falsePositives / predicted`; 0 where only one mask holds a
   * component.
   */
  f1: number;
}

/**
 * Lesion-wise detection: components count, not voxels, so that a small lesion weighs as much as a large one.
 *
 * `recall = detected / lesions;  precision = 1 − falsePositives / predicted;  f1 = 2·recall·precision / (recall +
 * precision)`
 *
 * A lesion is detected where at least one voxel of it is predicted. One predicted component may detect several lesions.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for a size that does not fit `shape`, values other than 0 and 1, a connectivity that the number of
 * axes does not have, or an unknown `empty`
 * @example
 * ```ts
 * import { lesionDetection } from 'dice-workbook/evaluation';
 * lesionDetection([1, 0, 1, 0, 0], [1, 0, 0, 0, 1], { shape: [1, 5] }).f1 // => 0.5
 * ```
 * Source: H. J. Kuijf et al., Standardized Assessment of Automatic Segmentation of White Matter Hyperintensities, IEEE
 * TMI 38 (2019).
 */
export function lesionDetection(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: LesionOptions,
): LesionDetection {
  const withoutLesion = emptyScore(options.empty ?? 'one');
  const truth = connectedComponents(reference, options);
  const found = connectedComponents(prediction, options);
  const detectedLesions = new Set<number>();
  const rightComponents = new Set<number>();
  for (let i = 0; i < truth.labels.length; i++) {
    if (truth.labels[i] === 0 || found.labels[i] === 0) continue;
    detectedLesions.add(truth.labels[i]!);
    rightComponents.add(found.labels[i]!);
  }
  const lesions = truth.sizes.length;
  const predicted = found.sizes.length;
  const recall = detectedLesions.size / lesions;
  const precision = rightComponents.size / predicted;
  const f1 =
    recall > 0 && precision > 0
      ? (2 * recall * precision) / (recall + precision)
      : lesions + predicted === 0
        ? withoutLesion
        : 0;
  return { lesions, detected: detectedLesions.size, predicted, falsePositives: predicted - rightComponents.size, f1 };
}
