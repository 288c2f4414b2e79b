import type { Arithmetic, Counts } from '../../overlap/index.js';

/**
 * The counts of a mask of probabilities, `tp = Σ p y`, `fp = Σ p (1 − y)`, `fn = Σ (1 − p) y`, `tn = Σ (1 − p)(1 − y)`:
 * a measure of these is its soft form with the L1 norm in the denominator.
 *
 * @param labels - one 0 or 1 for each pixel
 * @param probabilities - one number of the arithmetic for each pixel
 */
export function softCounts<T>(
  labels: readonly number[],
  probabilities: readonly T[],
  { of, add, subtract }: Arithmetic<T>,
): Counts<T> {
  const counts: Counts<T> = { tp: of(0), fp: of(0), fn: of(0), tn: of(0) };
  labels.forEach((label, i) => {
    const p = probabilities[i]!;
    const [hit, miss] = label === 1 ? (['tp', 'fn'] as const) : (['fp', 'tn'] as const);
    counts[hit] = add(counts[hit], p);
    counts[miss] = add(counts[miss], subtract(of(1), p));
  });
  return counts;
}
