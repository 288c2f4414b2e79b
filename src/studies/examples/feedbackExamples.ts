import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import type { ClassCounts } from '../../evaluation/index.js';
import { recipeData, type RunStore, type StoredRun } from '../../runs/index.js';
import { classesOf, contextFeedback, predictProbabilities, type Network } from '../../training/index.js';
import { UserError } from '../../userError.js';
import { writeWhole } from '../../writeWhole.js';
import { bits, checkCounts } from './storedExamples.js';

const EXAMPLES = fileURLToPath(new URL('../../../data/examples/context-feedback-synthetic.jsonl', import.meta.url));

/** The masks of both passes on one held-out image, as `StoredExample` holds them. */
export interface FeedbackExample {
  /** Of the run. */
  key: string;
  image: string;
  first: string;
  second: string;
}

/** The counts of both passes on one image. */
export function passesOf(run: StoredRun, image: string): { first: ClassCounts; second: ClassCounts } | undefined {
  const first = run.otherwise?.firstPass?.find(({ id }) => id === image)?.counts[0];
  const second = run.images.find(({ id }) => id === image)?.counts[0];
  return first && second ? { first, second } : undefined;
}

/** Of each task the first fold's images that gain the most pixels by the second pass, and lose the most. */
export function chosenExamples(runs: readonly StoredRun[]): { run: StoredRun; gain: string; loss: string }[] {
  return runs
    .filter(({ recipe }) => recipe.arm === 'feedback' && recipe.split.fold === 0)
    .flatMap((run) => {
      const wrong = ({ fp, fn }: ClassCounts) => fp + fn;
      const scored = run.images
        .flatMap(({ id }) => {
          const passes = passesOf(run, id);
          return passes ? [{ id, change: wrong(passes.second) - wrong(passes.first) }] : [];
        })
        .sort((a, b) => a.change - b.change || (a.id < b.id ? -1 : 1));
      const [gain, loss] = [scored[0], scored.at(-1)];
      return gain && loss ? [{ run, gain: gain.id, loss: loss.id }] : [];
    });
}

/** The committed examples. */
export function readFeedbackExamples(path = EXAMPLES): FeedbackExample[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FeedbackExample);
}

/**
 * Predicts the chosen images by both passes of the stored networks and writes the masks.
 *
 * @returns the path written
 * @throws UserError where a network is not in the store, or a mask has not the counts that the run has stored
 */
export async function writeFeedbackExamples(
  runs: readonly StoredRun[],
  store: RunStore,
  path = EXAMPLES,
): Promise<string> {
  const lines: string[] = [];
  for (const { run, gain, loss } of chosenExamples(runs)) {
    const weights = store.parameters(run.key);
    if (!weights) throw new UserError(`the network of ${run.key} is not in the folder of runs; train it there first.`);
    const { heldOut } = await recipeData(run.recipe);
    const network = contextFeedback({
      inputs: run.channels,
      outputs: 1,
      features: run.recipe.training.network.features,
    });
    const samples = [...new Set([gain, loss])].map((image) => heldOut.find(({ id }) => id === image)!);
    const parameters = tf.tensor1d(weights);
    const masksBy = (pass: Network) =>
      [...predictProbabilities(pass, parameters, samples)].map((p, k) => classesOf(p, 1, samples[k]!.valid));
    const [first, second] = [masksBy(network.otherwise.firstPass), masksBy(network)];
    parameters.dispose();
    samples.forEach((sample, k) => {
      const passes = passesOf(run, sample.id);
      checkCounts(first[k]!, sample, passes?.first, run.key);
      checkCounts(second[k]!, sample, passes?.second, run.key);
      const example: FeedbackExample = {
        key: run.key,
        image: sample.id,
        first: bits(first[k]!),
        second: bits(second[k]!),
      };
      lines.push(`${JSON.stringify(example)}\n`);
    });
  }
  return writeWhole(path, lines.join(''));
}
