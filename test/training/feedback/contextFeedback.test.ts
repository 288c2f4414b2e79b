import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { lossFromSpec } from '../../../src/losses/index.js';
import { seededRandom } from '../../../src/random.js';
import { splitParts } from '../../../src/training/feedback/contextFeedback.js';
import { convolved, doubled, halved, output } from '../../../src/training/feedback/layers.js';
import { contextFeedback, createFeedbackTrainer, unet, type Optimiser } from '../../../src/training/index.js';
import { describeOnEveryEngine } from '../../backends.js';

const numbers = (count: number, seed = 1) => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => random.normal());
};
const tensor = (shape: [number, number, number, number], seed = 1) =>
  tf.tensor4d(
    numbers(
      shape.reduce((a, b) => a * b),
      seed,
    ),
    shape,
  );

/** Compares a gradient with central differences along a direction. */
function expectSlope(f: (x: tf.Tensor) => tf.Scalar, x: tf.Tensor): void {
  tf.tidy(() => {
    const along = tf.tensor(numbers(x.size, 9), x.shape);
    const slope = tf.sum(tf.mul(tf.grad(f)(x), along)).dataSync()[0]!;
    // Small, so that hardly a ReLU changes its side between.
    const h = 1e-3;
    const at = (t: number) => f(tf.add(x, tf.mul(along, t))).dataSync()[0]!;
    expect(Math.abs((at(h) - at(-h)) / (2 * h) - slope)).toBeLessThan(0.02 * Math.max(1, Math.abs(slope)));
  });
}

