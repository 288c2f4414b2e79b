import { seededRandom } from '../random.js';
import type { Sample } from '../tasks/index.js';
import { AUGMENTATIONS } from './augmentation.js';
import { SAMPLERS } from './sampler.js';
import { SCHEDULES } from './schedule.js';
import type { TrainingParts } from './trainNetwork.js';

/**
 * The parts of a training as the workbook's own recipe has them: warm-up and cosine decay, images with a target spread
 * over the batches, flips and intensity.
 *
 * @param samples - those that are trained on
 * @param options - `batch`: images per update, default 8; `seed`: of order and augmentation, default 1
 * @returns all that `trainNetwork` needs but the phases
 */
export function usualParts(
  samples: readonly Sample[],
  { batch = 8, seed = 1 }: { batch?: number; seed?: number } = {},
): Omit<TrainingParts, 'phases'> {
  const random = seededRandom(seed, 2);
  return {
    samples,
    schedule: SCHEDULES.warmupCosine,
    sampler: SAMPLERS.spread(samples, batch, random),
    augment: AUGMENTATIONS.flipsAndIntensity,
    random,
  };
}
