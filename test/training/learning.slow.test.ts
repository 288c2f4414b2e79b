import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { lossFromSpec, lossIds } from '../../src/losses/index.js';
import { trainRun, type RunSetup } from '../../src/training/index.js';
import { discs } from './discs.js';

const mean = (scores: { dice: number }[]) => scores.reduce((sum, score) => sum + score.dice, 0) / scores.length;

function setup(rest: Partial<RunSetup> & { loss: RunSetup['loss'] }): RunSetup {
  const { samples } = discs(20);
  return {
    train: samples.slice(0, 16),
    heldOut: samples.slice(16),
    shape: { inputs: 1, features: 4, outputs: 1 },
    seed: 4,
    steps: 80,
    batch: 4,
    learningRate: 5e-3,
    ...rest,
  };
}

describe('a trained network', () => {
  beforeAll(async () => void (await startEngine()));

  it.each(['crossEntropy', 'softDice', 'softJaccard'])('finds bright discs after training with %s', async (loss) => {
    const { scores, history } = await trainRun(setup({ loss: lossFromSpec(loss).loss }));
    expect(mean(scores)).toBeGreaterThan(0.8);
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
  });

  it('finds them with the Lovász hinge after pretraining with cross-entropy', async () => {
    const pretrain = { loss: lossFromSpec('crossEntropy').loss, steps: 60 };
    const { scores } = await trainRun(setup({ loss: lossFromSpec('lovaszHinge').loss, pretrain, steps: 100 }));
    expect(mean(scores)).toBeGreaterThan(0.8);
  });

  it('tells a disc from its brighter core with a softmax', async () => {
    const { samples } = discs(20, 16, 3);
    const shape = { inputs: 1, features: 4, outputs: 3 };
    const { scores } = await trainRun(
      setup({
        train: samples.slice(0, 16),
        heldOut: samples.slice(16),
        shape,
        loss: lossFromSpec('crossEntropy').loss,
        steps: 200,
        learningRate: 1e-2,
      }),
    );
    expect(mean(scores)).toBeGreaterThan(0.7);
  });

  it.each(lossIds().map((id) => (id === 'weightedCrossEntropy' ? `${id}:1,5` : id)))(
    'can be trained with %s',
    async (loss) => {
      // One loss is of distances between classes and takes a channel for each.
      const outputs = loss === 'generalizedWassersteinDice' ? 2 : 1;
      const { history } = await trainRun(
        setup({ loss: lossFromSpec(loss).loss, shape: { inputs: 1, features: 4, outputs }, steps: 2 }),
      );
      expect(history.every((report) => Number.isFinite(report.loss))).toBe(true);
    },
  );

  it('has not learned from pixels that do not count', async () => {
    const { samples } = discs(20);
    // The lower half's labels are wrong and left out.
    const half = samples.slice(0, 16).map((sample) => ({
      ...sample,
      mask: sample.mask.map((label, i) => (i < 128 ? label : 1 - label)),
      valid: Uint8Array.from({ length: 256 }, (_, i) => Number(i < 128)),
    }));
    const { loss } = lossFromSpec('crossEntropy');
    const masked = await trainRun(setup({ train: half, loss }));
    const misled = await trainRun(setup({ train: half.map(({ valid: _, ...sample }) => sample), loss }));
    expect(mean(masked.scores)).toBeGreaterThan(0.7);
    expect(mean(misled.scores)).toBeLessThan(mean(masked.scores) - 0.2);
  });
});
