import type * as tf from '@tensorflow/tfjs';
import { boundaryLoss } from './boundaryLoss.js';
import { centerlineDiceLoss } from './centerlineDiceLoss.js';
import { crossEntropyLoss } from './crossEntropyLoss.js';
import { diceSemimetricLoss } from './diceSemimetricLoss.js';
import { focalLoss } from './focalLoss.js';
import { focalTverskyLoss } from './focalTverskyLoss.js';
import { generalizedDiceLoss } from './generalizedDiceLoss.js';
import { generalizedWassersteinDiceLoss } from './generalizedWassersteinDiceLoss.js';
import { hausdorffLoss } from './hausdorffLoss.js';
import { jaccardMetricLoss } from './jaccardMetricLoss.js';
import { lovaszHingeLoss } from './lovaszHingeLoss.js';
import { lovaszSigmoidLoss } from './lovaszSigmoidLoss.js';
import { lovaszSoftmaxLoss } from './lovaszSoftmaxLoss.js';
import { matthewsLoss } from './matthewsLoss.js';
import { softDiceLoss } from './softDiceLoss.js';
import { softFBetaLoss } from './softFBetaLoss.js';
import { softJaccardLoss } from './softJaccardLoss.js';
import { softTverskyLoss } from './softTverskyLoss.js';
import { topKCrossEntropyLoss } from './topKCrossEntropyLoss.js';
import { weightedCrossEntropyLoss } from './weightedCrossEntropyLoss.js';

interface Entry {
  title: string;
  /** The parameters that a spec may set. */
  parameters: readonly string[];
  required?: readonly string[];
  example?: string;
  loss(labels: tf.Tensor, logits: tf.Tensor, options: object): tf.Scalar;
}

/** Calls a loss of probabilities on logits. */
function onLogits<Options extends object>(
  loss: (labels: tf.Tensor, probabilities: tf.Tensor, options: Options) => tf.Scalar,
): Entry['loss'] {
  return (labels, logits, options) => loss(labels, logits, { ...options, fromLogits: true } as unknown as Options);
}

const CLASSES = ['classWeights', 'background'] as const;
const OVERLAP = ['per', 'epsilon', 'squared', 'empty', ...CLASSES] as const;
const SOFT = ['per', 'epsilon', 'empty', ...CLASSES] as const;

/** Every loss that a spec can name. */
export const LOSS_TABLE: Record<string, Entry> = {
  crossEntropy: { title: 'cross-entropy', parameters: ['per'], loss: onLogits(crossEntropyLoss) },
  weightedCrossEntropy: {
    title: 'weighted cross-entropy',
    parameters: ['classWeights', 'per'],
    required: ['classWeights'],
    example: 'weightedCrossEntropy:1,5',
    loss: onLogits(weightedCrossEntropyLoss),
  },
  softDice: { title: 'soft Dice', parameters: OVERLAP, loss: onLogits(softDiceLoss) },
  softJaccard: { title: 'soft Jaccard', parameters: OVERLAP, loss: onLogits(softJaccardLoss) },
  softTversky: { title: 'soft Tversky', parameters: ['alpha', 'beta', ...OVERLAP], loss: onLogits(softTverskyLoss) },
  lovaszSoftmax: {
    title: 'Lovász-softmax',
    parameters: ['classes', 'per', ...CLASSES],
    loss: onLogits(lovaszSoftmaxLoss),
  },
  lovaszSigmoid: {
    title: 'Lovász-sigmoid',
    parameters: ['per', 'empty', ...CLASSES],
    loss: onLogits(lovaszSigmoidLoss),
  },
  lovaszHinge: { title: 'Lovász hinge', parameters: ['per', 'empty', ...CLASSES], loss: lovaszHingeLoss },
  topKCrossEntropy: { title: 'top-k cross-entropy', parameters: ['k', 'per'], loss: onLogits(topKCrossEntropyLoss) },
  focal: { title: 'focal', parameters: ['alpha', 'gamma', 'classWeights', 'per'], loss: onLogits(focalLoss) },
  softFBeta: { title: 'soft F_b', parameters: ['b', ...OVERLAP], loss: onLogits(softFBetaLoss) },
  focalTversky: {
    title: 'focal Tversky',
    parameters: ['alpha', 'beta', 'gamma', ...OVERLAP],
    loss: onLogits(focalTverskyLoss),
  },
  generalizedDice: {
    title: 'generalised Dice',
    parameters: ['weighting', 'per', 'epsilon', 'background', 'empty'],
    loss: onLogits(generalizedDiceLoss),
  },
  generalizedWassersteinDice: {
    title: 'generalised Wasserstein Dice',
    parameters: ['per', 'epsilon', 'empty'],
    loss: onLogits(generalizedWassersteinDiceLoss),
  },
  jaccardMetric: { title: 'Jaccard metric', parameters: ['variant', ...SOFT], loss: onLogits(jaccardMetricLoss) },
  diceSemimetric: { title: 'Dice semimetric', parameters: ['variant', ...SOFT], loss: onLogits(diceSemimetricLoss) },
  matthews: { title: 'Matthews', parameters: SOFT, loss: onLogits(matthewsLoss) },
  boundary: { title: 'boundary', parameters: CLASSES, loss: onLogits(boundaryLoss) },
  hausdorff: { title: 'Hausdorff', parameters: ['alpha', ...CLASSES], loss: onLogits(hausdorffLoss) },
  centerlineDice: {
    title: 'centreline Dice',
    parameters: ['iterations', 'epsilon'],
    loss: onLogits(centerlineDiceLoss),
  },
};
