import type * as tf from '@tensorflow/tfjs';

/** What turns a gradient into the next parameters, with the state that it keeps from step to step. */
export interface Optimiser {
  /**
   * One step.
   *
   * @param parameters - the flat parameter vector; not disposed
   * @param gradient - of the same length; not disposed
   * @param learningRate - of this step, ≥ 0
   * @returns the parameters after it; disposed by the caller
   */
  update(parameters: tf.Tensor1D, gradient: tf.Tensor1D, learningRate: number): tf.Tensor1D;
  dispose(): void;
}
