import * as tf from '@tensorflow/tfjs';
import { lossFromSpec } from '../losses/index.js';
import type { Sample } from '../tasks/index.js';
import { disposeBatch, makeBatch, type Network } from '../training/index.js';
import { brokenInequalities } from './lossInequalities.js';

/**
 * The values that losses have on the same images while a network is trained with one of them, each per image: what theory
 * says of the values of different losses can be seen in any training, and is checked on every image.
 *
 * @param specs - as `lossFromSpec` takes them
 * @returns each loss's mean over the images, by spec
 * @throws Error where the values on one image contradict a theorem: then the losses are wrong, and so is the run
 */
export function followLosses(
  network: Network,
  parameters: tf.Tensor1D,
  samples: readonly Sample[],
  specs: readonly string[],
): Record<string, number> {
  const losses = specs.map((spec) => ({ spec, loss: lossFromSpec(spec, { per: 'image' }).loss }));
  const rows = samples.map((sample) => {
    const batch = makeBatch([sample], network);
    const values = tf.tidy(() => {
      const logits = network.logits(parameters, batch.images);
      const options = batch.valid ? { mask: batch.valid } : {};
      return losses.map(({ spec, loss }) => [spec, loss(batch.labels, logits, options).dataSync()[0]!] as const);
    });
    disposeBatch(batch);
    const row = Object.fromEntries(values);
    const [broken] = network.outputs === 1 ? brokenInequalities(row, 'image') : [];
    if (broken !== undefined) throw new Error(`losses contradict a theorem on the image ${sample.id}: ${broken}`);
    return row;
  });
  return Object.fromEntries(specs.map((spec) => [spec, rows.reduce((sum, row) => sum + row[spec]!, 0) / rows.length]));
}
