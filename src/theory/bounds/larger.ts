import type { Search, Supremum, SupremumOptions } from './supremum.js';

/** Wide enough to take no time, narrow enough to tell which of two suprema is worth the search. */
const COARSE = 0.05;

/** The larger of two suprema; the one that looks larger is searched first, so that the other is given up once it cannot win. */
export function larger(searches: readonly [Search, Search], options: SupremumOptions): Supremum & { index: 0 | 1 } {
  const [a, b] = searches.map((search) => search({ ...options, tolerance: COARSE }).lower) as [number, number];
  const [first, second] = b > a ? ([1, 0] as const) : ([0, 1] as const);
  const winner = searches[first](options);
  if (winner.lower === Infinity) return { ...winner, index: first };
  const other = searches[second]({ ...options, floor: winner.lower });
  const [best, index] = other.lower > winner.lower ? [other, second] : [winner, first];
  return { ...best, upper: Math.max(winner.upper, other.upper), index };
}
