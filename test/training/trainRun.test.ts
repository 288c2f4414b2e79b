import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { lossFromSpec } from '../../src/losses/index.js';
import { trainRun, type RunSetup } from '../../src/training/index.js';
import { describeOnEveryEngine } from '../backends.js';
import { discs } from './discs.js';

function setup(rest: Partial<RunSetup> = {}): RunSetup {
  const { samples } = discs(20);
  return {
    train: samples.slice(0, 16),
    heldOut: samples.slice(16, 18),
    shape: { inputs: 1, features: 2, outputs: 1 },
    loss: lossFromSpec('softDice').loss,
    seed: 4,
    steps: 2,
    batch: 2,
    ...rest,
  };
}

describeOnEveryEngine('trainRun(setup)', () => {
  it('gives the same result from the same seed', async () => {
    const [first, second] = [await trainRun(setup()), await trainRun(setup())];
    expect(second).toEqual(first);
  });

  it('leaves no tensor behind', async () => {
    await trainRun(setup({ steps: 1 }));
    const before = tf.memory().numTensors;
    await trainRun(setup());
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('trainRun(setup) on the fastest engine', () => {
  beforeAll(async () => void (await startEngine()));

  it('gives another result from another seed', async () => {
    const [first, second] = [await trainRun(setup()), await trainRun(setup({ seed: 5 }))];
    expect(second.parameters).not.toEqual(first.parameters);
  });

  it('trains the first steps with the loss of `pretrain`', async () => {
    const other = { loss: lossFromSpec('crossEntropy').loss, steps: 1 };
    const [plain, pretrained, whole] = [
      await trainRun(setup()),
      await trainRun(setup({ pretrain: other })),
      await trainRun(setup({ loss: other.loss })),
    ];
    expect(pretrained.history[0]).toEqual(whole.history[0]);
    expect(pretrained.history[1]).not.toEqual(whole.history[1]);
    expect(pretrained.history[0]).not.toEqual(plain.history[0]);
  });

  it('reports about twenty times and at the end', async () => {
    const steps: number[] = [];
    await trainRun(setup({ steps: 43, onReport: ({ step }) => void steps.push(step) }));
    expect(steps).toEqual([...Array.from({ length: 14 }, (_, i) => 3 * (i + 1)), 43]);
  });

  it.each([
    ['the loss is no number', { loss: ((_, logits) => tf.mul(tf.sum(logits), NaN)) as RunSetup['loss'] }],
    ['the network diverges', { learningRate: 1e30, steps: 9 }],
  ])('stops with a sentence and leaves no tensor behind where %s', async (_, wrong) => {
    const before = tf.memory().numTensors;
    await expect(trainRun(setup(wrong))).rejects.toThrow(
      /^the training diverged: the loss is no number at step \d of \d\. A smaller --learning-rate/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
