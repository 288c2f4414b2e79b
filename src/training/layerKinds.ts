import * as tf from '@tensorflow/tfjs';
import { activeKernels } from './activeKernels.js';
import type { Result } from './layerKernels.js';
import { upConvolve } from './upConvolution.js';

/**
 * The filters of a layer: one, or for a layer that merges the 4×4 filter of what comes from below and the filter of
 * what is skipped across.
 */
export type Filters = [tf.Tensor4D] | [below: tf.Tensor4D, across: tf.Tensor4D];

/** What follows the convolutions of a layer, and how. */
export interface LayerKind {
  /** One for each vector that it learns: the value that it starts with in every channel. */
  vectors: readonly number[];
  /** The layer's result from what its convolutions read: one image, or the image below and the one skipped across. */
  apply(images: tf.Tensor4D[], filters: Filters, vectors: tf.Tensor1D[]): Result;
  /** The gradients of the convolutions' sum and of the vectors, given that of the layer's output. */
  gradient(dy: tf.Tensor4D, result: Result, vectors: tf.Tensor1D[]): [sum: tf.Tensor4D, ...vectors: tf.Tensor1D[]];
}

/** The kinds of layer, by what normalises them. */
export const LAYER_KINDS = {
  /** `max(0, sum + bias)` */
  none: {
    vectors: [0],
    apply(images, filters, [bias]) {
      const { convolve, addRelu } = activeKernels();
      const [x, skip] = images as [tf.Tensor4D, tf.Tensor4D?];
      const [filter, across] = filters;
      if (!skip || !across) return [tf.relu(convolve(x, filter, bias))];
      return [addRelu(upConvolve(x, filter), convolve(skip, across, bias))];
    },
    gradient: (dy, [y]) => activeKernels().reluGradient(dy, y),
  },
  /**
   * `max(0, scale · x̂ + shift)`, where `x̂` is the sum less its mean, over its deviation: instanceNormalisation.ts. There
   * is no bias, which the mean would take away again.
   */
  instance: {
    vectors: [1, 0],
    apply(images, filters, vectors) {
      const { convolve, normaliseRelu } = activeKernels();
      const [x, skip] = images as [tf.Tensor4D, tf.Tensor4D?];
      const [filter, across] = filters;
      const [scale, shift] = vectors as [tf.Tensor1D, tf.Tensor1D];
      const sum: tf.Tensor4D =
        skip && across ? tf.add(upConvolve(x, filter), convolve(skip, across)) : convolve(x, filter);
      const [y, ...moments] = normaliseRelu(sum, scale, shift);
      return [y, sum, ...moments];
    },
    gradient(dy, [, ...kept], vectors) {
      const [sum, mean, inverse] = kept as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const [scale, shift] = vectors as [tf.Tensor1D, tf.Tensor1D];
      return activeKernels().normaliseReluGradient(dy, sum, mean, inverse, scale, shift);
    },
  },
} as const satisfies Record<string, LayerKind>;

/** What stands between a convolution and its ReLU: nothing, or instance normalisation. */
export type Normalisation = keyof typeof LAYER_KINDS;
