import * as tf from '@tensorflow/tfjs';
import { layerOperations } from './layerOperations.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** The state of Adam for one flat parameter vector. */
export interface Adam {
  /** The parameters after one step against `gradient`; disposes neither argument. */
  update(parameters: tf.Tensor1D, gradient: tf.Tensor1D): tf.Tensor1D;
  dispose(): void;
}

/**
 * Adam on one flat vector: a dozen operations per step, not a dozen for each of a network's tensors.
 * `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `p ← p − rate · m̂ / (√v̂ + ε)` with `m̂ = m / (1 − β₁ᵗ)`, `v̂ = v /
 * (1 − β₂ᵗ)`, `β₁ = 0.9`, `β₂ = 0.999`, `ε = 1e-8`.
 *
 * @param size - number of parameters
 * @param learningRate - default 1e-3
 * Source: Kingma, Ba, "Adam", https://arxiv.org/abs/1412.6980, algorithm 1
 */
export function createAdam(size: number, learningRate = 1e-3): Adam {
  let mean = tf.zeros([size]);
  let square = tf.zeros([size]);
  let step = 0;
  return {
    update(parameters, gradient) {
      step++;
      const [next, newMean, newSquare] = tf.tidy((): tf.Tensor[] => {
        // Both corrections of the bias go into two scalars: rate / (1 − β₁ᵗ) · √(1 − β₂ᵗ), and ε · √(1 − β₂ᵗ).
        const correction = Math.sqrt(1 - BETA2 ** step);
        const [rate, epsilon] = [(learningRate * correction) / (1 - BETA1 ** step), EPSILON * correction];
        const operations = layerOperations();
        if (operations)
          return operations.adam(
            parameters,
            gradient,
            mean,
            square,
            tf.tensor1d([BETA1, 1 - BETA1, BETA2, 1 - BETA2, rate, epsilon]),
          );
        const m = tf.add(tf.mul(mean, BETA1), tf.mul(gradient, 1 - BETA1));
        const v = tf.add(tf.mul(square, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
        return [tf.sub(parameters, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))), m, v];
      });
      tf.dispose([mean, square]);
      [mean, square] = [newMean!, newSquare!];
      return next as tf.Tensor1D;
    },
    dispose: () => tf.dispose([mean, square]),
  };
}
