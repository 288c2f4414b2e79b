import sharp from 'sharp';
import { UserError } from '../../userError.js';
import type { Raster } from './raster.js';
import { readBytes } from './readBytes.js';
import { isTiff, readTiff } from './readTiff.js';

/**
 * Reads a PNG, JPEG or TIFF byte for byte: no colour management, no gamma, no rotation by EXIF, transparency dropped,
 * palettes expanded. Colour whose three channels are equal everywhere is grey and comes back with one channel. Of a
 * multi-page TIFF the first page is read.
 * Throws a UserError naming the file where its bytes are no such image, whatever its name says.
 */
export async function readImage(path: string): Promise<Raster> {
  const file = await readBytes(path);
  // libvips turns 16- and 32-bit TIFF into 8-bit colour, which merges or wipes out instance labels.
  if (isTiff(file)) return readTiff(file, path)[0]!;
  try {
    const image = sharp(file, { ignoreIcc: true, failOn: 'error' });
    const { format, depth, orientation = 1 } = await image.metadata();
    const wide = depth === 'ushort';
    const pipeline = wide ? image.toColourspace('rgb16') : image.toColourspace('srgb');
    const { data, info } = await pipeline
      .removeAlpha()
      .raw({ depth: wide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const values = wide ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
    return greyIfGrey({
      width: info.width,
      height: info.height,
      channels: info.channels,
      data: values,
      format,
      bits: wide ? 16 : 8,
      orientation,
    });
  } catch (error) {
    const start = String.fromCharCode(...file.subarray(0, 16)).replace(/[^\x20-\x7e]/g, '.');
    throw new UserError(
      `${path} is no readable PNG, JPEG or TIFF image (${(error as Error).message.split('\n')[0]}); its first bytes are '${start}'. Copy it again, or remove it.`,
    );
  }
}

function greyIfGrey(raster: Raster): Raster {
  const { data, channels } = raster;
  if (channels < 3) return raster;
  for (let at = 0; at < data.length; at += channels)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return raster;
  const grey = data.slice(0, data.length / channels);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = data[pixel * channels]!;
  return { ...raster, channels: 1, data: grey };
}
