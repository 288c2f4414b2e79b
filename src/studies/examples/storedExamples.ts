import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { countClasses, type ClassCounts } from '../../evaluation/index.js';
import { executeRun, networkSettings, recipeData, type RunStore, type StoredRun } from '../../runs/index.js';
import type { Sample } from '../../tasks/index.js';
import { classesOf, predictProbabilities, unet } from '../../training/index.js';
import { UserError } from '../../userError.js';
import { writeWhole } from '../../writeWhole.js';
import { exampleCases } from './exampleCases.js';

const EXAMPLES = fileURLToPath(new URL('../../../data/examples/dice-losses-synthetic.jsonl', import.meta.url));

/** The mask that a committed run predicts on one held-out image. */
export interface StoredExample {
  /** Of the run. */
  key: string;
  image: string;
  /** A bit a pixel, row by row, the first in the lowest bit of the first byte; in base64. */
  mask: string;
}

/** The committed examples, by key and image. */
export function readExamples(path = EXAMPLES): Map<string, StoredExample> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const examples = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as StoredExample);
  return new Map(examples.map((one) => [exampleKey(one.key, one.image), one]));
}

export const exampleKey = (key: string, image: string): string => `${key} ${image}`;

/**
 * Predicts the example images of runs and writes the masks: one line each. Networks come from the store; one that is not
 * there is trained again.
 *
 * @returns the path written
 * @throws UserError where a mask has not the counts that the run has stored: the network is another one
 */
export async function writeExamples(runs: readonly StoredRun[], store: RunStore, path = EXAMPLES): Promise<string> {
  const lines: string[] = [];
  for (const run of runs) {
    const { heldOut } = await recipeData(run.recipe);
    const weights = store.parameters(run.key) ?? (await executeRun(run.recipe)).parameters;
    const chosen = exampleCases(run).map(({ image }) => ({
      image,
      sample: heldOut.find(({ id }) => id === image.id) ?? missing(image.id),
    }));
    const masks = predicted(
      run,
      weights,
      chosen.map(({ sample }) => sample),
    );
    chosen.forEach(({ image, sample }, k) => {
      const mask = masks[k] ?? new Uint8Array();
      checkCounts(mask, sample, image.counts[0], run.key);
      const example: StoredExample = { key: run.key, image: image.id, mask: bits(mask) };
      lines.push(`${JSON.stringify(example)}\n`);
    });
  }
  return writeWhole(path, lines.join(''));
}

function predicted(run: StoredRun, weights: Float32Array, samples: readonly Sample[]): Uint8Array[] {
  const network = unet(networkSettings(run));
  const parameters = tf.tensor1d(weights);
  try {
    return [...predictProbabilities(network, parameters, samples)].map((probabilities, k) =>
      classesOf(probabilities, network.outputs, samples[k]?.valid),
    );
  } finally {
    parameters.dispose();
  }
}

/** Refuses a mask that is not the one whose counts the run has stored. */
export function checkCounts(
  mask: Uint8Array,
  { id, mask: reference, valid }: Sample,
  stored: ClassCounts | undefined,
  key: string,
): void {
  const [found] = countClasses(reference, mask, 1, valid);
  if (found?.tp !== stored?.tp || found?.fp !== stored?.fp || found?.fn !== stored?.fn)
    throw new UserError(
      `the mask of ${id} has tp ${found?.tp}, fp ${found?.fp}, fn ${found?.fn}, and the run ${key} has stored tp ${stored?.tp}, ` +
        `fp ${stored?.fp}, fn ${stored?.fn}: it is not that run's. Write the examples anew on the engine of the run.`,
    );
}

function missing(id: string): never {
  throw new UserError(`the images of the run hold no ${id}: they are other ones.`);
}

/** A mask as `StoredExample` holds it. */
export function bits(mask: Uint8Array): string {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8));
  mask.forEach((on, i) => {
    if (on > 0) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return Buffer.from(bytes).toString('base64');
}

/** The pixels of a stored mask, 0 or 1. */
export function maskOf({ mask }: Pick<StoredExample, 'mask'>, pixels: number): Uint8Array {
  const bytes = Buffer.from(mask, 'base64');
  return Uint8Array.from({ length: pixels }, (_, i) => ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1);
}
