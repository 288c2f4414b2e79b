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
 * An image's window at another size. Where it gets smaller each new pixel is the mean of the area it covers (no aliasing); where it gets larger,
 * linear interpolation. Separable: columns, then rows.
 */
export function resizeImage(image: Grid<Float32Array>, window: Window, width: number, height: number): Float32Array {
  const { channels } = image;
  const columns = weights(image.width, window.left, window.width, width);
  const rows = weights(image.height, window.top, window.height, height);
  const narrow = new Float32Array(image.height * width * channels);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, factors } = columns[x]!;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let f = 0; f < factors.length; f++) sum += factors[f]! * image.data[(y * image.width + first + f) * channels + c]!;
        narrow[(y * width + x) * channels + c] = sum;
      }
    }
  }
  const line = width * channels;
  const out = new Float32Array(height * line);
  for (let y = 0; y < height; y++) {
    const { first, factors } = rows[y]!;
    for (let f = 0; f < factors.length; f++) {
      for (let x = 0; x < line; x++) out[y * line + x]! += factors[f]! * narrow[(first + f) * line + x]!;
    }
  }
  return out;
}

/** Weights of the source pixels for each target pixel: a triangle at least one source pixel wide, scaled to sum 1; what lies outside the source is 0. */
function weights(source: number, start: number, extent: number, target: number): { first: number; factors: number[] }[] {
  const step = extent / target;
  const radius = Math.max(1, step);
  return Array.from({ length: target }, (_, t) => {
    const centre = start + (t + 0.5) * step - 0.5;
    const first = Math.ceil(centre - radius);
    const raw = Array.from({ length: Math.floor(centre + radius) - first + 1 }, (_, s) => Math.max(0, 1 - Math.abs(first + s - centre) / radius));
    const total = raw.reduce((a, b) => a + b, 0);
    const inside = centre > -1 && centre < source;
    // At the border the outermost pixel stands in for its missing neighbours; a pixel quite outside stays 0.
    const clamped = new Map<number, number>();
    if (inside) raw.forEach((factor, s) => {
      const at = Math.min(source - 1, Math.max(0, first + s));
      clamped.set(at, (clamped.get(at) ?? 0) + factor / total);
    });
    const from = Math.min(...clamped.keys(), source - 1);
    return { first: Math.max(0, from), factors: Array.from({ length: clamped.size }, (_, s) => clamped.get(Math.max(0, from) + s) ?? 0) };
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
