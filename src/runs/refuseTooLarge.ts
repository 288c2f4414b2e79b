import { availableParallelism } from 'node:os';
import { availableBytes } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { networkOf } from './networkOf.js';
import type { DataSource, TrainingSettings } from './recipe.js';

/**
 * Floats that a training step holds at once per parameter: the vector, its gradient, Adam's two moments, and the new
 * ones of all but the gradient.
 */
const FLOATS_PER_PARAMETER = 7;

/** Refuses a network and batch that would not fit into memory, before any of it is taken. */
export function refuseTooLarge(
  { batch, network }: Pick<TrainingSettings, 'batch' | 'network'>,
  { size, depth }: Pick<DataSource, 'size' | 'depth'>,
  processes = availableParallelism(),
): void {
  const { parameterCount, floatsPerPixel, margin } = networkOf(network, { inputs: 1, shares: [0.5, 0.5] });
  const sides = (depth === undefined ? [size, size] : [size, size, depth]).map((side) => side + 2 * margin);
  const pixels = sides.reduce((a, b) => a * b);
  const needed = Math.max(1, processes) * 4 * (batch * pixels * floatsPerPixel + parameterCount * FLOATS_PER_PARAMETER);
  const free = availableBytes();
  if (needed <= 0.8 * free) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  throw new UserError(
    `training ${processes} networks at once with ${parameterCount} parameters and batches of ${batch} images of ` +
      `${sides.join('×')} ${depth === undefined ? 'pixels' : 'voxels, the margin included,'} needs about ${megabytes(needed)} of memory; ${megabytes(free)} are free. ` +
      'Take a smaller `size`, `batch` or `features`.',
  );
}
