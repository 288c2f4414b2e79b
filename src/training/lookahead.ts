import * as tf from '@tensorflow/tfjs';
import type { Optimiser } from './optimiser.js';

/** Steps of the fast parameters to one of the slow ones, and how far the slow ones follow. */
const EVERY = 6;
const SHARE = 0.5;

/**
 * Lookahead: every sixth step of another optimiser, the slow parameters go half of the way to where it has come,
 * `φ ← φ + ½ (θ − φ)`, and it goes on from there, `θ ← φ`. In between the parameters are the fast ones. The state of the
 * other optimiser is left as it is.
 *
 * @param inner - disposed with this one
 * Source: Zhang, Lucas, Hinton, Ba, "Lookahead Optimizer: k steps forward, 1 step back",
 * https://arxiv.org/abs/1907.08610, algorithm 1
 */
export function lookahead(inner: Optimiser): Optimiser {
  let slow: tf.Tensor1D | undefined;
  let step = 0;
  return {
    update(parameters, gradient, learningRate) {
      slow ??= tf.clone(parameters);
      const fast = inner.update(parameters, gradient, learningRate);
      if (++step % EVERY !== 0) return fast;
      const before = slow;
      slow = tf.tidy(() => tf.add(before, tf.mul(tf.sub(fast, before), SHARE)));
      tf.dispose([before, fast]);
      return tf.clone(slow);
    },
    dispose() {
      slow?.dispose();
      inner.dispose();
    },
  };
}
