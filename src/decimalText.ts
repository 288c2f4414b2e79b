/**
 * A number with a fixed count of decimals and a true minus. Where they would leave nothing of it, its first digit is
 * told, for its sign may decide: `−0.0002`, not `−0.000`. What is smaller than the rounding errors of sums is 0.
 */
export function decimalText(value: number, decimals: number): string {
  const size = Math.abs(value);
  if (size < 1e-9) return (0).toFixed(decimals);
  const text = size.toFixed(decimals);
  const told = Number(text) === 0 ? size.toFixed(-Math.floor(Math.log10(size))) : text;
  return value < 0 ? `−${told}` : told;
}

/** The same with a plus before what is positive. */
export function signedText(value: number, decimals = 3): string {
  const text = decimalText(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
