import type * as tf from '@tensorflow/tfjs';
import type { Pooled } from './kernels.js';

/**
 * The filters of a layer: one, or for a layer that merges the 4×4 filter of what comes from below and the filter of
 * what is skipped across.
 */
export type Filters = [tf.Tensor4D] | [tf.Tensor4D, tf.Tensor4D];

/**
 * What the gradient needs besides the filters: the images, and what leaves every layer and pooling, `a1` and `a` those
 * of block a.
 */
export interface Activations extends Record<
  'images' | 'a1' | 'a' | 'b1' | 'b' | 'c1' | 'c' | 'd1' | 'd' | 'e1' | 'e',
  tf.Tensor4D
> {
  pooledA: Pooled;
  pooledB: Pooled;
}
