import { checkArgument } from '../checkArgument.js';
import { GRID_OPTIONS, type GridOptions } from '../grid.js';
import { hausdorffDistance } from '../hausdorffDistance.js';
import { dice, jaccard } from '../overlapScores.js';
import { checkMasks, checkOptions, isRecord } from '../options.js';
import { ours, ran, read, type Provenance } from './provenance.js';

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
export interface Convention extends EmptyRules, Provenance {
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
  provenance: Provenance,
  bothEmpty: number,
  rest: Partial<EmptyRules> = {},
): Convention => ({ measure, library, ...provenance, bothEmpty, falsePositive: 0, miss: 0, ...rest });
const hd95 = (
  library: string,
  provenance: Provenance,
  directions: 'pool' | 'max',
  bothEmpty: number,
  oneEmpty: number,
  percentile = 95,
): Convention => ({
  measure: 'HD95',
  library,
  ...provenance,
  directions,
  percentile,
  bothEmpty,
  falsePositive: oneEmpty,
  miss: oneEmpty,
});

const MONAI = 'monai 1.6.1';
const SMP = 'segmentation_models_pytorch 0.6.0';
const TORCHMETRICS = 'torchmetrics 1.9.0';
const KERAS = 'keras 3.15.1';
const MEDPY = 'medpy 0.5.2';
const NNUNET = 'nnunetv2 2.8.1';
const SURFACE_DISTANCE = 'surface-distance 0.1';
const SEG_METRICS = 'seg_metrics 1.2.8';
const RELOADED = 'MetricsReloaded 00219d0';

/**
 * The rules on empty masks of the code that segmentation is scored with. Most were found by running the library on the
 * four kinds of pairs of `conventionRows`; the others were read in its source.
 */
