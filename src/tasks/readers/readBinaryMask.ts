import { UserError } from '../../userError.js';
import { binaryMask } from './binaryMask.js';
import { brightest } from './brightest.js';
import type { Raster } from './raster.js';
import { readImage } from './readImage.js';

/** A mask file, its foreground as 0 and 1, and what is odd about it. */
export interface MaskImage {
  raster: Raster;
  mask: Uint8Array;
  note?: string;
}

/**
 * A value between dark and bright that this part of the marked pixels hold, and this many at least, is a label of its
 * own and no soft border.
 */
const SECOND_VALUE_SHARE = 0.1;
const SECOND_VALUE_PIXELS = 16;

/** Reads a mask by the rules of `binaryMask`. Throws a UserError naming the file where it is no image, or no mask. */
export async function readBinaryMask(path: string, invert = false): Promise<MaskImage> {
  const raster = await readImage(path);
  try {
    return { raster, mask: binaryMask(raster, invert), note: secondValue(raster, path) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `${path}: ${error.message}. Are images and masks exchanged, or is it a probability map? Give masks of two values, such as 0 and 255.`,
    );
  }
}

function secondValue(raster: Raster, path: string): string | undefined {
  if (raster.bits > 8) return undefined;
  const counts = new Uint32Array(256);
  for (const value of brightest(raster)) counts[value]!++;
  const white = raster.format === 'jpeg' ? 255 : counts.findLastIndex((count) => count > 0);
  const [dark, bright] = [Math.floor(0.1 * white), Math.ceil(0.9 * white)];
  const marked = counts.subarray(dark + 1).reduce((sum, count) => sum + count, 0);
  const middling = counts.subarray(dark + 1, bright);
  const most = middling.reduce((sum, count) => Math.max(sum, count), 0);
  if (most < SECOND_VALUE_PIXELS || most < SECOND_VALUE_SHARE * marked) return undefined;
  const value = dark + 1 + middling.indexOf(most);
  return `${path} marks ${most} pixels with ${value} beside 0 and ${white}: they count as ${value >= white / 2 ? 'marked' : 'not marked'}. Is it a label of its own? Export the wanted one as 0 and 255.`;
}
