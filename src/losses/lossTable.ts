import type * as tf from '@tensorflow/tfjs';
import { boundaryLoss } from './boundaryLoss.js';
import { centerlineDiceLoss, CENTERLINE_DICE_OPTIONS } from './centerlineDiceLoss.js';
import { crossEntropyLoss } from './crossEntropyLoss.js';
import { diceSemimetricLoss } from './diceSemimetricLoss.js';
import { SOFT_LABEL_OPTIONS } from './distanceSums.js';
import { focalLoss, FOCAL_OPTIONS } from './focalLoss.js';
import { focalTverskyLoss, FOCAL_TVERSKY_OPTIONS } from './focalTverskyLoss.js';
import { generalizedDiceLoss, GENERALIZED_DICE_OPTIONS } from './generalizedDiceLoss.js';
import { generalizedWassersteinDiceLoss, WASSERSTEIN_DICE_OPTIONS } from './generalizedWassersteinDiceLoss.js';
import { hausdorffLoss, HAUSDORFF_OPTIONS } from './hausdorffLoss.js';
import { jaccardMetricLoss } from './jaccardMetricLoss.js';
import { CROSS_ENTROPY_OPTIONS } from './labelSmoothing.js';
import { lovaszHingeLoss, LOVASZ_HINGE_OPTIONS } from './lovaszHingeLoss.js';
import { lovaszSigmoidLoss, LOVASZ_SIGMOID_OPTIONS } from './lovaszSigmoidLoss.js';
import { lovaszSoftmaxLoss, LOVASZ_SOFTMAX_OPTIONS } from './lovaszSoftmaxLoss.js';
import { matthewsLoss, MATTHEWS_OPTIONS } from './matthewsLoss.js';
import type { OptionList } from './option.js';
import { softDiceLoss } from './softDiceLoss.js';
import { checkFBeta, F_BETA_OPTIONS, softFBetaLoss } from './softFBetaLoss.js';
import { softJaccardLoss } from './softJaccardLoss.js';
import { SPATIAL_OPTIONS } from './spatialLoss.js';
import { checkTversky, softTverskyLoss, TVERSKY_OPTIONS } from './softTverskyLoss.js';
import { topKCrossEntropyLoss, TOP_K_CROSS_ENTROPY_OPTIONS } from './topKCrossEntropyLoss.js';
import { OVERLAP_OPTIONS } from './tverskyFamily.js';
import { weightedCrossEntropyLoss, WEIGHTED_CROSS_ENTROPY_OPTIONS } from './weightedCrossEntropyLoss.js';

/** What is known of a loss without calling it. */
export interface LossFacts {
  /** Scores the overlap of a region, so that `per` decides whether that is one image or the whole batch. */
  region: boolean;
  /** Of several channels, classes exclude each other: their labels sum to one, and their logits get a softmax. */
  exclusive: boolean;
  /** The classes are terms of one value of a row, not values of their own. */
  joint: boolean;
}

/** A loss, and all that is known of it. */
export interface LossEntry extends LossFacts {
  title: string;
  /** Every option; a spec may set those that a text can give. */
  options: OptionList;
  /** Those that a spec may give by position. A title tells them always. */
  positional?: readonly string[];
  /** Refuses values that exclude each other. */
  check?(name: string, options: object): void;
  /** What is otherwise, beside `exclusive`, where the option `overlapping` is set. */
  overlapping?: Partial<LossFacts>;
  /** Labels of 0 and 1 only. */
  hardLabels?: true;
  /** The least number of channels. Default 1. */
  leastChannels?: number;
  /** The loss of a network's output before its activation. */
  loss(labels: tf.Tensor, logits: tf.Tensor, options: object): tf.Scalar;
}

/** Calls a loss of probabilities on logits. */
function onLogits<Options extends object>(
  loss: (labels: tf.Tensor, probabilities: tf.Tensor, options: Options) => tf.Scalar,
): LossEntry['loss'] {
  return (labels, logits, options) => loss(labels, logits, { ...options, fromLogits: true } as unknown as Options);
}

/** A mean over pixels: the classes are terms of one sum. */
const LIKELIHOOD = {
  region: false,
  exclusive: true,
  joint: true,
  overlapping: { joint: false },
};
/** A score of each region, whose channels get a softmax. */
const OVERLAP: LossFacts = { region: true, exclusive: true, joint: false };
/** A score of each region, of channels that may overlap. */
const BY_CHANNEL: LossFacts = { region: true, exclusive: false, joint: false };
/** A score of one row of several classes at once. */
const ALL_CLASSES: LossFacts = { region: true, exclusive: true, joint: true };
/** A mean over the pixels of one class of one image, always. */
const BY_IMAGE: LossFacts = { region: false, exclusive: true, joint: false };

