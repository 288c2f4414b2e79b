import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { lossFromSpec } from '../../../src/losses/index.js';
import {
  adam,
  averagedProbabilities,
  confidence,
  createTrainer,
  lessonLoss,
  mutualUpdate,
  NO_AUGMENTATION,
  sharpened,
  unet,
  type Network,
} from '../../../src/training/index.js';
import { describeOnEveryEngine } from '../../backends.js';
import { discs } from '../discs.js';

// The numbers are worked by hand from the formulas in the doc comments.

/** Says of each pixel its value less that of the pixel to its left: what a flip changes. */
const leftward = {
  outputs: 1,
  logits: (_: tf.Tensor1D, images: tf.Tensor) =>
    tf.sub(
      images,
      tf.pad(tf.slice(images, 0, [-1, -1, images.shape[2]! - 1, -1]), [
        [0, 0],
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
    ),
} as unknown as Network;

const logit = (p: number) => Math.log(p / (1 - p));

describeOnEveryEngine('two networks that teach each other,', () => {
  it('averagedProbabilities averages over flips and turns each answer back', () => {
    const parameters = tf.zeros([0]) as tf.Tensor1D;
    const images = tf.tensor4d([1, 3], [1, 1, 2, 1]);
    const [left, right] = averagedProbabilities(leftward, parameters, images).dataSync();
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    // As it is: 1 − 0 and 3 − 1; flipped: 3 − 0 and 1 − 3, turned back.
    expect(left).toBeCloseTo((sigmoid(1) + sigmoid(-2)) / 2, 5);
    expect(right).toBeCloseTo((sigmoid(2) + sigmoid(3)) / 2, 5);
    // Without the average, and without turning back.
    expect(Math.abs(left! - sigmoid(1))).toBeGreaterThan(0.1);
    expect(Math.abs(left! - (sigmoid(1) + sigmoid(3)) / 2)).toBeGreaterThan(0.1);
  });

  it('sharpened(q, exponent) draws probabilities apart, and confidence(q) is 0 at one half', () => {
    const q = tf.tensor1d([0, 0.5, 0.8, 1]);
    // .64 / (.64 + .04)
    expect([...sharpened(q, 2).dataSync()].map((x) => +x.toFixed(5))).toEqual([0, 0.5, 0.94118, 1]);
    expect([...sharpened(q, 1).dataSync()].map((x) => +x.toFixed(5))).toEqual([0, 0.5, 0.8, 1]);
    // 1 − 4 · .8 · .2
    expect([...confidence(q).dataSync()].map((x) => +x.toFixed(5))).toEqual([1, 0, 0.36, 1]);
  });

  const labels = tf.tensor4d([1, 0, 1, 1], [2, 1, 2, 1]);
  const logits = tf.tensor4d([0.9, 0.2, 0.6, 0.4].map(logit), [2, 1, 2, 1]);
  const { loss } = lossFromSpec('crossEntropy', { per: 'image' });
  const lesson = { trusted: 1, agreement: 10, trust: 0.25 };
  const q = tf.tensor4d([0.8, 0.1], [1, 1, 2, 1]);
  const w = tf.tensor4d([0.36, 0.64], [1, 1, 2, 1]);
  const first = -(Math.log(0.9) + Math.log(0.8)) / 2;
  const second = -(Math.log(0.6) + Math.log(0.4)) / 2;
  const apart = (0.36 * 0.2 ** 2 + 0.64 * 0.3 ** 2) / 2;
  const value = (changes: Partial<Parameters<typeof lessonLoss>[1]> = {}, options = {}) =>
    lessonLoss(loss, { ...lesson, q, w, ...changes })(labels, logits, options).dataSync()[0]!;

  it('lessonLoss weighs trusted labels, doubted labels and agreement as published', () => {
    expect(value()).toBeCloseTo(first + 0.75 * second + 10 * 0.25 * apart, 4);
    expect(value({ trust: 0 })).toBeCloseTo(first + second, 4);
    expect(value({ trust: 1 })).toBeCloseTo(first + 10 * apart, 4);
    // Without agreement, and without confidence.
    expect(Math.abs(value() - (first + 0.75 * second))).toBeGreaterThan(0.05);
    expect(Math.abs(value() - value({ w: tf.onesLike(w) }))).toBeGreaterThan(0.05);
  });

  it('lessonLoss leaves out pixels that do not count', () => {
    const mask = tf.tensor4d([1, 0, 1, 0], [2, 1, 2, 1]);
    const expected = -Math.log(0.9) - 0.75 * Math.log(0.6) + 10 * 0.25 * 0.36 * 0.2 ** 2;
    expect(value({}, { mask })).toBeCloseTo(expected, 4);
  });

  it('mutualUpdate teaches each network by the labels of the other, and leaves no tensor behind', () => {
    const { samples } = discs(4);
    const empty = samples.map((sample) => ({ ...sample, mask: new Uint8Array(sample.mask.length) }));
    const network = unet({ inputs: 1, features: 2, outputs: 1, normalisation: 'none' });
    const make = () =>
      [1, 2].map((seed) => createTrainer(network, network.initialParameters(seed), adam(network.parameterCount))) as [
        ReturnType<typeof createTrainer>,
        ReturnType<typeof createTrainer>,
      ];
    const step = {
      indices: [0, 1, 2, 3],
      augmentations: samples.map(() => NO_AUGMENTATION),
      loss,
      learningRate: 1e-2,
      step: 1,
      steps: 10,
    };
    const after = (held: Parameters<typeof mutualUpdate>[1]) => {
      const trainers = make();
      mutualUpdate(trainers, held, step, { warmUp: 0.2, agreement: 10 });
      const result = trainers.map(({ parameters }) => parameters.dataSync().slice());
      trainers.forEach((trainer) => trainer.dispose());
      return result;
    };
    const before = tf.memory().numTensors;
    const same = after([samples, samples]);
    expect(tf.memory().numTensors).toBe(before);
    // Labels that network 2 holds change network 1, and not the other way.
    const other = after([samples, empty]);
    expect(other[0]).not.toEqual(same[0]);
    expect(other[1]).toEqual(same[1]);
  });
});
