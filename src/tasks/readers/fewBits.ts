/**
 * Spreads values of 1, 2 or 4 bits, the highest bits first, over a byte each.
 *
 * @param count - values of a row; a row begins at a whole byte
 */
export function spreadBits(bytes: Uint8Array, bits: number, count: number, out: Uint8Array, at = 0): void {
  const [shift, mask] = [Math.log2(8 / bits), 2 ** bits - 1];
  const last = 8 / bits - 1;
  for (let v = 0; v < count; v++) out[at + v] = (bytes[v >> shift]! >> ((last - (v & last)) * bits)) & mask;
}
