import { UserError } from '../userError.js';
import { checkNumbers } from './options.js';

/** Refuses a `valid` that does not say 1 (counts) or 0 (does not) of each of `pixels` pixels. */
export function checkValid(valid: ArrayLike<number> | undefined, pixels: number): void {
  if (valid === undefined) return;
  checkNumbers('a score over valid pixels', 'valid', valid);
  if (valid.length !== pixels)
    throw new UserError(`valid says of each of the ${pixels} pixels whether it counts, and holds ${valid.length}.`);
  for (let i = 0; i < pixels; i++) {
    if (valid[i] !== 0 && valid[i] !== 1)
      throw new UserError(`valid holds 1 (counts) and 0 (does not) only, and pixel ${i} holds ${valid[i]}.`);
  }
}
