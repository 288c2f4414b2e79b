import { createHash } from 'node:crypto';
import { foldsOf, type LoadedTask, type Sample } from '../tasks/index.js';
import type { UnetShape } from '../training/index.js';
import type { ComparisonSettings } from './settings.js';

/** One training run of a comparison. */
export interface RunPlan {
  loss: string;
  /** From 0. */
  fold: number;
  seed: number;
  per: ComparisonSettings['per'];
  steps: number;
  pretrain: number;
  batch: number;
  learningRate: number;
  shape: UnetShape;
  /** Indices of the task's samples. */
  train: number[];
  heldOut: number[];
  /** Says all that the result depends on: the same key, the same result. */
  key: string;
}

/**
 * Counts up whenever the same settings no longer give the same result, so that stored runs of an older revision are not
 * taken for new ones.
 */
const REVISION = 2;

/**
 * The runs of a comparison: every loss on every fold with every seed, losses innermost, so that a comparison that is
 * stopped early has all losses on the first folds.
 *
 * @param engine - name and version; results differ in the last digits between engines
 */
export function planRuns(task: LoadedTask, settings: ComparisonSettings, engine: string): RunPlan[] {
  const { losses, folds, seeds, per, steps, pretrain, batch, features, learningRate } = settings;
  const shape = {
    inputs: task.samples[0]!.channels,
    features,
    outputs: task.classes.length === 2 ? 1 : task.classes.length,
  };
  const data = dataHash(task.samples);
  return seeds.flatMap((seed) =>
    foldsOf(task.samples, folds, seeds[0]!).flatMap(({ train, validation: heldOut }, fold) =>
      losses.map((loss) => {
        const plan = { loss, fold, seed, per, steps, pretrain, batch, learningRate, shape, train, heldOut };
        const key = createHash('sha256')
          .update(JSON.stringify([REVISION, engine, data, plan]))
          .digest('hex')
          .slice(0, 24);
        return { ...plan, key };
      }),
    ),
  );
}

/** A fingerprint of images, masks and their order. */
function dataHash(samples: Sample[]): string {
  const hash = createHash('sha256');
  for (const { id, patient, height, width, image, mask, valid } of samples) {
    hash
      .update(JSON.stringify([id, patient, height, width]))
      .update(image)
      .update(mask);
    if (valid) hash.update(valid);
  }
  return hash.digest('hex');
}
