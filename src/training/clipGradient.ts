import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';

/**
 * The gradient, shortened to `longest` where it is longer by its Euclidean norm, its direction kept.
 *
 * @returns a tensor of its own only where something is to be clipped: call it within `tf.tidy`
 * Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks",
 * https://arxiv.org/abs/1211.5063, algorithm 1
 */
export function clipGradient(gradient: tf.Tensor, longest: number): tf.Tensor {
  return longest < Infinity ? tf.mul(gradient, longest / Math.max(longest, norm(gradient))) : gradient;
}

/** Refuses a length that is none. Throws a UserError. */
export function checkClipNorm(clipNorm: number): void {
  if (!(clipNorm > 0)) throw new UserError(`clipNorm must be a number above 0 (Infinity for none), got ${clipNorm}.`);
}

/** Summed here in float64: WebAssembly would sum in float32, and a large entry's square would overflow. */
function norm(gradient: tf.Tensor): number {
  let sum = 0;
  for (const value of gradient.dataSync()) sum += value * value;
  return Math.sqrt(sum);
}
