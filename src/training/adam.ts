import * as tf from '@tensorflow/tfjs';
import { checkClipNorm, clipGradient } from './clipGradient.js';
import { layerOperations } from './layerOperations.js';
import type { Optimiser } from './optimiser.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export interface AdamOptions {
  /**
   * Longest gradient, > 0, by its Euclidean norm over all parameters: a longer one is shortened to this before anything
   * else, its direction kept. Default `Infinity`, none is.
   */
  clipNorm?: number;
}

/**
 * Adam on one flat vector: a dozen operations per step, not a dozen for each of a network's tensors.
 * `g ← g · min(1, clipNorm / ‖g‖)`, `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `p ← p − rate · m̂ / (√v̂ + ε)` with
 * `m̂ = m / (1 − β₁ᵗ)`, `v̂ = v / (1 − β₂ᵗ)`, `β₁ = 0.9`, `β₂ = 0.999`, `ε = 1e-8`.
 * A gradient that is not finite gives parameters that are not: a training that diverges must not look like one that
 * does not.
 *
 * @param size - number of parameters
 * @returns an optimiser whose state the caller disposes
 * @throws UserError where `clipNorm` is not above 0
 * Source: Kingma, Ba, "Adam", https://arxiv.org/abs/1412.6980, algorithm 1
 */
export function adam(size: number, { clipNorm = Infinity }: AdamOptions = {}): Optimiser {
  checkClipNorm(clipNorm);
  let mean: tf.Tensor = tf.zeros([size]);
  let square: tf.Tensor = tf.zeros([size]);
  let step = 0;
  return {
    update(parameters, gradient, learningRate) {
      step++;
      // Both corrections of the bias go into two scalars: rate / (1 − β₁ᵗ) · √(1 − β₂ᵗ), and ε · √(1 − β₂ᵗ).
      const correction = Math.sqrt(1 - BETA2 ** step);
      const [rate, epsilon] = [(learningRate * correction) / (1 - BETA1 ** step), EPSILON * correction];
      const [next, ...moments] = tf.tidy((): [tf.Tensor, tf.Tensor, tf.Tensor] => {
        const operations = layerOperations();
        if (operations) {
          const constants = tf.tensor1d([BETA1, 1 - BETA1, BETA2, 1 - BETA2, rate, epsilon, clipNorm]);
          return operations.adam(parameters, gradient, mean, square, constants);
        }
        const g = clipGradient(gradient, clipNorm);
        const m = tf.add(tf.mul(mean, BETA1), tf.mul(g, 1 - BETA1));
        const v = tf.add(tf.mul(square, BETA2), tf.mul(tf.square(g), 1 - BETA2));
        return [tf.sub(parameters, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))), m, v];
      });
      tf.dispose([mean, square]);
      [mean, square] = moments;
      return next as tf.Tensor1D;
    },
    dispose: () => tf.dispose([mean, square]),
  };
}
