import * as tf from '@tensorflow/tfjs';
import type { AdamOptions } from './adam.js';
import { checkClipNorm, clipGradient } from './clipGradient.js';
import type { Optimiser } from './optimiser.js';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;
/** Length of the moving average of squares in the long run, `2 / (1 − β₂) − 1`. */
const RHO_INFINITY = 2 / (1 - BETA2) - 1;
/** Below, the variance of the adaptive rate is not taken to be known. The paper says 4, its code and PyTorch's 5. */
const RHO_LEAST = 5;

/**
 * How much of the adaptive rate is trusted at step `t`, counted from 1:
 * `r = √( (ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ) )` with `ρ = ρ∞ − 2tβ₂ᵗ / (1 − β₂ᵗ)`; undefined while `ρ ≤ 5`.
 */
export function rectification(t: number): number | undefined {
  const decayed = BETA2 ** t;
  const rho = RHO_INFINITY - (2 * t * decayed) / (1 - decayed);
  if (rho <= RHO_LEAST) return undefined;
  return Math.sqrt(((rho - 4) * (rho - 2) * RHO_INFINITY) / ((RHO_INFINITY - 4) * (RHO_INFINITY - 2) * rho));
}

/**
 * Rectified Adam: Adam whose steps are `rate · m̂` while too few squares have been seen, and `rate · r · m̂ / (√v̂ + ε)`
 * after, with `r` of `rectification`, `m`, `v` and constants as Adam's. `ε` is added to `√v` before its bias is
 * corrected, as in PyTorch.
 *
 * @param size - number of parameters
 * @returns an optimiser whose state the caller disposes
 * @throws UserError where `clipNorm` is not above 0
 * Source: Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", https://arxiv.org/abs/1908.03265,
 * algorithm 2
 */
export function radam(size: number, { clipNorm = Infinity }: AdamOptions = {}): Optimiser {
  checkClipNorm(clipNorm);
  let mean: tf.Tensor = tf.zeros([size]);
  let square: tf.Tensor = tf.zeros([size]);
  let step = 0;
  return {
    update(parameters, gradient, learningRate) {
      step++;
      const r = rectification(step);
      const rate = learningRate / (1 - BETA1 ** step);
      const adaptive = r === undefined ? undefined : r * Math.sqrt(1 - BETA2 ** step);
      const [next, ...moments] = tf.tidy((): [tf.Tensor, tf.Tensor, tf.Tensor] => {
        const g = clipGradient(gradient, clipNorm);
        const m = tf.add(tf.mul(mean, BETA1), tf.mul(g, 1 - BETA1));
        const v = tf.add(tf.mul(square, BETA2), tf.mul(tf.square(g), 1 - BETA2));
        const moved =
          adaptive === undefined ? tf.mul(m, rate) : tf.div(tf.mul(m, rate * adaptive), tf.add(tf.sqrt(v), EPSILON));
        return [tf.sub(parameters, moved), m, v];
      });
      tf.dispose([mean, square]);
      [mean, square] = moments;
      return next as tf.Tensor1D;
    },
    dispose: () => tf.dispose([mean, square]),
  };
}
