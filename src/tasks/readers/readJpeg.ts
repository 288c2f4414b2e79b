import sharp from 'sharp';
import { greyIfGrey, type Raster } from './raster.js';

/** A block of 8 × 8 pixels takes 2 bits at least, and colours may be stored for 2 × 2 blocks at once. */
const PIXELS_OF_A_BYTE = 1024;

export const isJpeg = (file: Uint8Array): boolean => file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff;

/**
 * Reads a JPEG of grey or colour, as stored: no colour management, no rotation by EXIF. Colour that is grey everywhere
 * comes back with one channel.
 *
 * @param refuseLarge - called with the bytes that the pixels take, before they are taken
 * Throws an Error where it is damaged, or in the four colours of print.
 */
export async function readJpeg(file: Uint8Array, refuseLarge: (bytes: number) => void): Promise<Raster> {
  const image = sharp(file, { ignoreIcc: true, failOn: 'error', limitInputPixels: false, sequentialRead: true });
  const { width, height, channels: stored, space, orientation = 1 } = await image.metadata();
  if (space === 'cmyk' || stored > 3)
    throw new RangeError('it is in the four colours of print, CMYK, which do not tell how bright a pixel is');
  if (width * height > PIXELS_OF_A_BYTE * file.length)
    throw new RangeError(`its header promises ${width}×${height} pixels, and ${file.length} bytes cannot hold them`);
  refuseLarge(width * height * stored);
  const pipeline = stored === 1 ? image.toColourspace('b-w') : image.toColourspace('srgb');
  const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return greyIfGrey({
    ...{ width: info.width, height: info.height, channels: info.channels },
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    ...{ format: 'jpeg', bits: 8, orientation },
  });
}
