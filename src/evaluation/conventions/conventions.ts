import type { GridOptions } from '../grid.js';
import { hausdorffDistance } from '../hausdorffDistance.js';
import { dice, jaccard } from '../overlapScores.js';

type Mask = ArrayLike<number>;

/** What a library scores where a mask is empty; the other masks it scores by the formula. */
interface EmptyRules {
  bothEmpty: number;
  /** Something is predicted where nothing is. */
  falsePositive: number;
  /** Nothing is predicted where something is. */
  miss: number;
}

/** How one library scores a pair of masks. Every one of them leaves NaN out of its means. */
export interface Convention extends EmptyRules {
  measure: 'Dice' | 'Jaccard' | 'HD95';
  /** Whose convention it is, under which of its options. */
  library: string;
  /** HD95 only: how the directions combine, and where it is the Hausdorff distance after all, 100. */
  directions?: 'pool' | 'max';
  percentile?: number;
}

/** HD95 of a miss in the BraTS challenge: about the diagonal of its 240 x 240 x 155 volumes. */
const BRATS_PENALTY_MM = 373.13;

/** Stands for the length of the image's diagonal, which depends on the grid. */
export const DIAGONAL = -1;

const overlap = (
  measure: 'Dice' | 'Jaccard',
  library: string,
  bothEmpty: number,
  rest: Partial<EmptyRules> = {},
): Convention => ({ measure, library, bothEmpty, falsePositive: 0, miss: 0, ...rest });
const hd95 = (
  library: string,
  directions: 'pool' | 'max',
  bothEmpty: number,
  oneEmpty: number,
  percentile = 95,
): Convention => ({
  measure: 'HD95',
  library,
  directions,
  percentile,
  bothEmpty,
  falsePositive: oneEmpty,
  miss: oneEmpty,
});

/**
 * The rules on empty masks of the code that segmentation is scored with, as its public sources state them (read in
 * 2026).
 */
export const conventions: readonly Convention[] = [
  overlap('Dice', 'this package (default)', 1),
  overlap('Dice', 'Lovász-Softmax, MetricsReloaded, seg-metrics', 1),
  overlap('Dice', 'MONAI, ignore_empty = false', 1),
  // An empty reference is left out even where something was predicted.
  overlap('Dice', 'MONAI, ignore_empty = true (default)', NaN, { falsePositive: NaN }),
  overlap('Dice', 'nnU-Net, surface-distance, TIAToolbox, torchmetrics', NaN),
  overlap('Dice', 'segmentation_models.pytorch', 0),
  overlap('Dice', 'TransUNet', 0, { falsePositive: 1 }),
  overlap('Jaccard', 'this package (default)', 1),
  overlap('Jaccard', 'Lovász-Softmax, MetricsReloaded', 1),
  // torchmetrics marks an absent class by −1 and then drops it; Keras drops it.
  overlap('Jaccard', 'torchmetrics, Keras', NaN),
  overlap('Jaccard', 'segmentation_models.pytorch', 0),
  hd95('this package (default)', 'pool', 0, Infinity),
  hd95('surface-distance', 'max', Infinity, Infinity),
  // Interpolating between infinite distances gives NaN, so that a miss leaves the mean (MONAI issue 9095).
  hd95('MONAI, with a percentile', 'max', NaN, NaN),
  hd95('MetricsReloaded', 'max', 0, NaN),
  hd95('nnU-Net v1, nan_for_nonexisting = true', 'pool', NaN, NaN),
  hd95('nnU-Net v1, nan_for_nonexisting = false', 'pool', 0, 0),
  hd95('TransUNet', 'pool', 0, 0),
  hd95('DoDNet, after BraTS', 'pool', 0, BRATS_PENALTY_MM),
  hd95('boundary-loss (no percentile)', 'max', 0, DIAGONAL, 100),
];

/**
 * The score of two masks under one library's convention.
 *
 * The rules on empty masks and the way in which two directions combine are the library's; the rest of the formula is
 * this package's in every row, so that nothing else makes the rows differ. In particular the edge is a set of voxels
 * here, where some libraries weigh surface areas.
 *
 * @example
 * ```ts
 * import { conventions, conventionScore } from 'dice-workbook/evaluation';
 * const transUNet = conventions.find(({ library }) => library === 'TransUNet');
 * conventionScore(transUNet, [0, 0], [0, 1], { shape: [1, 2] }) // => 1
 * ```
 */
export function conventionScore(convention: Convention, reference: Mask, prediction: Mask, grid: GridOptions): number {
  const score = rawScore(convention, reference, prediction, grid);
  return score === DIAGONAL ? Math.hypot(...grid.shape.map((n, axis) => n * (grid.spacingMm?.[axis] ?? 1))) : score;
}

function rawScore(convention: Convention, reference: Mask, prediction: Mask, grid: GridOptions): number {
  const { measure, bothEmpty, falsePositive, miss, percentile, directions } = convention;
  const [nothing, nothingPredicted] = [isEmpty(reference), isEmpty(prediction)];
  if (nothing && nothingPredicted) return bothEmpty;
  if (nothing) return falsePositive;
  if (nothingPredicted) return miss;
  if (measure === 'HD95') return hausdorffDistance(reference, prediction, { ...grid, percentile, directions });
  return (measure === 'Dice' ? dice : jaccard)(reference, prediction);
}

const isEmpty = (mask: Mask) => Array.prototype.every.call(mask, (value) => value === 0);
