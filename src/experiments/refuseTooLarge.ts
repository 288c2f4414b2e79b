import { availableParallelism } from 'node:os';
import { availableBytes } from '../tasks/readers/availableBytes.js';
import { UserError } from '../userError.js';
import type { ComparisonSettings } from './settings.js';

/** Floats that a training step holds at once per pixel of the batch and feature: layers' results, and their gradients. */
const FLOATS_PER_PIXEL = 36;

/** Refuses a network and batch that would not fit into memory, before any of it is taken. */
export function refuseTooLarge({ batch, features }: ComparisonSettings, pixels: number, processes = availableParallelism()): void {
  const needed = Math.max(1, processes) * batch * pixels * features * FLOATS_PER_PIXEL * 4;
  const free = availableBytes();
  if (needed <= 0.8 * free) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  throw new UserError(
    `training ${processes} networks at once with batches of ${batch} images of ${pixels} pixels needs about ${megabytes(needed)} of memory; ` +
      `${megabytes(free)} are free. Take a smaller --size, --batch or --features.`,
  );
}
