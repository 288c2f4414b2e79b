import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '../userError.js';
import type { Comparison } from './comparison.js';

const DATA = fileURLToPath(new URL('../../data/', import.meta.url));

/**
 * A comparison that was trained before and is kept with the package, as `compare --out` wrote it.
 *
 * @param name - `comparison-po18-synthetic`
 * @throws UserError for a name that is not kept, with the names that are
 */
export function committedComparison(name: string): Comparison {
  const known = readdirSync(DATA).flatMap((file) => /^(comparison-.*)\.json$/.exec(file)?.[1] ?? []);
  if (!known.includes(name))
    throw new UserError(`there is no committed comparison '${name}'. There are: ${known.join(', ')}.`);
  return JSON.parse(readFileSync(`${DATA}${name}.json`, 'utf8')) as Comparison;
}
