import { UserError } from '../userError.js';
import { shown } from './options.js';

/**
 * What a score (1 is best) is where its formula is 0/0. `one`: perfect, as Dice is where nothing was to be found and
 * nothing was; `zero`: worthless; `nan`: undefined, for the caller to leave out, visibly.
 */
export type EmptyScore = 'one' | 'zero' | 'nan';

/**
 * What a distance or an error (0 is best) is where only one of the two masks is empty, so that there is nothing to
 * measure to. `infinite`: worse than anything, and no mean hides it; `diagonal`: the length of the image's diagonal; a
 * number: that many millimetres; `nan`: undefined, for the caller to leave out, visibly. Two empty masks agree, at
 * distance 0, except under `nan`, where they are undefined too.
 */
export type EmptyDistance = 'infinite' | 'diagonal' | 'nan' | number;

/** The score that stands for 0/0. */
export function emptyScore(empty: EmptyScore): number {
  const scores = { one: 1, zero: 0, nan: NaN };
  if (typeof empty !== 'string' || !Object.hasOwn(scores, empty))
    throw new UserError(`empty says what 0/0 scores: 'one', 'zero' or 'nan', not ${shown(empty)}.`);
  return scores[empty];
}

/** The distance that stands for one to an empty mask. */
export function emptyDistance(empty: EmptyDistance, diagonal: number): number {
  if (empty === 'infinite') return Infinity;
  if (empty === 'diagonal') return diagonal;
  if (empty === 'nan') return NaN;
  if (typeof empty === 'number' && empty >= 0) return empty;
  throw new UserError(
    `empty says how far an empty mask lies: 'infinite', 'diagonal', 'nan' or a length of 0 or more, not ${shown(empty)}.`,
  );
}
