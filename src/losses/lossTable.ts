import type * as tf from '@tensorflow/tfjs';
import * as losses from './losses.js';

interface Entry {
  title: string;
  /** The parameters that a spec may set. */
  parameters: readonly string[];
  required?: readonly string[];
  example?: string;
  loss(labels: tf.Tensor, logits: tf.Tensor, options: object): tf.Scalar;
}

/** Calls a loss of probabilities on logits. */
function onLogits<Options extends object>(loss: (labels: tf.Tensor, probabilities: tf.Tensor, options: Options) => tf.Scalar): Entry['loss'] {
  return (labels, logits, options) => loss(labels, logits, { ...options, fromLogits: true } as unknown as Options);
}

const CLASSES = ['classWeights', 'background'] as const;
const OVERLAP = ['per', 'epsilon', 'squared', 'empty', ...CLASSES] as const;
const SOFT = ['per', 'epsilon', 'empty', ...CLASSES] as const;

/** Every loss that a spec can name. */
export const LOSS_TABLE: Record<string, Entry> = {
  crossEntropy: { title: 'cross-entropy', parameters: ['per'], loss: onLogits(losses.crossEntropyLoss) },
  weightedCrossEntropy: {
    title: 'weighted cross-entropy',
    parameters: ['classWeights', 'per'],
    required: ['classWeights'],
    example: 'weightedCrossEntropy:1,5',
    loss: onLogits(losses.weightedCrossEntropyLoss),
  },
  softDice: { title: 'soft Dice', parameters: OVERLAP, loss: onLogits(losses.softDiceLoss) },
  softJaccard: { title: 'soft Jaccard', parameters: OVERLAP, loss: onLogits(losses.softJaccardLoss) },
  softTversky: { title: 'soft Tversky', parameters: ['alpha', 'beta', ...OVERLAP], loss: onLogits(losses.softTverskyLoss) },
  lovaszSoftmax: { title: 'Lovász-softmax', parameters: ['classes', 'per', ...CLASSES], loss: onLogits(losses.lovaszSoftmaxLoss) },
  lovaszSigmoid: { title: 'Lovász-sigmoid', parameters: ['per', 'empty', ...CLASSES], loss: onLogits(losses.lovaszSigmoidLoss) },
  lovaszHinge: { title: 'Lovász hinge', parameters: ['per', 'empty', ...CLASSES], loss: losses.lovaszHingeLoss },
  topKCrossEntropy: { title: 'top-k cross-entropy', parameters: ['k', 'per'], loss: onLogits(losses.topKCrossEntropyLoss) },
  focal: { title: 'focal', parameters: ['alpha', 'gamma', 'classWeights', 'per'], loss: onLogits(losses.focalLoss) },
  softFBeta: { title: 'soft F_b', parameters: ['b', ...OVERLAP], loss: onLogits(losses.softFBetaLoss) },
  focalTversky: { title: 'focal Tversky', parameters: ['alpha', 'beta', 'gamma', ...OVERLAP], loss: onLogits(losses.focalTverskyLoss) },
  generalizedDice: { title: 'generalised Dice', parameters: ['weighting', 'per', 'epsilon', 'background', 'empty'], loss: onLogits(losses.generalizedDiceLoss) },
  generalizedWassersteinDice: {
    title: 'generalised Wasserstein Dice',
    parameters: ['per', 'epsilon', 'empty'],
    loss: onLogits(losses.generalizedWassersteinDiceLoss),
  },
  jaccardMetric: { title: 'Jaccard metric', parameters: ['variant', ...SOFT], loss: onLogits(losses.jaccardMetricLoss) },
  diceSemimetric: { title: 'Dice semimetric', parameters: ['variant', ...SOFT], loss: onLogits(losses.diceSemimetricLoss) },
  matthews: { title: 'Matthews', parameters: SOFT, loss: onLogits(losses.matthewsLoss) },
  boundary: { title: 'boundary', parameters: CLASSES, loss: onLogits(losses.boundaryLoss) },
  hausdorff: { title: 'Hausdorff', parameters: ['alpha', ...CLASSES], loss: onLogits(losses.hausdorffLoss) },
  centerlineDice: { title: 'centreline Dice', parameters: ['iterations', 'epsilon'], loss: onLogits(losses.centerlineDiceLoss) },
};
