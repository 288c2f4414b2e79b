import type * as tf from '@tensorflow/tfjs';

/**
 * A network as a training run is given it: what it takes, what it gives, and a function that is differentiable in one
 * flat vector of parameters. It holds no state and no tensors; images may have any number of axes between the first,
 * the batch, and the last, the channels.
 */
export interface Network {
  /** Kind and settings, such as `unet:features=8,normalisation=instance`; with `inputs` and `outputs` it says all. */
  readonly id: string;
  /** Channels of an image. */
  readonly inputs: number;
  /** Logits per pixel: 1 (sigmoid) for two classes, else one per class (softmax). */
  readonly outputs: number;
  /** Every side of an image is a multiple of this. */
  readonly stride: number;
  /** So many pixels on each side of every axis get no logits: sides `n` give `n − 2 · margin`. 0 for most. */
  readonly margin: number;
  readonly parameterCount: number;
  /** Floats that a training step holds at its peak per pixel of the whole batch, about: for estimates of memory. */
  readonly floatsPerPixel: number;
  /** The parameters that a training starts from: the same seed gives the same ones on every machine. */
  initialParameters(seed: number): Float32Array;
  /**
   * The logits of every pixel. Differentiable in `parameters`, not in `images`.
   *
   * @param parameters - `[parameterCount]`
   * @param images - `[batch, ...sides, inputs]`
   * @returns `[batch, ...sides, outputs]`, sides less the margins; disposed by the caller
   * @throws UserError where the images have other channels, or sides that are no multiples of `stride`
   */
  logits(parameters: tf.Tensor1D, images: tf.Tensor): tf.Tensor;
  /** Other ways to use the same parameters, by name. */
  readonly otherwise?: Readonly<Record<string, Network>>;
}
