import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { lossFromSpec } from '../../../src/losses/index.js';
import { seededRandom } from '../../../src/random.js';
import { executeRun } from '../../../src/runs/index.js';
import { COMPARED_LOSSES, compareRecipes } from '../../../src/studies/index.js';
import { loadTask, type Sample } from '../../../src/tasks/index.js';
import {
  adam,
  AUGMENTATIONS,
  classesOf,
  createTrainer,
  disposeBatch,
  makeBatch,
  predictProbabilities,
  SAMPLERS,
  SCHEDULES,
  trainNetwork,
  volumeUnet,
  VOLUME_VARIANTS,
} from '../../../src/training/index.js';

const VOLUMES = { depth: 28, size: 28, labelDraws: 0 };
const network = volumeUnet({
  inputs: 2,
  outputs: 1,
  ...VOLUME_VARIANTS.normalised,
  features: 4,
  foregroundShare: 0.05,
});

/** Mean Dice of held-out volumes after a few updates. */
async function learned(train: readonly Sample[], heldOut: readonly Sample[]): Promise<number> {
  const trainer = createTrainer(network, network.initialParameters(1), adam(network.parameterCount, { clipNorm: 1 }));
  const random = seededRandom(1);
  try {
    await trainNetwork(trainer, {
      samples: train,
      phases: [{ loss: lossFromSpec('softDice').loss, steps: 24, learningRate: 3e-3 }],
      schedule: SCHEDULES.warmupCosine,
      sampler: SAMPLERS.spread(train, 1, random),
      augment: AUGMENTATIONS.flipsAndIntensity,
      random,
    });
    const scores = [...predictProbabilities(network, trainer.parameters, heldOut)].map((p, n) => {
      const { mask, valid } = heldOut[n]!;
      const said = classesOf(p, 1, valid);
      const both = said.reduce((sum, one, v) => sum + one * mask[v]!, 0);
      return (2 * both) / [...said, ...mask].reduce((sum, one) => sum + one, 0);
    });
    return scores.reduce((sum, one) => sum + one, 0) / scores.length;
  } finally {
    trainer.dispose();
  }
}

describe('the network of volumes', () => {
  let samples: Sample[];
  beforeAll(async () => {
    await startEngine();
    ({ samples } = await loadTask('br18', { ...VOLUMES, patients: 9 }));
  });

  it('finds tumours of patients that it has not seen, and does not where labels are other patients’', async () => {
    const [train, heldOut] = [samples.slice(0, 6), samples.slice(6)];
    const shuffled = train.map((sample, p) => ({ ...sample, mask: train[(p + 1) % train.length]!.mask }));
    const dice = await learned(train, heldOut);
    // Everything background has 0.
    expect(dice).toBeGreaterThan(0.5);
    expect(await learned(shuffled, heldOut)).toBeLessThan(0.6 * dice);
  }, 120_000);

  it.each(COMPARED_LOSSES.map(({ loss }) => loss))(
    'is trained with %s: gradients are finite, and the loss falls',
    async (spec) => {
      const { loss } = lossFromSpec(spec === 'weightedCrossEntropy' ? `${spec}:0.5,5` : spec, { per: 'batch' });
      const trainer = createTrainer(
        network,
        network.initialParameters(1),
        adam(network.parameterCount, { clipNorm: 1 }),
      );
      const batch = makeBatch(samples.slice(0, 1), network);
      try {
        const values = Array.from({ length: 7 }, () => trainer.step(batch, loss, 2e-3));
        expect(values.every(Number.isFinite)).toBe(true);
        // A gradient that is not finite would have made parameters that are not.
        expect(trainer.parameters.dataSync().every(Number.isFinite)).toBe(true);
        expect(values.at(-1)).toBeLessThan(values[0]!);
      } finally {
        disposeBatch(batch);
        trainer.dispose();
      }
    },
    60_000,
  );
});

it.each(['volumeUnet', 'volumeUnet:plain'] as const)(
  'a recipe of %s is run to counts per patient, the same twice',
  async (name) => {
    await startEngine();
    const { recipes } = compareRecipes({
      task: 'br18',
      multiClass: name === 'volumeUnet',
      network: name,
      losses: ['softDice'],
      size: 28,
      depth: 1,
      patients: 4,
      features: 2,
      folds: 2,
      steps: 2,
    });
    const { run, parameters } = await executeRun(recipes[0]!);
    expect(run.unit).toBe('patient');
    expect(run.images).toHaveLength(2);
    expect(run.images[0]!.counts).toHaveLength(name === 'volumeUnet' ? 3 : 1);
    expect((await executeRun(recipes[0]!)).parameters).toEqual(parameters);
  },
  60_000,
);
