import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import {
  crossEntropyLoss,
  lovaszSoftmaxLoss,
  softDiceLoss,
  softJaccardLoss,
  softTverskyLoss,
} from '../losses/index.js';
import { seededRandom } from '../random.js';
import { medianMs } from './medianMs.js';

type Loss = (labels: tf.Tensor, probabilities: tf.Tensor) => tf.Scalar;

/**
 * Median time of one loss with its gradient: 16 images of 256 x 256 uniform probabilities, a tenth of the labels
 * foreground.
 */
async function lossAndGradient(loss: Loss): Promise<number> {
  await startEngine();
  const { uniform } = seededRandom(0);
  const shape: [number, number, number, number] = [16, 256, 256, 1];
  // Multiplied once, so that the values lie where an operation's result lies, not in the host array they came from.
  const tensor = (next: () => number) =>
    tf.tidy(() => tf.mul(tf.tensor4d(Float32Array.from({ length: 16 * 256 * 256 }, next), shape), 1));
  const probabilities = tensor(uniform);
  const labels = tensor(() => (uniform() < 0.1 ? 1 : 0));
  const gradient = tf.valueAndGrad((p) => loss(labels, p));
  return medianMs(() =>
    tf.tidy(() => {
      gradient(probabilities);
    }),
  );
}

/** The losses, under the keys of the reference benchmark. */
export const work: Record<string, () => Promise<number>> = {
  soft_dice_16x256x256: () => lossAndGradient(softDiceLoss),
  soft_jaccard_16x256x256: () => lossAndGradient(softJaccardLoss),
  soft_tversky_16x256x256: () => lossAndGradient((y, p) => softTverskyLoss(y, p, { alpha: 0.3, beta: 0.7 })),
  cross_entropy_16x256x256: () => lossAndGradient(crossEntropyLoss),
  lovasz_16x256x256: () => lossAndGradient(lovaszSoftmaxLoss),
};
