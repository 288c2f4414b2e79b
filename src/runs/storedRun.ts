import type { TrainedRun } from '../evaluation/index.js';
import { codeHash } from './codeHash.js';
import type { Recipe } from './recipe.js';
import { runKey } from './runKey.js';
import { version } from './version.js';

/** A run as it is kept: its recipe, what it came from, and what it gave. */
export interface StoredRun extends TrainedRun {
  /** Hash of recipe, data and code. */
  key: string;
  recipe: Recipe;
  /** Fingerprints of the images and of the code. */
  data: string;
  code: string;
  /** Of the package. */
  version: string;
  /** Name and version: `native 2.21.0`. */
  engine: string;
}

/** A run with its provenance. */
export function storedRun(recipe: Recipe, data: string, engine: string, run: TrainedRun): StoredRun {
  const code = codeOf(recipe);
  return { key: runKey(recipe, data, code), recipe, data, code, version: version(), engine, ...run };
}

/** The key that a recipe's result has with today's code. */
export function keyOf(recipe: Recipe, data: string): string {
  return runKey(recipe, data, codeOf(recipe));
}

/** The fingerprint of today's code for a recipe. */
export function codeOf({ training }: Recipe): string {
  return codeHash(training.procedure?.id);
}