describeOnEveryEngine('the layers of the feedback loop', () => {
  it('have the gradients of central differences in all that they are given', () => {
    const [x, filter, scale, shift] = [tensor([2, 4, 4, 2]), tensor([3, 3, 2, 3], 2), tf.ones([3]), tf.ones([3])];
    const weights = tensor([2, 4, 4, 3], 5);
    const value = (...given: [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]) =>
      tf.sum(tf.mul(convolved(...(given as Parameters<typeof convolved>)), weights)) as tf.Scalar;
    expectSlope((one) => value(one, filter, scale, shift), x);
    expectSlope((one) => value(x, one, scale, shift), filter);
    expectSlope((one) => value(x, filter, one, shift), scale);
    expectSlope((one) => value(x, filter, scale, one), shift);
    const [pixels, bias] = [tensor([1, 1, 2, 1], 3), tf.tensor1d([0.5])];
    expectSlope((one) => tf.sum(tf.square(output(one as tf.Tensor4D, pixels, bias))) as tf.Scalar, x);
    expectSlope((one) => tf.sum(tf.square(halved(one as tf.Tensor4D))) as tf.Scalar, x);
    expectSlope(
      (one) => tf.sum(tf.mul(tf.square(doubled(one as tf.Tensor4D)), tensor([2, 8, 8, 2], 4))) as tf.Scalar,
      x,
    );
  });

  it('halve and double by hand', () => {
    const x = tf.tensor4d([1, 5, 2, 3, 4, 0, 7, 6, 1, 1, 0, 0, 1, 1, 0, 9], [1, 4, 4, 1]);
    expect([...halved(x).dataSync()]).toEqual([5, 7, 1, 9]);
    expect([...doubled(tf.tensor4d([1, 2], [1, 1, 2, 1])).dataSync()]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });
});

const SIDE = 8;
const NETWORK = contextFeedback({ inputs: 1, outputs: 1, features: 2, foregroundShare: 0.2 });
const { loss } = lossFromSpec('softDice+crossEntropy', { per: 'batch' });
/** Plain descent: what a step changes is the gradient times the rate. */
const descent = (): Optimiser => ({
  update: (parameters, gradient, rate) => tf.tidy(() => tf.sub(parameters, tf.mul(gradient, rate)) as tf.Tensor1D),
  dispose: () => undefined,
});
const batchOf = () => ({
  images: tensor([2, SIDE, SIDE, 1], 7),
  labels: tf.tensor4d(
    numbers(2 * SIDE * SIDE, 8).map((x) => Number(x > 0.8)),
    [2, SIDE, SIDE, 1],
  ),
});
const RATE = 0.01;

/** The three parts before and after the steps of a trainer with turns of one step. */
function afterSteps(steps: number): Float32Array[][] {
  const trainer = createFeedbackTrainer(NETWORK, NETWORK.initialParameters(1), descent, 1);
  const { images, labels } = batchOf();
  const look = () =>
    tf.tidy(() =>
      splitParts(trainer.parameters, NETWORK.parts.sizes).map((one) => one.dataSync().slice() as Float32Array),
    );
  const seen = [look()];
  for (let n = 0; n < steps; n++) {
    trainer.step({ images, labels }, loss, RATE);
    seen.push(look());
  }
  trainer.dispose();
  tf.dispose([images, labels]);
  return seen;
}

describe('the context feedback loop on the fastest engine', () => {
  beforeAll(async () => void (await startEngine()));

  it('has the parameters of its three parts, and those that the study speaks of', () => {
    const { parts, parameterCount } = contextFeedback({ inputs: 1, outputs: 1, features: 8 });
    // Encoder: 9(8 + 64 + 128 + 256 + 512 + 1024) filters' entries and 2(8 + 8 + 16 + 16 + 32 + 32) vectors' by hand.
    expect(parts.sizes[0]).toBe(9 * 1992 + 2 * 112);
    expect(parts.sizes).toEqual([18152, 39401, 26897]);
    const plain = (features: number) =>
      unet({ inputs: 1, outputs: 1, features, normalisation: 'instance' }).parameterCount;
    expect([plain(13), parameterCount, plain(14)]).toEqual([78222, 84450, 90665]);
  });

  it('starts with predictions about the share of foreground, in both passes', () => {
    const { images } = batchOf();
    const parameters = tf.tensor1d(NETWORK.initialParameters(3));
    for (const pass of [NETWORK, NETWORK.otherwise.firstPass]) {
      const mean = tf.mean(tf.sigmoid(pass.logits(parameters, images))).dataSync()[0]!;
      expect(Math.abs(mean - 0.2)).toBeLessThan(0.2);
    }
  });

  it('feeds nothing back in the first pass, and in the second the context found in the first prediction', () => {
    tf.tidy(() => {
      const { images } = batchOf();
      const parameters = tf.tensor1d(NETWORK.initialParameters(2));
      const { parts, otherwise } = NETWORK;
      const [e, g, b] = splitParts(parameters, parts.sizes);
      const encoded = parts.encode(e, images);
      const first = parts.decode(g, encoded, tf.zerosLike(encoded.context));
      expect(otherwise.firstPass.logits(parameters, images).dataSync()).toEqual(first.dataSync());
      const second = parts.decode(g, encoded, parts.latent(b, tf.sigmoid(first)));
      expect(NETWORK.logits(parameters, images).dataSync()).toEqual(second.dataSync());
      // Controls: without the feedback, or with that of something else, the second pass says something else.
      const far = (other: tf.Tensor) => tf.max(tf.abs(tf.sub(second, other))).dataSync()[0]!;
      expect(far(first)).toBeGreaterThan(1e-3);
      expect(far(parts.decode(g, encoded, parts.latent(b, tf.onesLike(first))))).toBeGreaterThan(1e-3);
    });
  });

  it('trains encoder and decoder in the forward turn, feedback network and decoder in the next, and so on', () => {
    const seen = afterSteps(4);
    const moved = seen.slice(1).map((parts, n) => parts.map((part, k) => part.some((x, i) => x !== seen[n]![k]![i])));
    expect(moved).toEqual([
      [true, true, false],
      [false, true, true],
      [true, true, false],
      [false, true, true],
    ]);
  });

  it('changes turns after as many steps as it is told', () => {
    const trainer = createFeedbackTrainer(NETWORK, NETWORK.initialParameters(1), descent, 3);
    const batch = batchOf();
    const encoder = () => trainer.parameters.dataSync().slice(0, NETWORK.parts.sizes[0]).join();
    const still = Array.from({ length: 8 }, () => {
      const before = encoder();
      trainer.step(batch, loss, RATE);
      return encoder() === before;
    });
    trainer.dispose();
    expect(still).toEqual([false, false, false, true, true, true, false, false]);
  });

  it('steps by the gradient of each turn’s loss: central differences along a direction', () => {
    const [start, forward, feedback] = afterSteps(2) as [Float32Array[], Float32Array[], Float32Array[]];
    const { parts } = NETWORK;
    const { images, labels } = batchOf();
    const flat = (values: Float32Array) => tf.tensor1d(values);
    /** What descent along `after − before` promises, and what the loss does: −rate · slope is the squared step. */
    const check = (before: Float32Array, after: Float32Array, lossOf: (p: tf.Tensor1D) => tf.Tensor) =>
      tf.tidy(() => {
        const step = tf.sub(flat(after), flat(before));
        const squared = tf.sum(tf.square(step)).dataSync()[0]!;
        const h = 0.05;
        const at = (t: number) => lossOf(tf.add(flat(before), tf.mul(step, t))).dataSync()[0]!;
        const slope = (at(h) - at(-h)) / (2 * h);
        return Math.abs((-RATE * slope) / squared - 1);
      });
    const first = () => {
      const encoded = parts.encode(flat(forward[0]!), images);
      return { encoded, said: tf.sigmoid(parts.decode(flat(forward[1]!), encoded)) as tf.Tensor4D };
    };
    // Forward turn: encoder and decoder, nothing fed back.
    const joint = (of: Float32Array[]) => Float32Array.from([...of[0]!, ...of[1]!]);
    const parted = (p: tf.Tensor1D) => tf.split(p, [parts.sizes[0], parts.sizes[1]]) as [tf.Tensor1D, tf.Tensor1D];
    const forwardLoss = (p: tf.Tensor1D) => {
      const [e, g] = parted(p);
      return loss(labels, parts.decode(g, parts.encode(e, images)));
    };
    expect(check(joint(start), joint(forward), forwardLoss)).toBeLessThan(0.05);
    // Feedback turn: first the feedback network learns to make the labels of the first prediction …
    const feedbackLoss = (p: tf.Tensor1D) => loss(labels, parts.reconstruct(p, parts.latent(p, first().said)));
    expect(check(forward[2]!, feedback[2]!, feedbackLoss)).toBeLessThan(0.05);
    // … then the decoder learns with the context that it now finds there.
    const decoderLoss = (b: Float32Array | undefined) => (p: tf.Tensor1D) => {
      const { encoded, said } = first();
      return loss(labels, parts.decode(p, encoded, b && parts.latent(flat(b), said)));
    };
    expect(check(forward[1]!, feedback[1]!, decoderLoss(feedback[2]))).toBeLessThan(0.05);
    // A control: the decoder that is fed nothing back has another gradient.
    expect(check(forward[1]!, feedback[1]!, decoderLoss(undefined))).toBeGreaterThan(0.1);
  });

  it('leaves no tensor behind, also where the loss refuses', () => {
    const batch = batchOf();
    const before = tf.memory().numTensors;
    const trainer = createFeedbackTrainer(NETWORK, NETWORK.initialParameters(1), descent, 1);
    for (let n = 0; n < 4; n++) trainer.step(batch, loss, RATE);
    const refusing = () => {
      throw new Error('refused');
    };
    for (let n = 0; n < 2; n++) expect(() => trainer.step(batch, refusing, RATE)).toThrow('refused');
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses images of other sides or channels', () => {
    const parameters = tf.zeros([NETWORK.parameterCount]) as tf.Tensor1D;
    for (const shape of [
      [1, 6, 8, 1],
      [1, 8, 8, 2],
    ])
      expect(() => NETWORK.logits(parameters, tf.zeros(shape))).toThrow(
        /the network takes images \[batch, height, width, 1\]/,
      );
  });
});
