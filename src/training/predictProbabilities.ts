import * as tf from '@tensorflow/tfjs';
import type { Sample } from '../tasks/index.js';
import { disposeBatch, makeBatch } from './makeBatch.js';
import type { Network } from './network.js';

/** Images at once; volumes come one by one. */
const BATCH = 8;

/**
 * What a network says of each sample, a batch at a time, so that memory does not grow with their number.
 *
 * @param parameters - the flat parameter vector
 * @returns for each sample, in order, the probabilities `[height, width, outputs]`, of volumes `[x, y, z, outputs]`: of foreground (sigmoid) with one output,
 * of every class (softmax) with several; where `valid` is 0 they mean nothing
 */
export function* predictProbabilities(
  network: Network,
  parameters: tf.Tensor1D,
  samples: readonly Sample[],
): Generator<Float32Array> {
  const size = samples[0]?.depth === undefined ? BATCH : 1;
  for (let start = 0; start < samples.length; start += size) {
    const group = samples.slice(start, start + size);
    const batch = makeBatch(group, network);
    const output = tf.tidy(() => {
      const logits = network.logits(parameters, batch.images);
      return network.outputs === 1 ? tf.sigmoid(logits) : tf.softmax(logits);
    });
    // Read outside: tidy goes through every number that it returns.
    const all = output.dataSync() as Float32Array;
    output.dispose();
    disposeBatch(batch);
    const each = all.length / group.length;
    for (let n = 0; n < group.length; n++) yield all.subarray(n * each, (n + 1) * each);
  }
}

/**
 * The class of every pixel: the most probable one; with one output, foreground where the probability is above ½; 0 where
 * `valid` is 0.
 */
export function classesOf(probabilities: Float32Array, outputs: number, valid?: Uint8Array): Uint8Array {
  const classes = new Uint8Array(probabilities.length / outputs);
  for (let pixel = 0; pixel < classes.length; pixel++) {
    if (valid && valid[pixel] === 0) continue;
    if (outputs === 1) classes[pixel] = Number(probabilities[pixel]! > 0.5);
    else
      for (let k = 1; k < outputs; k++)
        if (probabilities[pixel * outputs + k]! > probabilities[pixel * outputs + classes[pixel]!]!) classes[pixel] = k;
  }
  return classes;
}
