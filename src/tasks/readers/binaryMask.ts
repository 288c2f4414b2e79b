import type { Raster } from './raster.js';

/**
 * Foreground of a mask file as 0 and 1: the brightest channel, at least 128 in a JPEG (its ringing is no foreground), at least half of the file's own
 * maximum elsewhere (masks come as 0/1, 0/255, 252…255, coloured, or as arbitrary ids). A maximum of 0 is an empty mask.
 *
 * @param invert - true where the target is dark; default false
 */
export function binaryMask(raster: Raster, invert = false): Uint8Array {
  const { data, channels, format, width, height } = raster;
  const brightest = new Float32Array(width * height);
  let maximum = 0;
  for (let pixel = 0; pixel < brightest.length; pixel++) {
    for (let c = 0; c < channels; c++) brightest[pixel] = Math.max(brightest[pixel]!, data[pixel * channels + c]!);
    maximum = Math.max(maximum, brightest[pixel]!);
  }
  const threshold = format === 'jpeg' ? 128 : maximum > 0 ? maximum / 2 : Infinity;
  const mask = new Uint8Array(brightest.length);
  for (let pixel = 0; pixel < mask.length; pixel++) mask[pixel] = Number(brightest[pixel]! >= threshold !== invert);
  return mask;
}
