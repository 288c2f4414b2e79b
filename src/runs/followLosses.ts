import * as tf from '@tensorflow/tfjs';
import { lossFromSpec } from '../losses/index.js';
import type { Sample } from '../tasks/index.js';
import { disposeBatch, makeBatch, type Network } from '../training/index.js';

/**
 * The values that losses have on the same images while a network is trained with one of them, each per image: what theory
 * says of the values of different losses can be seen in any training.
 *
 * @param specs - as `lossFromSpec` takes them
 * @returns each loss's mean over the images, by spec
 */
export function followLosses(
  network: Network,
  parameters: tf.Tensor1D,
  samples: readonly Sample[],
  specs: readonly string[],
): Record<string, number> {
  const batch = makeBatch(samples, network.outputs);
  const values = tf.tidy(() => {
    const logits = network.logits(parameters, batch.images);
    const options = batch.valid ? { mask: batch.valid } : {};
    return specs.map((spec) => {
      const { loss } = lossFromSpec(spec, { per: 'image' });
      return [spec, loss(batch.labels, logits, options).dataSync()[0]!] as const;
    });
  });
  disposeBatch(batch);
  return Object.fromEntries(values);
}
