import type { Raster } from './raster.js';

/** The brightest channel of every pixel: masks are told by it whatever their colour. */
export function brightest({ data, channels, width, height }: Raster): Float32Array {
  const values = new Float32Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    for (let c = 0; c < channels; c++) values[pixel] = Math.max(values[pixel]!, data[pixel * channels + c]!);
  }
  return values;
}
