/** All vectors of length `n` over `values`, in lexicographic order: `values.length ** n` of them. */
export function* vectors<T>(values: readonly T[], n: number): Generator<T[]> {
  if (n === 0) yield [];
  else for (const rest of vectors(values, n - 1)) for (const value of values) yield [...rest, value];
}

/**
 * The vectors whose entries never fall in the order of `values`: one of every class that a permutation of the entries
 * maps onto itself.
 */
export function* sortedVectors<T>(values: readonly T[], n: number): Generator<T[]> {
  if (n === 0) yield [];
  else
    for (const [i, value] of values.entries())
      for (const rest of sortedVectors(values.slice(i), n - 1)) yield [value, ...rest];
}

/** All ways to write `total` as an ordered sum of `parts` non-negative integers. */
export function* compositions(total: number, parts: number): Generator<number[]> {
  if (parts === 1) yield [total];
  else
    for (let first = 0; first <= total; first++)
      for (const rest of compositions(total - first, parts - 1)) yield [first, ...rest];
}

/** How many elements a set has that is written as the bits of an integer. */
export function size(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}

/** The elements of a set written as bits, smallest first. */
export function elements(set: number): number[] {
  return Array.from({ length: 31 }, (_, i) => i).filter((i) => (set >> i) & 1);
}
