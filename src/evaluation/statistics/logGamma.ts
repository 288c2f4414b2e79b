/**
 * The logarithm of the gamma function, `ln Γ(x)`, for x > 0, to about 14 digits.
 *
 * Stirling's series at x + n ≥ 15, brought down by `Γ(x + 1) = x·Γ(x)`.
 * Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/5.11.E1.
 */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  for (; z < 15; z++) product *= z;
  const y = 1 / (z * z);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
