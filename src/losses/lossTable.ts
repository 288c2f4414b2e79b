import type * as tf from '@tensorflow/tfjs';
import { crossEntropyLoss } from './crossEntropyLoss.js';
import { lovaszHingeLoss } from './lovaszHingeLoss.js';
import { lovaszSoftmaxLoss } from './lovaszSoftmaxLoss.js';
import { softDiceLoss } from './softDiceLoss.js';
import { softJaccardLoss } from './softJaccardLoss.js';
import { softTverskyLoss } from './softTverskyLoss.js';
import { weightedCrossEntropyLoss } from './weightedCrossEntropyLoss.js';

interface Entry {
  title: string;
  /** The parameters that a spec may set. */
  parameters: readonly string[];
  required?: readonly string[];
  example?: string;
  loss(labels: tf.Tensor, logits: tf.Tensor, options: object): tf.Scalar;
}

const OVERLAP = ['per', 'epsilon', 'squared', 'classWeights', 'background', 'empty'] as const;

/** Calls a loss of probabilities on logits. */
function onLogits<Options extends object>(loss: (labels: tf.Tensor, probabilities: tf.Tensor, options: Options) => tf.Scalar): Entry['loss'] {
  return (labels, logits, options) => loss(labels, logits, { ...options, fromLogits: true } as unknown as Options);
}

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
  lovaszSoftmax: { title: 'Lovász-softmax', parameters: ['classes', 'per', 'classWeights', 'background'], loss: onLogits(lovaszSoftmaxLoss) },
  lovaszHinge: { title: 'Lovász hinge', parameters: ['per', 'classWeights', 'background', 'empty'], loss: lovaszHingeLoss },
};
