import { RELATIVE_SLACK, scaleOf } from '../slack.js';

/**
 * Ranks, 1 for the largest; equal values share the mean of the ranks that they take up together.
 *
 * Values that lie within rounding (1e-7) of the next larger one, by the size of `scale`, are equal: .6 and .1 + .2 + .3
 * share their rank.
 *
 * @param values - no NaN; infinities are ranked as they are
 * @param scale - the size of the numbers that the values were computed from. Default: the largest finite one
 */
export function ranks(values: ArrayLike<number>, scale = scaleOf(values)): number[] {
  const order = Array.from(values, (value, index) => ({ value, index })).sort((a, b) => (a.value < b.value ? 1 : -1));
  const result = new Array<number>(order.length).fill(0);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && isTie(order[end - 1]?.value ?? NaN, order[end]?.value ?? NaN, scale)) end++;
    // The places first + 1 … end are shared.
    for (const { index } of order.slice(first, end)) result[index] = (first + 1 + end) / 2;
    first = end;
  }
  return result;
}

const isTie = (larger: number, value: number, scale: number) =>
  larger === value || larger - value <= RELATIVE_SLACK * scale;
