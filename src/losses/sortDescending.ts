const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;

/** Scratch space that grows to the largest region and is used again: sorting allocates nothing per call. */
let scratch = { keys: new Uint32Array(0), order: new Uint32Array(0) };

/**
 * The permutation that sorts non-negative float32 numbers in decreasing order, equal ones in their order.
 *
 * The bits of non-negative floats order as the numbers do, so a radix sort on three digits of 11 bits, least
 * significant first, sorts them in three passes: O(n). A pass in which all numbers share their digit is left out.
 *
 * @param values - numbers of at least 0, not NaN
 * @returns the indices in order: a view that the next call overwrites
 */
export function sortDescending(values: Float32Array): Uint32Array {
  const n = values.length;
  if (scratch.keys.length < 2 * n) scratch = { keys: new Uint32Array(2 * n), order: new Uint32Array(2 * n) };
  let [keys, otherKeys] = [scratch.keys.subarray(0, n), scratch.keys.subarray(n, 2 * n)];
  let [order, otherOrder] = [scratch.order.subarray(0, n), scratch.order.subarray(n, 2 * n)];
  const bits = new Uint32Array(values.buffer, values.byteOffset, n);
  const counts = new Uint32Array(3 * BUCKETS);
  for (let i = 0; i < n; i++) {
    // Complemented, so that the largest number has the smallest key; the sign bit of -0 is dropped.
    const key = ~bits[i]! & 0x7fffffff;
    keys[i] = key;
    order[i] = i;
    counts[key & (BUCKETS - 1)]!++;
    counts[BUCKETS + ((key >>> DIGIT_BITS) & (BUCKETS - 1))]!++;
    counts[2 * BUCKETS + (key >>> (2 * DIGIT_BITS))]!++;
  }
  for (let digit = 0; digit < 3; digit++) {
    const shift = digit * DIGIT_BITS;
    const next = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (n > 0 && next[(keys[0]! >>> shift) & (BUCKETS - 1)] === n) continue;
    for (let bucket = 0, start = 0; bucket < BUCKETS; bucket++) {
      const count = next[bucket]!;
      next[bucket] = start;
      start += count;
    }
    for (let i = 0; i < n; i++) {
      const key = keys[i]!;
      const to = next[(key >>> shift) & (BUCKETS - 1)]!++;
      otherKeys[to] = key;
      otherOrder[to] = order[i]!;
    }
    [keys, otherKeys] = [otherKeys, keys];
    [order, otherOrder] = [otherOrder, order];
  }
  return order;
}
