import { availableParallelism } from 'node:os';
import { availableBytes } from '../tasks/index.js';
import { unet } from '../training/index.js';
import { UserError } from '../userError.js';
import type { TrainingSettings } from './recipe.js';

/**
 * Floats that a training step holds at once per parameter: the vector, its gradient, Adam's two moments, and the new
 * ones of all but the gradient.
 */
const FLOATS_PER_PARAMETER = 7;

/**
 * Refuses a network and batch that would not fit into memory, before any of it is taken.
 *
 * @param pixels - of an image
 */
export function refuseTooLarge(
  { batch, network: { features, normalisation } }: Pick<TrainingSettings, 'batch' | 'network'>,
  pixels: number,
  processes = availableParallelism(),
): void {
  const { parameterCount, floatsPerPixel } = unet({ inputs: 1, features, outputs: 1, normalisation });
  const needed = Math.max(1, processes) * 4 * (batch * pixels * floatsPerPixel + parameterCount * FLOATS_PER_PARAMETER);
  const free = availableBytes();
  if (needed <= 0.8 * free) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  throw new UserError(
    `training ${processes} networks at once with ${parameterCount} parameters and batches of ${batch} images of ` +
      `${pixels} pixels needs about ${megabytes(needed)} of memory; ${megabytes(free)} are free. ` +
      'Take a smaller `size`, `batch` or `features`.',
  );
}
