/**
 * How far two numbers may lie apart, relative to their size, and still count as equal: 1e-7, a little more than the
 * rounding of a 32-bit float (6e-8). Spacings come from headers, and probabilities from networks, rounded so; sums of
 * floats are off by far less. Used wherever a threshold meets a computed number: distances at a tolerance, scores that
 * tie, resampled means at 0.
 */
export const RELATIVE_SLACK = 1e-7;

/** `value ≤ limit`, up to rounding of the limit's size. */
export const atMost = (value: number, limit: number): boolean => value <= limit + RELATIVE_SLACK * Math.abs(limit);

/** `a = b`, up to rounding of a number of size `scale`; infinities equal themselves. */
export const tied = (a: number, b: number, scale = Math.max(Math.abs(a), Math.abs(b))): boolean =>
  a === b || Math.abs(a - b) <= RELATIVE_SLACK * scale;

/** The largest size of the finite values. */
export function scaleOf(values: ArrayLike<number>): number {
  let scale = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size < Infinity && size > scale) scale = size;
  }
  return scale;
}
