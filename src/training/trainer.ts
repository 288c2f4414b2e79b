import * as tf from '@tensorflow/tfjs';
import type { NamedLoss } from '../losses/index.js';
import type { Batch } from './makeBatch.js';
import type { Network } from './network.js';
import type { Optimiser } from './optimiser.js';

/**
 * Of labels and logits, both `[batch, ...space, outputs]`, and a mask of the pixels that count; `lossFromSpec` gives
 * them.
 */
export type LossFunction = NamedLoss['loss'];

/** A network in training. */
export interface Trainer {
  readonly network: Network;
  /** The flat parameter vector; replaced by every step. */
  readonly parameters: tf.Tensor1D;
  /**
   * One step of the optimiser on one batch; gives the loss before the step. Does not dispose the batch. Throws what the
   * loss throws, the parameters unchanged.
   */
  step(batch: Batch, loss: LossFunction, learningRate: number): number;
  dispose(): void;
}

/**
 * Starts the training of a network. Procedures are written on it: one network that is shown batch after batch
 * (`trainNetwork`), or several that feed or teach each other.
 *
 * @param parameters - what it starts from, `[network.parameterCount]`; copied
 * @param optimiser - of that many parameters; disposed with the trainer
 */
export function createTrainer(network: Network, parameters: Float32Array, optimiser: Optimiser): Trainer {
  let current = tf.tensor1d(parameters);
  return {
    network,
    get parameters() {
      return current;
    },
    step({ images, labels, valid }, loss, learningRate) {
      const options = valid ? { mask: valid } : {};
      let refusal: unknown;
      const lossOf = (p: tf.Tensor) => {
        const logits = network.logits(p as tf.Tensor1D, images);
        try {
          return loss(labels, logits, options);
        } catch (error) {
          // TensorFlow.js frees what it keeps for a gradient when the gradient has been taken, and not where it is left
          // by an error.
          refusal = error;
          return tf.sum(logits) as tf.Scalar;
        }
      };
      const { value, grad } = tf.valueAndGrad(lossOf)(current);
      if (refusal !== undefined) {
        tf.dispose([value, grad]);
        throw refusal;
      }
      const next = optimiser.update(current, grad as tf.Tensor1D, learningRate);
      const [result] = value.dataSync();
      tf.dispose([value, grad, current]);
      current = next;
      return result!;
    },
    dispose() {
      current.dispose();
      optimiser.dispose();
    },
  };
}
