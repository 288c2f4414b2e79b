import type { TrainedRun } from '../evaluation/index.js';
import { lossFromSpec } from '../losses/index.js';
import { seededRandom } from '../random.js';
import type { Sample } from '../tasks/index.js';
import {
  AUGMENTATIONS,
  createFeedbackTrainer,
  createTrainer,
  OPTIMISERS,
  SAMPLERS,
  SCHEDULES,
  trainNetwork,
  type Trainer,
  type TrainingParts,
} from '../training/index.js';
import { followLosses } from './followLosses.js';
import { networkOf } from './networkOf.js';
import type { Recipe } from './recipe.js';
import { recipeData, type Folders, type RecipeData } from './recipeData.js';
import { meanImageDice, triedOtherwise, tryNetwork } from './tryNetwork.js';

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

/** Where a procedure parts from the plain run. */
export interface Ways {
  /** The samples that are learnt from, and on which thresholds are fitted; default: those of the training patients. */
  prepare?(data: RecipeData): Promise<Sample[]>;
  /** What is done in one step, of these samples; default: one network steps on one batch. */
  updateOf?(trainer: Trainer, samples: readonly Sample[]): TrainingParts['update'];
}

/** Held-out images on which a training is watched. */
const WATCHED = 16;

/**
 * Does a run of one network in this process: loads its images, trains its network, tries it on the held-out images. What
 * the recipe's procedure asks for beside is done by `doRun`.
 */
export async function executeRun(recipe: Recipe, options: ExecuteOptions = {}, ways: Ways = {}): Promise<DoneRun> {
  const { folders, onReport } = options;
  const { training, start } = recipe;
  const startParameters =
    options.startParameters ?? (start && (await executeRun(start, { folders, onReport })).parameters);
  const data = await recipeData(recipe, folders);
  const { task, heldOut } = data;
  const train = ways.prepare ? await ways.prepare(data) : data.train;
  const shares = classShares(train, task.classes.length);
  const network = networkOf(training.network, { inputs: train[0]!.channels, shares });
  const ofRun = seedOfRun(recipe);
  const {
    follow,
    optimiser: { id, clipNorm },
  } = training;
  const optimiserOf = (size: number) => OPTIMISERS[id](size, clipNorm === undefined ? {} : { clipNorm });
  const parameters = startParameters ?? network.initialParameters(ofRun);
  const trainer =
    'parts' in network
      ? createFeedbackTrainer(network, parameters, optimiserOf, Math.ceil(train.length / training.batch))
      : createTrainer(network, parameters, optimiserOf(network.parameterCount));
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
      update: ways.updateOf?.(trainer, train),
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
    const otherwise = triedOtherwise(network, trainer.parameters, heldOut);
    return {
      run: { ...tried, ...otherwise, history },
      parameters: trainer.parameters.dataSync().slice() as Float32Array,
    };
  } finally {
    trainer.dispose();
  }
}

/** The folds of one study start from different parameters, its arms from the same. */
export const seedOfRun = ({ seed, split }: Recipe): number => seed * 1000 + split.fold;

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
