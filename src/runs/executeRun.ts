import type { TrainedRun } from '../evaluation/index.js';
import { lossFromSpec } from '../losses/index.js';
import { seededRandom } from '../random.js';
import type { Sample } from '../tasks/index.js';
import { adam, AUGMENTATIONS, createTrainer, SAMPLERS, SCHEDULES, trainNetwork } from '../training/index.js';
import { followLosses } from './followLosses.js';
import { networkOf } from './networkOf.js';
import type { Recipe } from './recipe.js';
import { recipeData, type Folders } from './recipeData.js';
import { meanImageDice, tryNetwork } from './tryNetwork.js';

/** A run done: what is kept of it, and the network. */
export interface DoneRun {
  run: TrainedRun;
  parameters: Float32Array;
}

/** How far a run is. */
export type RunReport = TrainedRun['history'][number];

/** What a run may be given beside its recipe. */
export interface ExecuteOptions {
  folders?: Folders | undefined;
  /** The network that the recipe starts from, where it has been trained before; else it is trained first. */
  startParameters?: Float32Array | undefined;
  onReport?(report: RunReport): void | Promise<void>;
}

/** Held-out images on which a training is watched. */
const WATCHED = 16;

/** Does one run in this process: loads its images, trains its network, tries it on the held-out images. */
export async function executeRun(recipe: Recipe, options: ExecuteOptions = {}): Promise<DoneRun> {
  const { folders, onReport } = options;
  const { seed, training, start, split } = recipe;
  const startParameters =
    options.startParameters ?? (start && (await executeRun(start, { folders, onReport })).parameters);
  const { task, train, heldOut } = await recipeData(recipe, folders);
  const shares = classShares(train, task.classes.length);
  const network = networkOf(training.network, { inputs: train[0]!.channels, shares });
  // The folds of one study start from different parameters, its arms from the same.
  const ofRun = seed * 1000 + split.fold;
  const {
    follow,
    optimiser: { clipNorm },
  } = training;
  const optimiser = adam(network.parameterCount, clipNorm === undefined ? {} : { clipNorm });
  const trainer = createTrainer(network, startParameters ?? network.initialParameters(ofRun), optimiser);
  // A continued training meets the images in another order than the one it continues.
  const random = seededRandom(ofRun, start ? 3 : 2);
  const watched = heldOut.filter(({ mask }) => mask.some((label) => label > 0)).slice(0, WATCHED);
  try {
    const history: TrainedRun['history'] = [];
    await trainNetwork(trainer, {
      samples: train,
      phases: training.phases.map(({ loss, steps, learningRate }) => ({
        loss: lossFromSpec(balanced(loss, shares), { per: training.per }).loss,
        steps,
        learningRate,
      })),
      schedule: SCHEDULES[training.schedule],
      sampler: SAMPLERS[training.sampler](train, training.batch, random),
      augment: AUGMENTATIONS[training.augmentation],
      random,
      async onReport(report) {
        const row = {
          ...report,
          heldOutDice: meanImageDice(network, trainer.parameters, watched),
          ...(follow && { followed: followLosses(network, trainer.parameters, watched, follow) }),
        };
        history.push(row);
        await onReport?.(row);
      },
    });
    const tried = tryNetwork(network, trainer.parameters, task, train, heldOut);
    return { run: { ...tried, history }, parameters: trainer.parameters.dataSync().slice() as Float32Array };
  } finally {
    trainer.dispose();
  }
}

/** Each class's share of the pixels that count, never quite 0. */
function classShares(samples: readonly Sample[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(1);
  for (const { mask, valid } of samples)
    for (let i = 0; i < mask.length; i++) if (valid?.[i] !== 0) counts[mask[i]!]!++;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}

/** The spec with weights in inverse proportion to the classes' pixels, mean weight of a pixel 1, where it asks for them. */
function balanced(loss: string, shares: number[]): string {
  if (loss !== 'weightedCrossEntropy') return loss;
  return `weightedCrossEntropy:${shares.map((share) => 1 / (shares.length * share)).join(',')}`;
}
