import type { Values } from './values.js';

/** One image channel after channel, channels last: `data[(row * width + column) * channels + c]`. */
export interface Grid<T> {
  width: number;
  height: number;
  channels: number;
  data: T;
}

/** A rectangle of an image in pixels; edges may be fractions and may lie outside, where the image counts as 0. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * An image's window at another size. Where it gets smaller each new pixel is the mean of the area it covers (no
 * aliasing); where it gets larger, linear interpolation. Separable: columns, then rows.
 */
export function resizeImage(image: Grid<Values>, window: Window, width: number, height: number): Float32Array {
  const { channels, data } = image;
  const line = width * channels;
  const narrow = new Float32Array(image.height * line);
  const columns = weights(image.width, window.left, window.width, width);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, factors } = columns[x]!;
      for (let f = 0; f < factors.length; f++) {
        const [from, factor] = [(y * image.width + first + f) * channels, factors[f]!];
        for (let c = 0; c < channels; c++) narrow[y * line + x * channels + c]! += factor * data[from + c]!;
      }
    }
  }
  const out = new Float32Array(height * line);
  weights(image.height, window.top, window.height, height).forEach(({ first, factors }, y) => {
    factors.forEach((factor, f) => {
      for (let x = 0, from = (first + f) * line; x < line; x++) out[y * line + x]! += factor * narrow[from + x]!;
    });
  });
  return out;
}

/**
 * Weights of neighbouring source pixels for one target pixel, summing to 1, or none where it lies outside the source.
 */
interface Weights {
  first: number;
  factors: Float64Array;
}

/**
 * A triangle round each target pixel's centre, at least one source pixel wide; at the border the outermost pixel stands
 * in for its missing neighbours.
 */
function weights(source: number, start: number, extent: number, target: number): Weights[] {
  const step = extent / target;
  const radius = Math.max(1, step);
  const clamp = (index: number) => Math.min(source - 1, Math.max(0, index));
  return Array.from({ length: target }, (_, t) => {
    const centre = start + (t + 0.5) * step - 0.5;
    if (!(centre > -1 && centre < source)) return { first: 0, factors: new Float64Array(0) };
    const [from, to] = [Math.ceil(centre - radius), Math.floor(centre + radius)];
    const factors = new Float64Array(clamp(to) - clamp(from) + 1);
    let total = 0;
    for (let index = from; index <= to; index++) {
      const weight = 1 - Math.abs(index - centre) / radius;
      factors[clamp(index) - clamp(from)]! += weight;
      total += weight;
    }
    return { first: clamp(from), factors: factors.map((factor) => factor / total) };
  });
}

/** A mask's window at another size: each new pixel takes the class of the source pixel under its centre; 0 outside. */
export function resizeMask(mask: Grid<Uint8Array>, window: Window, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(window.top + ((y + 0.5) * window.height) / height);
    if (row < 0 || row >= mask.height) continue;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(window.left + ((x + 0.5) * window.width) / width);
      if (column >= 0 && column < mask.width) out[y * width + x] = mask.data[row * mask.width + column]!;
    }
  }
  return out;
}
