import { adam, type AdamOptions } from './adam.js';
import { lookahead } from './lookahead.js';
import type { Optimiser } from './optimiser.js';
import { radam } from './radam.js';

/**
 * The optimisers that a recipe can name.
 *
 * - `adam`
 * - `ranger`: Lookahead over rectified Adam. Source: Fidon, Ourselin, Vercauteren, https://arxiv.org/abs/2011.01614; the
 *   name is Less Wright's.
 */
export const OPTIMISERS = {
  adam,
  ranger: (size: number, options: AdamOptions = {}) => lookahead(radam(size, options)),
} satisfies Record<string, (size: number, options?: AdamOptions) => Optimiser>;

export type OptimiserId = keyof typeof OPTIMISERS;