export const conventions: readonly Convention[] = [
  overlap('Dice', 'this package (default)', ours('dice(y, p)'), 1),
  overlap('Dice', 'MONAI, ignore_empty = false', ran(MONAI, 'compute_dice(p, y, ignore_empty=False)'), 1),
  // An empty reference is left out even where something was predicted.
  overlap('Dice', 'MONAI (default)', ran(MONAI, 'compute_dice(p, y)'), NaN, { falsePositive: NaN }),
  overlap('Dice', 'MetricsReloaded', read(RELOADED, 'BinaryPairwiseMeasures(p, y).dsc()'), 1),
  overlap('Dice', 'nnU-Net v2', ran(NNUNET, 'compute_metrics(y_file, p_file, NaturalImage2DIO(), [1])'), NaN),
  overlap(
    'Dice',
    'torchmetrics, segmentation',
    ran(TORCHMETRICS, 'dice_score(p, y, 2, include_background=False, average="macro")'),
    NaN,
  ),
  overlap('Dice', 'torchmetrics, classification', ran(TORCHMETRICS, 'BinaryF1Score()(p, y)'), 0),
  overlap('Dice', 'segmentation_models.pytorch (default)', ran(SMP, 'f1_score(*get_stats(p, y, "binary"))'), 1),
  // Where all images together are empty, zero_division does not reach the sum.
  overlap('Dice', 'segmentation_models.pytorch, micro', ran(SMP, 'f1_score(*get_stats(p, y, "binary"), "micro")'), NaN),
  overlap('Dice', 'MedPy', ran(MEDPY, 'dc(p, y)'), 1),
  // It writes np.NaN and np.Inf, which NumPy 2 does not know: there it raises an AttributeError.
  overlap('Dice', 'surface-distance', ran(SURFACE_DISTANCE, 'np.NaN = np.nan; compute_dice_coefficient(y, p)'), NaN),
  overlap('Dice', 'seg-metrics', ran(SEG_METRICS, 'write_metrics([1], y, p, metrics=["dice"])'), 1),
  overlap('Dice', 'TransUNet', read('TransUNet 2ffa29f', 'calculate_metric_percase(p, y)'), 0, { falsePositive: 1 }),
  overlap('Jaccard', 'this package (default)', ours('jaccard(y, p)'), 1),
  overlap('Jaccard', 'MONAI, ignore_empty = false', ran(MONAI, 'compute_iou(p, y, ignore_empty=False)'), 1),
  overlap('Jaccard', 'MONAI (default)', ran(MONAI, 'compute_iou(p, y)'), NaN, { falsePositive: NaN }),
  overlap('Jaccard', 'MetricsReloaded', read(RELOADED, 'BinaryPairwiseMeasures(p, y).intersection_over_union()'), NaN),
  // Its mean leaves an absent class out, which per_class = True marks by −1.
  overlap(
    'Jaccard',
    'torchmetrics, segmentation',
    ran(TORCHMETRICS, 'mean_iou(p, y, 2, include_background=False)'),
    NaN,
  ),
  overlap('Jaccard', 'torchmetrics, classification', ran(TORCHMETRICS, 'BinaryJaccardIndex()(p, y)'), 0),
  overlap('Jaccard', 'Keras, one class', ran(KERAS, 'IoU(num_classes=2, target_class_ids=[1])'), 0),
  overlap('Jaccard', 'segmentation_models.pytorch (default)', ran(SMP, 'iou_score(*get_stats(p, y, "binary"))'), 1),
  overlap('Jaccard', 'MedPy', ran(MEDPY, 'jc(p, y)'), 1),
  overlap('Jaccard', 'Lovász-Softmax', read('LovaszSoftmax 188332e', 'iou_binary(p, y)'), 1),
  hd95('this package (default)', ours('hausdorffDistance(y, p, { percentile: 95 })'), 'pool', 0, Infinity),
  // Interpolating between infinite distances gives NaN, so that a miss leaves the mean (MONAI issue 9095).
  hd95(
    'MONAI, with a percentile',
    ran(MONAI, 'compute_hausdorff_distance(p, y, include_background=True, percentile=95)'),
    'max',
    NaN,
    NaN,
  ),
  hd95(
    'MONAI, the maximum',
    ran(MONAI, 'compute_hausdorff_distance(p, y, include_background=True)'),
    'max',
    NaN,
    Infinity,
    100,
  ),
  hd95(
    'surface-distance',
    ran(SURFACE_DISTANCE, 'np.Inf = np.inf; compute_robust_hausdorff(compute_surface_distances(y, p, s), 95)'),
    'max',
    Infinity,
    Infinity,
  ),
  hd95('MedPy (an error where a mask is empty)', ran(MEDPY, 'hd95(p, y)'), 'pool', NaN, NaN),
  hd95(
    'MetricsReloaded',
    read(RELOADED, 'BinaryPairwiseMeasures(p, y).measured_hausdorff_distance_perc()'),
    'max',
    0,
    NaN,
  ),
  // The distance map of an empty mask is 0 everywhere.
  hd95('seg-metrics', ran(SEG_METRICS, 'write_metrics([1], y, p, metrics=["hd95"])'), 'pool', 0, 0),
  hd95('nnU-Net v1, nan_for_nonexisting = true', read('nnUNet v1', 'hausdorff_distance_95(p, y)'), 'pool', NaN, NaN),
  hd95('nnU-Net v1, nan_for_nonexisting = false', read('nnUNet v1', 'hausdorff_distance_95(p, y)'), 'pool', 0, 0),
  hd95('TransUNet', read('TransUNet 2ffa29f', 'calculate_metric_percase(p, y)'), 'pool', 0, 0),
  hd95('DoDNet, after BraTS', read('DoDNet issue 7', 'the evaluation script'), 'pool', 0, BRATS_PENALTY_MM),
  hd95('boundary-loss (no percentile)', read('boundary-loss', 'hausdorff(p, y)'), 'max', 0, DIAGONAL, 100),
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
  checkArgument(
    ...(['conventionScore', 'the convention', convention, 'one of `conventions`, or made like them'] as const),
    isRecord(convention) && ['Dice', 'Jaccard', 'HD95'].includes(convention.measure),
  );
  checkOptions('conventionScore', grid, GRID_OPTIONS);
  checkMasks('conventionScore', reference, prediction);
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
