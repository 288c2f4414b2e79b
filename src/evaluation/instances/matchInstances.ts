import { UserError } from '../../userError.js';
import { emptyScore, type EmptyScore } from '../empty.js';
import { checkMasks, checkOptions, shown } from '../options.js';
import { atMost } from '../slack.js';
import { assignPairs } from './assignPairs.js';
import { iou, overlaps } from './overlaps.js';

export interface InstanceOptions {
  /** Instances match where their IoU lies above this, in [0, 1). Default 0.5. */
  iouThreshold?: number;
  /** All three qualities of an image without an instance in either map. Default `one`. */
  empty?: EmptyScore;
}

/** An instance of the reference, the one of the prediction that matches it, and their Jaccard index. */
export interface InstancePair {
  reference: number;
  prediction: number;
  iou: number;
}

export interface InstanceMatching {
  pairs: InstancePair[];
  /** Pairs; instances of the prediction without partner; instances of the reference without partner. */
  tp: number;
  fp: number;
  fn: number;
  /** RQ, the F1 of instances: `tp / (tp + fp/2 + fn/2)`. */
  recognitionQuality: number;
  /** SQ, the mean IoU of the pairs; NaN where there are instances and no pair. */
  segmentationQuality: number;
  /** PQ, `Σ IoU of the pairs / (tp + fp/2 + fn/2)`, which is RQ·SQ. */
  panopticQuality: number;
}

/**
 * Matches the instances of two label maps one to one, and scores them by panoptic quality.
 *
 * `PQ = Σ over pairs of IoU / (tp + fp/2 + fn/2) = SQ·RQ`
 *
 * Each number but 0 is one instance; of masks, `connectedComponents` makes such maps. Above a threshold of one half no
 * instance has two candidates; below, those pairs are taken that have the largest sum of IoU. An IoU equal to the
 * threshold (up to rounding, a relative 1e-7) does not match, as in Kirillov's definition and MONAI.
 *
 * @param reference - instance numbers, 0 = background
 * @param prediction - instance numbers of the same pixels; the numbers need not be those of the reference
 * @throws UserError for lengths that differ, values that are no whole numbers from 0 up, or unknown options
 * @example
 * ```ts
 * import { matchInstances } from 'dice-workbook/evaluation';
 * const { tp, fp, fn, panopticQuality } = matchInstances([1, 1, 1, 0, 2, 2], [7, 7, 7, 7, 0, 9]);
 * [tp, fp, fn] // => [1, 1, 1]
 * panopticQuality // => 0.375
 * ```
 * Source: A. Kirillov et al., Panoptic Segmentation, CVPR 2019, arXiv 1801.00868.
 */
export function matchInstances(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: InstanceOptions = {},
): InstanceMatching {
  checkOptions('matchInstances', options, ['iouThreshold', 'empty']);
  const { iouThreshold = 0.5, empty = 'one' } = options;
  const withoutInstance = emptyScore(empty);
  if (!(typeof iouThreshold === 'number' && iouThreshold >= 0 && iouThreshold < 1))
    throw new UserError(`matchInstances: iouThreshold lies in [0, 1), not at ${shown(iouThreshold)}.`);
  checkLabelMaps('matchInstances', reference, prediction);
  const found = overlaps(reference, prediction);
  const pairs = assignPairs(found.pairs.filter((pair) => !atMost(iou(pair), iouThreshold))).map((pair) => ({
    reference: pair.reference,
    prediction: pair.prediction,
    iou: iou(pair),
  }));
  const tp = pairs.length;
  const [fp, fn] = [found.prediction.size - tp, found.reference.size - tp];
  const weight = tp + fp / 2 + fn / 2;
  const total = pairs.reduce((sum, pair) => sum + pair.iou, 0);
  return {
    pairs,
    tp,
    fp,
    fn,
    recognitionQuality: weight > 0 ? tp / weight : withoutInstance,
    segmentationQuality: weight > 0 ? total / tp : withoutInstance,
    panopticQuality: weight > 0 ? total / weight : withoutInstance,
  };
}

/** Refuses what are no two label maps of one image. */
export function checkLabelMaps(name: string, reference: ArrayLike<number>, prediction: ArrayLike<number>): void {
  checkMasks(name, reference, prediction);
  if (reference.length !== prediction.length)
    throw new UserError(
      `${name}: label maps are of one image, and the reference has ${reference.length} pixels, the prediction ${prediction.length}.`,
    );
  for (const map of [reference, prediction])
    for (let i = 0; i < map.length; i++)
      if (!(Number.isSafeInteger(map[i]) && Number(map[i]) >= 0))
        throw new UserError(`${name}: labels are whole numbers from 0 up, and pixel ${i} holds ${shown(map[i])}.`);
}
