import type * as tf from '@tensorflow/tfjs';
import type { LossOptions } from './lossOptions.js';
import { lovaszJaccard } from './lovaszJaccard.js';
import type { Demands } from './readBatch.js';
import { regionLoss } from './regionLoss.js';

/**
 * The Lovász extension of the Jaccard loss of each region, at the errors of its pixels.
 *
 * @param empty - what a region without foreground has: its largest error (`'one'`), the constant 1 (`'zero'`), or nothing (`'skip'`)
 * @param error - at least 0; it falls by 1 with the prediction on foreground and grows by 1 on background, where it is not 0
 */
export function lovaszLoss(
  name: string,
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options: LossOptions,
  demands: Demands,
  empty: NonNullable<LossOptions['empty']>,
  error: (label: number, prediction: number) => number,
): tf.Scalar {
  return regionLoss(name, labels, predictions, options, { ...demands, hardLabels: true }, (region) => {
    const { labels: y, predictions: x, gradient } = region;
    if (empty !== 'one' && !y.includes(1)) return empty === 'skip' ? undefined : 1;
    for (let i = 0; i < x.length; i++) gradient[i] = error(y[i]!, x[i]!);
    return lovaszJaccard(gradient, y, gradient);
  });
}

export function absoluteError(label: number, probability: number): number {
  return Math.abs(label - probability);
}
