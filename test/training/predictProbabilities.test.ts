import * as tf from '@tensorflow/tfjs';
import { expect, it, describe } from 'vitest';
import { classesOf, predictProbabilities, type Network } from '../../src/training/index.js';
import { describeOnEveryEngine } from '../backends.js';
import { discs } from './discs.js';

/** A network whose logits are a known function of the image: no parameters are used. */
const network = (outputs: number, seen: number[] = []): Network => ({
  id: 'known',
  inputs: 1,
  outputs,
  stride: 1,
  margin: 0,
  parameterCount: 1,
  floatsPerPixel: 1,
  initialParameters: () => new Float32Array(1),
  logits(_, images) {
    seen.push(images.shape[0]!);
    // Logit k of a pixel of intensity x is (k + 1) · x.
    return tf.concat(
      Array.from({ length: outputs }, (__, k) => tf.mul(images, k + 1)),
      3,
    );
  },
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describeOnEveryEngine('predictProbabilities(network, parameters, samples)', () => {
  it.each([1, 7, 8, 9, 17])('gives of %i samples one array each, in order, by a sigmoid of one output', (count) => {
    const { samples } = discs(count);
    const before = tf.memory().numTensors;
    const parameters = tf.tensor1d([0]);
    const all = [...predictProbabilities(network(1), parameters, samples)];
    parameters.dispose();
    expect(all).toHaveLength(count);
    all.forEach((probabilities, n) => {
      expect(probabilities).toHaveLength(256);
      probabilities.forEach((p, i) => expect(p).toBeCloseTo(sigmoid(samples[n]!.image[i]!), 5));
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the softmax of several outputs, the classes of a pixel side by side', () => {
    const { samples } = discs(2);
    const parameters = tf.tensor1d([0]);
    const [first] = [...predictProbabilities(network(3), parameters, samples)];
    parameters.dispose();
    for (const pixel of [0, 100, 255]) {
      const x = samples[0]!.image[pixel]!;
      const powers = [1, 2, 3].map((k) => Math.exp(k * x));
      const sum = powers.reduce((a, b) => a + b);
      powers.forEach((power, k) => expect(first![3 * pixel + k]).toBeCloseTo(power / sum, 5));
    }
  });

  it('takes eight samples at a time, so that memory does not grow with their number', () => {
    const seen: number[] = [];
    const parameters = tf.tensor1d([0]);
    expect([...predictProbabilities(network(1, seen), parameters, discs(19).samples)]).toHaveLength(19);
    expect(seen).toEqual([8, 8, 3]);
    expect([...predictProbabilities(network(1), parameters, [])]).toEqual([]);
    parameters.dispose();
  });
});

describe('classesOf(probabilities, outputs, valid)', () => {
  it('of one output is foreground where the probability is above one half', () =>
    expect([...classesOf(Float32Array.of(0.5, 0.50001, 0, 1), 1)]).toEqual([0, 1, 0, 1]));

  it('of several outputs is the most probable class, of equal ones the first', () =>
    expect([...classesOf(Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 0.1, 0.45, 0.45, 0.1, 0.1, 0.8), 3)]).toEqual([
      1, 0, 1, 2,
    ]));

  it('is 0 where a pixel does not count', () => {
    expect([...classesOf(Float32Array.of(0.9, 0.9, 0.1), 1, Uint8Array.of(0, 1, 1))]).toEqual([0, 1, 0]);
    expect([...classesOf(Float32Array.of(0, 1, 0, 1), 2, Uint8Array.of(1, 0))]).toEqual([1, 0]);
  });
});