/** Every loss that a spec can name. */
export const LOSS_TABLE: Record<string, LossEntry> = {
  crossEntropy: {
    title: 'cross-entropy',
    ...LIKELIHOOD,
    options: CROSS_ENTROPY_OPTIONS,
    loss: onLogits(crossEntropyLoss),
  },
  weightedCrossEntropy: {
    title: 'weighted cross-entropy',
    ...LIKELIHOOD,
    options: WEIGHTED_CROSS_ENTROPY_OPTIONS,
    positional: ['classWeights'],
    loss: onLogits(weightedCrossEntropyLoss),
  },
  softDice: { title: 'soft Dice', ...OVERLAP, options: OVERLAP_OPTIONS, loss: onLogits(softDiceLoss) },
  softJaccard: { title: 'soft Jaccard', ...OVERLAP, options: OVERLAP_OPTIONS, loss: onLogits(softJaccardLoss) },
  softTversky: {
    title: 'soft Tversky',
    ...OVERLAP,
    options: TVERSKY_OPTIONS,
    positional: ['alpha', 'beta'],
    check: checkTversky,
    loss: onLogits(softTverskyLoss),
  },
  lovaszSoftmax: {
    title: 'Lovász-softmax',
    ...OVERLAP,
    options: LOVASZ_SOFTMAX_OPTIONS,
    hardLabels: true,
    loss: onLogits(lovaszSoftmaxLoss),
  },
  lovaszSigmoid: {
    title: 'Lovász-sigmoid',
    ...BY_CHANNEL,
    options: LOVASZ_SIGMOID_OPTIONS,
    hardLabels: true,
    loss: onLogits(lovaszSigmoidLoss),
  },
  lovaszHinge: {
    title: 'Lovász hinge',
    ...BY_CHANNEL,
    options: LOVASZ_HINGE_OPTIONS,
    hardLabels: true,
    loss: lovaszHingeLoss,
  },
  topKCrossEntropy: {
    title: 'top-k cross-entropy',
    ...LIKELIHOOD,
    overlapping: {},
    options: TOP_K_CROSS_ENTROPY_OPTIONS,
    positional: ['k'],
    loss: onLogits(topKCrossEntropyLoss),
  },
  focal: {
    title: 'focal',
    ...LIKELIHOOD,
    options: FOCAL_OPTIONS,
    positional: ['gamma'],
    loss: onLogits(focalLoss),
  },
  softFBeta: {
    title: 'soft F_b',
    ...OVERLAP,
    options: F_BETA_OPTIONS,
    positional: ['b'],
    check: checkFBeta,
    loss: onLogits(softFBetaLoss),
  },
  focalTversky: {
    title: 'focal Tversky',
    ...OVERLAP,
    options: FOCAL_TVERSKY_OPTIONS,
    positional: ['alpha', 'beta', 'gamma'],
    check: checkTversky,
    loss: onLogits(focalTverskyLoss),
  },
  generalizedDice: {
    title: 'generalised Dice',
    ...ALL_CLASSES,
    options: GENERALIZED_DICE_OPTIONS,
    loss: onLogits(generalizedDiceLoss),
  },
  generalizedWassersteinDice: {
    title: 'generalised Wasserstein Dice',
    ...ALL_CLASSES,
    options: WASSERSTEIN_DICE_OPTIONS,
    leastChannels: 2,
    loss: onLogits(generalizedWassersteinDiceLoss),
  },
  jaccardMetric: {
    title: 'Jaccard metric',
    ...OVERLAP,
    options: SOFT_LABEL_OPTIONS,
    loss: onLogits(jaccardMetricLoss),
  },
  diceSemimetric: {
    title: 'Dice semimetric',
    ...OVERLAP,
    options: SOFT_LABEL_OPTIONS,
    loss: onLogits(diceSemimetricLoss),
  },
  matthews: { title: 'Matthews', ...OVERLAP, options: MATTHEWS_OPTIONS, loss: onLogits(matthewsLoss) },
  boundary: { title: 'boundary', ...BY_IMAGE, options: SPATIAL_OPTIONS, loss: onLogits(boundaryLoss) },
  hausdorff: {
    title: 'Hausdorff',
    ...BY_IMAGE,
    options: HAUSDORFF_OPTIONS,
    positional: ['alpha'],
    loss: onLogits(hausdorffLoss),
  },
  centerlineDice: {
    title: 'centreline Dice',
    ...BY_IMAGE,
    options: CENTERLINE_DICE_OPTIONS,
    positional: ['iterations'],
    loss: onLogits(centerlineDiceLoss),
  },
};
