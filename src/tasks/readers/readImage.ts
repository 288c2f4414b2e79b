import { asSeen, type Raster } from './raster.js';
import { readRaster } from './readRasters.js';

/**
 * Reads a PNG, JPEG or TIFF as it is seen: palettes are expanded to their colours, values of fewer than 8 bits come on
 * the scale of 8, transparency is dropped. No colour management, no gamma, no rotation by EXIF. Colour whose three
 * channels are equal everywhere is grey and comes back with one channel. For masks see `readMask`.
 * Throws a UserError naming the file where its bytes are no such image, whatever its name says, or several pages.
 */
export async function readImage(path: string): Promise<Raster> {
  return asSeen(await readRaster(path));
}
