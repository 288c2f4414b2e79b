import { createHash } from 'node:crypto';
import { canonicalText } from './canonicalText.js';
import { decisive, type Recipe } from './recipe.js';

/**
 * The name of a result: the hash of all that decides it. Two recipes that differ in no more than what a study calls them
 * have one key, and one run serves both.
 *
 * @param dataHash - of the images, by `dataHash`
 * @param code - by `codeHash`
 */
export function runKey(recipe: Recipe, dataHash: string, code: string): string {
  return createHash('sha256')
    .update(canonicalText([code, dataHash, decisive(recipe)]))
    .digest('hex')
    .slice(0, 24);
}
