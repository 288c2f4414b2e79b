import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { lossFromSpec } from '../../src/losses/index.js';
import { seededRandom } from '../../src/random.js';
import { AUGMENTATIONS, disposeBatch, makeBatch, SCHEDULES, type Phase } from '../../src/training/index.js';
import { describeOnEveryEngine } from '../backends.js';
import { discs } from './discs.js';
import { outcome, phase, trained } from './training.js';

const { samples } = discs(8);

describeOnEveryEngine('trainNetwork(trainer, parts)', () => {
  it.each(['none', 'instance'] as const)('gives the same result from the same seed, normalisation %s', async (kind) => {
    const training = { samples, network: { normalisation: kind } };
    expect(await outcome(training)).toEqual(await outcome(training));
  });

  it('leaves no tensor behind, also where a sampler observes losses', async () => {
    const sampler = { next: () => [0, 1], observe: () => undefined };
    await outcome({ samples, steps: 1, sampler });
    const before = tf.memory().numTensors;
    await outcome({ samples, steps: 2, sampler });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('trainNetwork(trainer, parts) on the fastest engine', () => {
  beforeAll(async () => void (await startEngine()));

  it('gives another result from another seed', async () => {
    const [first, second] = [await outcome({ samples }), await outcome({ samples, seed: 5 })];
    expect(second.parameters).not.toEqual(first.parameters);
  });

  it('changes the loss at the step at which a phase ends', async () => {
    const both = await outcome({ samples, phases: [phase('crossEntropy', 2), phase('softDice', 3)] });
    const first = await outcome({ samples, phases: [phase('crossEntropy', 5)] });
    const second = await outcome({ samples, phases: [phase('softDice', 5)] });
    const losses = (of: typeof both) => of.reports.map(({ loss }) => loss);
    expect(losses(both)).toHaveLength(5);
    expect(losses(both).slice(0, 2)).toEqual(losses(first).slice(0, 2));
    expect(losses(both)[2]).not.toBe(losses(first)[2]);
    expect(losses(both)[0]).not.toBe(losses(second)[0]);
  });

  it('calls the loss of each phase as often as the phase has steps, in order', async () => {
    const called: string[] = [];
    const noted = (name: string, steps: number): Phase => {
      const { loss } = lossFromSpec(name);
      return {
        loss: (...all) => {
          called.push(name);
          return loss(...all);
        },
        steps,
        learningRate: 1e-3,
      };
    };
    await outcome({ samples, phases: [noted('crossEntropy', 3), noted('softDice', 1), noted('softJaccard', 2)] });
    expect(called.join(' ')).toBe('crossEntropy crossEntropy crossEntropy softDice softJaccard softJaccard');
  });

  it('runs the schedule over each phase anew, and multiplies its peak', async () => {
    const asked: [step: number, steps: number][] = [];
    await outcome({
      samples,
      phases: [phase('crossEntropy', 2), phase('softDice', 3)],
      schedule: (step, steps) => {
        asked.push([step, steps]);
        return 1;
      },
    });
    expect(asked).toEqual([
      [1, 2],
      [2, 2],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const half = await outcome({ samples, learningRate: 2e-3, schedule: () => 0.5 });
    const whole = await outcome({ samples, learningRate: 1e-3, schedule: SCHEDULES.constant });
    expect(half).toEqual(whole);
  });

  it('reports about twenty times and at the end, the mean loss since the report before', async () => {
    const told: number[] = [];
    const { reports } = await outcome({ samples, steps: 43, onReport: ({ step }) => void told.push(step) });
    expect(told).toEqual([...Array.from({ length: 14 }, (_, i) => 3 * (i + 1)), 43]);
    expect(reports.map(({ step }) => step)).toEqual(told);
    const each: number[] = [];
    const { loss } = lossFromSpec('softDice', { per: 'batch' });
    const spy: Phase = {
      loss: (labels, logits, options) => {
        const value = loss(labels, logits, options);
        each.push(value.dataSync()[0]!);
        return value;
      },
      steps: 43,
      learningRate: 5e-3,
    };
    await outcome({ samples, phases: [spy] });
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    reports.forEach((report, i) =>
      expect(report.loss).toBeCloseTo(mean(each.slice(i === 0 ? 0 : reports[i - 1]!.step, report.step)), 6),
    );
  });

  it('waits for what the report does before it goes on', async () => {
    const order: string[] = [];
    await outcome({
      samples,
      sampler: { next: () => (order.push('batch'), [0, 1]) },
      onReport: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push('report');
      },
    });
    expect(order).toEqual(['batch', 'report', 'batch', 'report']);
  });

  it('shows the images that the sampler names, each changed as the augmentation says', async () => {
    const seen: number[][] = [];
    const { loss } = lossFromSpec('crossEntropy');
    const spy: Phase = {
      loss: (labels, logits, options) => {
        seen.push([...labels.dataSync()]);
        return loss(labels, logits, options);
      },
      steps: 1,
      learningRate: 1e-3,
    };
    const flip = { flipRows: true, flipColumns: false, gain: 1, offset: 0 };
    await outcome({ samples, phases: [spy], sampler: { next: () => [5, 2] }, augment: () => flip });
    const rows = (mask: Uint8Array) => Array.from({ length: 16 }, (_, row) => [...mask.slice(16 * row, 16 * row + 16)]);
    expect(seen[0]).toEqual([...rows(samples[5]!.mask).reverse().flat(), ...rows(samples[2]!.mask).reverse().flat()]);
  });

  it('tells a sampler the loss after the step, of the images that it asks for together', async () => {
    const told: { indices: readonly number[]; losses: number[] }[] = [];
    const augment = AUGMENTATIONS.none;
    const { loss } = lossFromSpec('softDice', { per: 'batch' });
    const asked = [[0], [1], [2], [2, 0]];
    const again = await trained(
      {
        samples,
        steps: 1,
        augment,
        sampler: {
          next: () => [6, 1, 3],
          observe: (indices, lossOf) => void told.push({ indices, losses: asked.map(lossOf) }),
        },
      },
      ({ network, parameters }) =>
        asked.map((positions) => {
          const batch = makeBatch(
            positions.map((n) => samples[[6, 1, 3][n]!]!),
            { outputs: 1, margin: 0 },
          );
          const value = tf.tidy(() => loss(batch.labels, network.logits(parameters, batch.images)).dataSync()[0]!);
          disposeBatch(batch);
          return value;
        }),
    );
    expect(told).toHaveLength(1);
    expect(told[0]!.indices).toEqual([6, 1, 3]);
    told[0]!.losses.forEach((one, n) => expect(one).toBeCloseTo(again[n]!, 5));
    expect(new Set(told[0]!.losses).size).toBe(4);
  });

  it('is not changed by a sampler that observes', async () => {
    const next = () => {
      let n = 0;
      return () => [n++ % 8, n % 8];
    };
    const plain = await outcome({ samples, sampler: { next: next() } });
    expect(await outcome({ samples, sampler: { next: next(), observe: () => undefined } })).toEqual(plain);
  });

  it.each([
    [
      'the loss is no number',
      {
        phases: [
          { loss: (_: tf.Tensor, logits: tf.Tensor) => tf.mul(tf.sum(logits), NaN), steps: 2, learningRate: 0.01 },
        ],
      },
      /^the training diverged: the loss is no number at step 1 of 2\. A smaller learning rate than 0\.01 may help\.$/,
    ],
    [
      'the network diverges',
      { learningRate: 1e30, steps: 9 },
      /^the training diverged: the loss is no number at step \d of 9\. A smaller learning rate than 1e\+30 may help\.$/,
    ],
  ])('stops with a sentence and leaves no tensor behind where %s', async (_, wrong, sentence) => {
    const before = tf.memory().numTensors;
    await expect(outcome({ samples, ...(wrong as object) })).rejects.toThrow(sentence);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets an error that is no divergence through', async () => {
    const broken: Phase = {
      loss: () => {
        throw new TypeError('a fault of the loss');
      },
      steps: 2,
      learningRate: 1e-3,
    };
    await expect(outcome({ samples, phases: [broken] })).rejects.toThrow('a fault of the loss');
  });
});

describe('AUGMENTATIONS', () => {
  it('none changes nothing', () =>
    expect(AUGMENTATIONS.none()).toEqual({ flipRows: false, flipColumns: false, gain: 1, offset: 0 }));

  it('flipsAndIntensity flips each way half of the time, apart, and keeps gain and offset in their ranges', () => {
    const random = seededRandom(1);
    const drawn = Array.from({ length: 2000 }, () => AUGMENTATIONS.flipsAndIntensity(random));
    const share = (of: (one: (typeof drawn)[number]) => boolean) => drawn.filter(of).length / 2000;
    // Five standard errors of 2000 draws are .056 and .048.
    expect(Math.abs(share((a) => a.flipRows) - 0.5)).toBeLessThan(0.056);
    expect(Math.abs(share((a) => a.flipColumns) - 0.5)).toBeLessThan(0.056);
    expect(Math.abs(share((a) => a.flipRows && a.flipColumns) - 0.25)).toBeLessThan(0.048);
    expect(drawn.every(({ gain }) => gain >= 0.9 && gain <= 1.1)).toBe(true);
    expect(drawn.every(({ offset }) => offset >= -0.1 && offset <= 0.1)).toBe(true);
    expect(share(({ gain }) => gain > 1) - 0.5).toBeLessThan(0.056);
    expect(share(({ offset }) => offset < -0.09)).toBeGreaterThan(0.02);
  });
});
