import { availableParallelism } from 'node:os';
import { availableBytes } from '../tasks/index.js';
import { unet } from '../training/index.js';
import { UserError } from '../userError.js';
import type { ComparisonSettings } from './settings.js';

/**
 * Floats that a training step holds at once per parameter: the vector, its gradient, Adam's two moments, and the new
 * ones of all but the gradient.
 */
const FLOATS_PER_PARAMETER = 7;

/**
 * Refuses a network and batch that would not fit into memory, before any of it is taken.
 *
 * @param sampleBytes - what the samples take, of which every process holds a copy; default 0, for samples not yet read
 */
export function refuseTooLarge(
  { batch, features }: ComparisonSettings,
  pixels: number,
  processes = availableParallelism(),
  sampleBytes = 0,
): void {
  const network = unet({ inputs: 1, features, outputs: 1, normalisation: 'none' });
  const parameters = network.parameterCount;
  const needed =
    Math.max(1, processes) * 4 * (batch * pixels * network.floatsPerPixel + parameters * FLOATS_PER_PARAMETER) +
    processes * sampleBytes;
  const free = availableBytes();
  if (needed <= 0.8 * free) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  throw new UserError(
    `training ${processes} networks at once with ${parameters} parameters and batches of ${batch} images of ${pixels} pixels needs about ${megabytes(needed)} of memory; ` +
      `${megabytes(free)} are free. Take a smaller --size, --batch or --features.`,
  );
}
