import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../random.js';
import type { Sample } from '../../tasks/index.js';
import { classesOf, noisyLabels, predictProbabilities } from '../../training/index.js';
import { UserError } from '../../userError.js';
import { object, share, whole } from '../checkSettings.js';
import { seedOfRun } from '../executeRun.js';
import { networkOf } from '../networkOf.js';
import type { Recipe } from '../recipe.js';
import { recipeData, type Folders, type RecipeData } from '../recipeData.js';
import type { LabelSettings } from './settings.js';

/** Training samples with the labels that they are learnt with. */
export interface GivenSamples {
  samples: Sample[];
  /** The patients whose labels are the data's own and known to be; none where any may be wrong. */
  labelled: ReadonlySet<string>;
}

/**
 * The training samples of a recipe with the labels of its settings: those of the labelled patients, who are the same as
 * those of a recipe with as many `split.patients`, and on all others what the network of `start` predicts; or noisy ones.
 */
export async function givenSamples(
  recipe: Recipe,
  labels: LabelSettings,
  { task, train }: Pick<RecipeData, 'task' | 'train'>,
  { folders, startParameters }: { folders?: Folders | undefined; startParameters?: Float32Array | undefined },
): Promise<GivenSamples> {
  if ('noise' in labels)
    return { samples: noisyLabels(train, labels.noise, seededRandom(seedOfRun(recipe), 5)), labelled: new Set() };
  const few = await recipeData({ ...recipe, split: { ...recipe.split, patients: labels.labelled } }, folders);
  const labelled = new Set(few.train.map(({ patient }) => patient));
  const unlabelled = train.filter(({ patient }) => !labelled.has(patient));
  // Of the network's shape alone: its parameters are those of `start`.
  const network = networkOf(recipe.training.network, {
    inputs: train[0]!.channels,
    shares: equalShares(task.classes.length),
  });
  const parameters = tf.tensor1d(startParameters!);
  try {
    const predicted = new Map<Sample, Sample>();
    for (const probabilities of predictProbabilities(network, parameters, unlabelled)) {
      const sample = unlabelled[predicted.size]!;
      predicted.set(sample, { ...sample, mask: classesOf(probabilities, network.outputs, sample.valid) });
    }
    return { samples: train.map((sample) => predicted.get(sample) ?? sample), labelled };
  } finally {
    parameters.dispose();
  }
}

const equalShares = (classes: number) => new Array<number>(classes).fill(1 / classes);

/** Refuses labels that cannot be given. */
export function checkLabels(labels: LabelSettings, { start }: Pick<Recipe, 'start'>): void {
  if (typeof labels === 'object' && labels !== null && 'noise' in labels) {
    object('labels', labels, ['noise']);
    object('noise', labels.noise, ['share', 'pixels']);
    share('share', labels.noise.share);
    whole('pixels', labels.noise.pixels, 1);
    if (start) throw new UserError("noisy labels are made of the data's own: leave 'start' out, or say `labelled`.");
    return;
  }
  object('labels', labels, ['labelled']);
  whole('labelled', labels.labelled, 1);
  if (start?.split.patients !== labels.labelled)
    throw new UserError(
      `the images without labels get those that a network predicts which has learnt from the labelled patients: 'start' must be a recipe with \`patients\` ${labels.labelled}, got ${start === undefined ? 'none' : (start.split.patients ?? 'all')}.`,
    );
}
