import type { Random } from '../../random.js';

/**
 * A smooth random field over the unit square with mean 0 and standard deviation 1: a sum of plane waves of at most
 * `cycles` periods across.
 *
 * @returns its values at the pixels of a square of `size`, seen from `shift` further down
 */
export function smoothField(random: Random, cycles: number, waves = 8): (size: number, shift?: number) => Float32Array {
  const terms = Array.from({ length: waves }, () => {
    const [angle, frequency] = [2 * Math.PI * random.uniform(), 2 * Math.PI * cycles * (0.3 + 0.7 * random.uniform())];
    return { u: frequency * Math.cos(angle), v: frequency * Math.sin(angle), phase: 2 * Math.PI * random.uniform() };
  });
  const scale = Math.sqrt(2 / waves);
  return (size, shift = 0) => {
    const field = new Float32Array(size * size);
    for (const { u, v, phase } of terms) {
      // cos(a + b) from the cosines and sines of a column and a row: two products a pixel in place of a cosine.
      const along = Array.from({ length: size }, (_, x) => (u * (x + 0.5)) / size);
      const [cos, sin] = [along.map(Math.cos), along.map(Math.sin)];
      for (let y = 0, pixel = 0; y < size; y++) {
        const down = v * ((y + 0.5) / size + shift) + phase;
        const [c, d] = [scale * Math.cos(down), scale * Math.sin(down)];
        for (let x = 0; x < size; x++, pixel++) field[pixel]! += cos[x]! * c - sin[x]! * d;
      }
    }
    return field;
  };
}

/**
 * A wavy closed curve's random part as a function of the angle, standard deviation 1: harmonics `from` to `to`, falling
 * as 1/order.
 */
export function wave(random: Random, from: number, to: number): (angle: number) => number {
  const terms = Array.from({ length: to - from + 1 }, (_, t) => ({
    order: from + t,
    a: random.normal() / (from + t),
    b: random.normal() / (from + t),
  }));
  const power = terms.reduce((sum, { order }) => sum + 1 / order ** 2, 0);
  return (angle) => {
    let sum = 0;
    for (const { order, a, b } of terms) sum += a * Math.cos(order * angle) + b * Math.sin(order * angle);
    return sum / Math.sqrt(power);
  };
}

/**
 * 0 well outside, 1 well inside, a straight edge blurred by a Gaussian of `sigma` between (logistic approximation of
 * its integral, error < 0.01).
 */
export function softStep(distance: number, sigma: number): number {
  return 1 / (1 + Math.exp((-1.702 * distance) / Math.max(sigma, 1e-3)));
}

/** A normal deviate cut at ±2, so that no image is an absurd one. */
export function boundedNormal(random: Random): number {
  return Math.max(-2, Math.min(2, random.normal()));
}

/** Calls `paint` at every pixel's centre in row order: index, then x and y in pixels. */
export function eachPixel(size: number, paint: (pixel: number, x: number, y: number) => void): void {
  for (let y = 0, pixel = 0; y < size; y++) for (let x = 0; x < size; x++, pixel++) paint(pixel, x + 0.5, y + 0.5);
}
