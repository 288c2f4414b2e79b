import { UserError } from '../../userError.js';
import { emptyScore, type EmptyScore } from '../empty.js';
import { checkOptions, checkWhole, shown } from '../options.js';
import { atMost } from '../slack.js';
import { assignPairs } from './assignPairs.js';
import { COMPONENT_OPTIONS, connectedComponents, type ComponentOptions } from './connectedComponents.js';
import { iou, overlaps, type Overlap } from './overlaps.js';

/** When a lesion counts as found. */
export interface LesionRule {
  /**
   * In [0, 1]: the part of a component's voxels that the other mask must hold; with `oneToOne`, the IoU that a pair must
   * have. Default 0: one voxel is enough.
   */
  minimumOverlap?: number;
  /**
   * Each lesion is found by a predicted component of its own, and each of those finds one lesion: the pairs with the
   * largest sum of IoU. Default false: one component may find several lesions, and several one.
   */
  oneToOne?: boolean;
  /** Components of fewer voxels do not count, in either mask. Default 1. */
  minimumVoxels?: number;
}

export interface LesionOptions extends ComponentOptions, LesionRule {
  /** F1 of an image without a lesion in either mask. Default `one`. */
  empty?: EmptyScore;
}

export interface LesionDetection {
  /** Components of the reference, and how many of them are found. */
  lesions: number;
  detected: number;
  /** Components of the prediction, and how many of them are no lesion: the false positives of this case. */
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
 * Unless the rule says otherwise a lesion is detected where at least one voxel of it is predicted, and one predicted
 * component may detect several lesions.
 *
 * @param reference - 0/1, row-major
 * @param prediction - 0/1, of the same shape
 * @throws UserError for a size that does not fit `shape`, values other than 0 and 1, a connectivity that the number of
 * axes does not have, or unknown options
 * @example
 * ```ts
 * import { lesionDetection } from 'dice-workbook/evaluation';
 * const [lesions, found] = [[1, 0, 1, 0, 0], [1, 1, 1, 0, 1]];
 * lesionDetection(lesions, found, { shape: [1, 5] }).f1 // => 2 / 3
 * lesionDetection(lesions, found, { shape: [1, 5], oneToOne: true }).detected // => 1
 * ```
 * Source: H. J. Kuijf et al., Standardized Assessment of Automatic Segmentation of White Matter Hyperintensities, IEEE
 * TMI 38 (2019).
 */
export function lesionDetection(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: LesionOptions,
): LesionDetection {
  checkOptions('lesionDetection', options, [...COMPONENT_OPTIONS, ...LESION_RULE, 'empty']);
  const { shape, connectivity, minimumOverlap = 0, oneToOne = false, minimumVoxels = 1, empty = 'one' } = options;
  const withoutLesion = emptyScore(empty);
  if (!(typeof minimumOverlap === 'number' && minimumOverlap >= 0 && minimumOverlap <= 1))
    throw new UserError(`minimumOverlap is a part of a lesion, in [0, 1], not ${shown(minimumOverlap)}.`);
  if (typeof oneToOne !== 'boolean') throw new UserError(`oneToOne is true or false, not ${shown(oneToOne)}.`);
  checkWhole('lesionDetection', 'minimumVoxels', minimumVoxels, 1);
  const components = (mask: ArrayLike<number>) => connectedComponents(mask, { shape, connectivity }).labels;
  const found = overlaps(components(reference), components(prediction));
  for (const sizes of [found.reference, found.prediction])
    for (const [label, size] of sizes) if (size < minimumVoxels) sizes.delete(label);
  const pairs = found.pairs.filter(
    (pair) => found.reference.has(pair.reference) && found.prediction.has(pair.prediction),
  );
  const matched = oneToOne ? assignPairs(pairs.filter((pair) => atMost(minimumOverlap, iou(pair)))).length : undefined;
  const detected = matched ?? covered(pairs, 'reference', found.reference, minimumOverlap);
  const right = matched ?? covered(pairs, 'prediction', found.prediction, minimumOverlap);
  const [lesions, predicted] = [found.reference.size, found.prediction.size];
  const [recall, precision] = [detected / lesions, right / predicted];
  const f1 =
    recall > 0 && precision > 0
      ? (2 * recall * precision) / (recall + precision)
      : lesions + predicted === 0
        ? withoutLesion
        : 0;
  return { lesions, detected, predicted, falsePositives: predicted - right, f1 };
}

export const LESION_RULE = ['minimumOverlap', 'oneToOne', 'minimumVoxels'] as const;

/** How many regions of one side share at least the part `least` of their pixels with the other side. */
function covered(
  pairs: readonly Overlap[],
  side: 'reference' | 'prediction',
  sizes: ReadonlyMap<number, number>,
  least: number,
): number {
  const common = new Map<number, number>();
  for (const pair of pairs) common.set(pair[side], (common.get(pair[side]) ?? 0) + pair.intersection);
  return [...common].filter(([label, pixels]) => atMost(least, pixels / (sizes.get(label) ?? NaN))).length;
}
