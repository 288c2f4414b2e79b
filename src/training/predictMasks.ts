import * as tf from '@tensorflow/tfjs';
import type { Sample } from '../tasks/index.js';
import { makeBatch } from './makeBatch.js';
import type { Network } from './network.js';

const BATCH = 8;

/**
 * The class of every pixel: the most probable one; with one output, foreground where the probability is above ½.
 *
 * @param parameters - the flat parameter vector
 * @returns one mask `[height, width]` of class indices per sample; 0 where `valid` is 0
 */
export function predictMasks(parameters: tf.Tensor1D, samples: Sample[], network: Network): Uint8Array[] {
  const masks: Uint8Array[] = [];
  for (let start = 0; start < samples.length; start += BATCH) {
    const group = samples.slice(start, start + BATCH);
    const classes = tf.tidy(() => {
      const logits = network.logits(parameters, makeBatch(group, network.outputs).images);
      return (network.outputs === 1 ? tf.cast(tf.greater(logits, 0), 'int32') : tf.argMax(logits, 3)).dataSync();
    });
    group.forEach((sample, i) => {
      const pixels = sample.height * sample.width;
      const mask = Uint8Array.from(classes.subarray(i * pixels, (i + 1) * pixels));
      if (sample.valid) sample.valid.forEach((counts, p) => counts || (mask[p] = 0));
      masks.push(mask);
    });
  }
  return masks;
}
