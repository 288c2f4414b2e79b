import type { Values } from './values.js';

/** A decoded 2-D image: pixel (row, column), channel c is `data[(row * width + column) * channels + c]`. */
export interface Raster {
  width: number;
  height: number;
  /** 1 grey, palette index or label; 3 red, green, blue. */
  channels: number;
  /** Values as stored, exactly: neither colour management nor scaling; a palette's indices. */
  data: Values;
  format: 'png' | 'jpeg' | 'tiff';
  /** Bits of a stored value. */
  bits: number;
  /** Red, green, blue of each index, 0…255, where `data` holds indices. */
  palette?: Uint8Array;
  /** 0 transparent to 255 opaque, a value a pixel; absent where all is opaque. */
  alpha?: Uint8Array;
  /** How EXIF says to turn the image for display, 1 to 8; absent or 1: as it is stored, which is how it is read. */
  orientation?: number;
  /** A TIFF that says that 0 is white: `data` is turned so that large is bright. */
  whiteIsZero?: boolean;
}

/** Colour whose three channels are equal everywhere, as grey. */
export function greyIfGrey(raster: Raster): Raster {
  const { data, channels } = raster;
  if (channels < 3) return raster;
  for (let at = 0; at < data.length; at += channels)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return raster;
  const grey = data.slice(0, data.length / channels);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = data[pixel * channels]!;
  return { ...raster, channels: 1, data: grey };
}

/** The same image as it is seen: palettes expanded to colours, values of fewer than 8 bits on the scale of 8. */
export function asSeen(raster: Raster): Raster {
  const { palette, bits, data, ...rest } = raster;
  if (palette) {
    const colours = new Uint8Array(3 * data.length);
    for (let pixel = 0; pixel < data.length; pixel++)
      for (let c = 0; c < 3; c++) colours[3 * pixel + c] = palette[3 * data[pixel]! + c]!;
    return greyIfGrey({ ...rest, bits: 8, channels: 3, data: colours });
  }
  if (bits >= 8) return raster;
  const scale = 255 / (2 ** bits - 1);
  return { ...rest, bits: 8, data: Uint8Array.from(data, (value) => value * scale) };
}
