import { UserError } from '../../userError.js';
import { checkScores } from '../checkArgument.js';
import { shown } from '../options.js';

/** Scores of several methods on the same images or patients, in the same order: `{method: score of each}`. */
export type ScoresByMethod = Readonly<Record<string, ArrayLike<number>>>;

/** The methods' names and their rows, refused where there are fewer than two, or they differ in length. */
export function scoreTable(name: string, scores: ScoresByMethod): { methods: string[]; rows: Float64Array[] } {
  if (typeof scores !== 'object' || scores === null)
    throw new UserError(`${name} takes scores as { method: score of each image }, not ${shown(scores)}.`);
  const entries = Object.entries(scores);
  const [first] = entries;
  if (!first || entries.length < 2)
    throw new UserError(`${name} needs at least two methods, and ${entries.length} came.`);
  for (const [method, row] of entries) {
    checkScores(name, `the row of ${method}`, row);
    if (row.length !== first[1].length)
      throw new UserError(
        `${name} needs the same images of every method: ${first[0]} has ${first[1].length}, ${method} ${row.length}.`,
      );
  }
  return { methods: entries.map(([method]) => method), rows: entries.map(([, row]) => Float64Array.from(row)) };
}
