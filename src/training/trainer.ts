import * as tf from '@tensorflow/tfjs';
import { adam } from './adam.js';
import type { NamedLoss } from '../losses/index.js';
import type { Batch } from './makeBatch.js';
import type { Network } from './network.js';

/**
 * Of labels and logits, both `[batch, height, width, outputs]`, and a mask of the pixels that count; `lossFromSpec`
 * gives them.
 */
export type LossFunction = NamedLoss['loss'];

/** A network in training. */
export interface Trainer {
  /** The flat parameter vector; replaced by every step. */
  readonly parameters: tf.Tensor1D;
  /**
   * One step of Adam on one batch; gives the loss before the step. Does not dispose the batch. Throws what the loss
   * throws, the parameters unchanged.
   */
  step(batch: Batch, loss: LossFunction): number;
  dispose(): void;
}

/** Starts the training of a network with seeded initial parameters and Adam. */
export function createTrainer(network: Network, seed: number, learningRate = 1e-3): Trainer {
  let parameters = tf.tensor1d(network.initialParameters(seed));
  const optimiser = adam(network.parameterCount);
  return {
    get parameters() {
      return parameters;
    },
    step({ images, labels, valid }, loss) {
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
      const { value, grad } = tf.valueAndGrad(lossOf)(parameters);
      if (refusal !== undefined) {
        tf.dispose([value, grad]);
        throw refusal;
      }
      const next = optimiser.update(parameters, grad as tf.Tensor1D, learningRate);
      const [result] = value.dataSync();
      tf.dispose([value, grad, parameters]);
      parameters = next;
      return result!;
    },
    dispose() {
      parameters.dispose();
      optimiser.dispose();
    },
  };
}
