import fc from 'fast-check';

const view = new DataView(new ArrayBuffer(8));

/**
 * Every double with equal probability of its 64 bits: −0, subnormals, infinities and huge numbers occur; NaN is left
 * out.
 */
export const anyFloat = fc
  .bigInt(0n, 2n ** 64n - 1n)
  .map((bits) => (view.setBigUint64(0, bits), view.getFloat64(0)))
  .filter((x) => !Number.isNaN(x));

/** Numbers of one size, where sums round and quotients stay finite, mixed with the arbitrary ones. */
export const finiteFloat = fc.oneof(
  fc.double({ min: -4, max: 4, noNaN: true }),
  anyFloat.filter(Number.isFinite),
  fc.constantFrom(0, -0, 1, -1, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** -1022),
);

/** The neighbour above, by its bits: the oracle of nextUp. */
export function neighbourAbove(x: number): number {
  if (x === Infinity) return x;
  if (x === 0) return Number.MIN_VALUE;
  view.setFloat64(0, x);
  view.setBigUint64(0, view.getBigUint64(0) + (x > 0 ? 1n : -1n));
  return view.getFloat64(0);
}
