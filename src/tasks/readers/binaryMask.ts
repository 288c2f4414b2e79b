import { brightest } from './brightest.js';
import type { Raster } from './raster.js';

/**
 * A mask is no photograph: at most this part of its pixels may lie between a tenth and nine tenths of its brightest
 * value (of 255 in a JPEG).
 */
const GREY_SHARE = 0.3;

/**
 * Foreground of a mask file as 0 and 1, from its brightest channel: at least 128 in a JPEG (its ringing is no
 * foreground), at least half of the file's own maximum in other 8-bit files (masks come as 0/1, 0/255, 252…255 or
 * coloured), above 0 in files of more bits, which hold ids and instance labels. A maximum of 0 is an empty mask.
 *
 * @param invert - true where the target is dark; default false
 * Throws a RangeError where more than 30 % of an 8-bit file is of middling brightness, or one of more bits holds what
 * is no whole number: it is a photograph, or a probability map.
 */
export function binaryMask(raster: Raster, invert = false): Uint8Array {
  const { format, bits } = raster;
  const values = brightest(raster);
  const odd = values.find((value) => !Number.isInteger(value));
  if (odd !== undefined) throw new RangeError(`it holds ${odd}, so it is no mask`);
  const maximum = values.reduce((most, value) => Math.max(most, value), 0);
  const threshold = maximum === 0 ? Infinity : bits > 8 ? Number.MIN_VALUE : format === 'jpeg' ? 128 : maximum / 2;
  const mask = new Uint8Array(values.length);
  // An empty JPEG's own maximum is that of its ringing: only the full scale tells what is grey.
  const white = format === 'jpeg' ? 255 : maximum;
  let grey = 0;
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const value = values[pixel]!;
    mask[pixel] = Number(value >= threshold !== invert);
    grey += Number(value > 0.1 * white && value < 0.9 * white);
  }
  if (bits <= 8 && grey > GREY_SHARE * mask.length)
    throw new RangeError(
      `${Math.round((100 * grey) / mask.length)} % of its pixels are neither dark nor bright (0 to ${maximum}), so it is no mask`,
    );
  return mask;
}
