import { createRequire } from 'node:module';

type Mathjs = typeof import('mathjs');

let whole: Mathjs | undefined;

/**
 * mathjs, loaded where it is first used and not where the theorems are imported. Its single file, which has no types of
 * its own, loads in a sixth of the time that its many modules take.
 */
export function mathjs(): Mathjs {
  return (whole ??= createRequire(import.meta.url)('mathjs/lib/browser/math.js') as Mathjs);
}
