import { lossFromSpec } from '../../src/losses/index.js';
import { seededRandom } from '../../src/random.js';
import type { Sample } from '../../src/tasks/index.js';
import {
  adam,
  AUGMENTATIONS,
  createTrainer,
  SAMPLERS,
  SCHEDULES,
  trainNetwork,
  unet,
  type Phase,
  type Trainer,
  type TrainingParts,
  type TrainingReport,
  type UnetSettings,
} from '../../src/training/index.js';

export interface SmallTraining extends Partial<Omit<TrainingParts, 'samples' | 'phases'>> {
  samples: readonly Sample[];
  /** One phase of `steps` at `learningRate` with this loss, or the phases themselves. */
  loss?: string;
  steps?: number;
  learningRate?: number;
  phases?: readonly Phase[];
  /** Default one output, two features, no normalisation. */
  network?: Partial<UnetSettings>;
  batch?: number;
  seed?: number;
}

export const phase = (loss: string, steps: number, learningRate = 5e-3): Phase => ({
  loss: lossFromSpec(loss, { per: 'batch' }).loss,
  steps,
  learningRate,
});

/** Trains a small network and hands it over, before it is disposed of. */
export async function trained<Result>(
  { samples, loss = 'softDice', steps = 2, learningRate, network, batch = 2, seed = 4, ...rest }: SmallTraining,
  look: (trainer: Trainer, reports: TrainingReport[]) => Result,
): Promise<Result> {
  const made = unet({ inputs: 1, features: 2, outputs: 1, normalisation: 'none', ...network });
  const trainer = createTrainer(made, made.initialParameters(seed), adam(made.parameterCount));
  const random = seededRandom(seed, 2);
  try {
    const reports = await trainNetwork(trainer, {
      samples,
      phases: [phase(loss, steps, learningRate)],
      schedule: SCHEDULES.constant,
      sampler: SAMPLERS.shuffled(samples, batch, random),
      augment: AUGMENTATIONS.flipsAndIntensity,
      random,
      ...rest,
    });
    return look(trainer, reports);
  } finally {
    trainer.dispose();
  }
}

/** The reports and the parameters of a training. */
export const outcome = (training: SmallTraining) =>
  trained(training, (trainer, reports) => ({ reports, parameters: trainer.parameters.dataSync().slice() }));
