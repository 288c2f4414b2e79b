import { UserError } from '../../userError.js';
import { refuseTooMuchMemory } from './memoryBounds.js';
import { greyIfGrey, type Raster } from './raster.js';
import { tiffDirectories, type TiffDirectory } from './tiffDirectory.js';
import { tiffForm, type TiffForm } from './tiffForm.js';
import { tiffPixels } from './tiffPixels.js';
import { tiffStack, type TiffStack } from './tiffStack.js';

export { isTiff } from './tiffDirectory.js';

/** A TIFF's pages, thumbnails left aside, and what it says of them together. */
export interface Tiff extends TiffStack {
  pages: Raster[];
}

/**
 * Reads every page of a TIFF or BigTIFF: 1 to 64 bits unsigned or signed, floats of 32 or 64; strips or tiles; chunky
 * or in planes; uncompressed, LZW, Deflate or PackBits; predictors 1 to 3; either byte and bit order. A missing
 * SampleFormat means unsigned. Values come back exactly as stored, palettes as indices; where the file says that 0 is
 * white, they are turned. Pages that are marked as reduced or as the transparency of another are left aside.
 *
 * Throws a UserError naming `path` for what is damaged or not read (JPEG or fax inside TIFF, CMYK, …).
 * Source: TIFF 6.0, Adobe, 1992, with its Technical Notes 2 (Deflate) and 3 (floating-point predictor).
 */
export function readTiff(bytes: Uint8Array, path: string): Tiff {
  // No Buffer: its slice() is no copy, and numbers are turned in place.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pages: { tags: TiffDirectory; form: TiffForm }[] = [];
  let page = 0;
  try {
    for (const tags of tiffDirectories(file)) {
      page++;
      if (isAside(tags)) continue;
      pages.push({ tags, form: tiffForm(tags, file.length) });
    }
    if (pages.length === 0) throw new RangeError('it holds no page');
    refuseTooMuchMemory(
      path,
      pages.reduce((sum, { form }) => sum + form.imageBytes, 0),
      file.length,
    );
    const rasters: Raster[] = [];
    page = 0;
    for (const { tags, form } of pages) {
      page++;
      rasters.push(greyIfGrey(tiffPixels(file, tags, form)));
    }
    return { pages: rasters, ...tiffStack(pages[0]!.tags, pages.length) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${path} is no TIFF that can be read (page ${Math.max(1, page)}: ${(error as Error).message}). ${remedyOf(error as Error)}`,
    );
  }
}

/** Saved again a picture of other numbers or channels stays what it is. */
function remedyOf({ message }: Error): string {
  if (/^it has \d+ values a pixel/.test(message))
    return 'Save each channel, or the one that is meant, as an image of its own.';
  if (/^floats of \d+ bits/.test(message)) return 'Save it with floats of 32 bits.';
  return 'Save it again as uncompressed or LZW TIFF, or as PNG.';
}

/** A thumbnail, or the transparency of another page, by NewSubfileType or the older SubfileType. */
function isAside(tags: TiffDirectory): boolean {
  return ((tags.number(254) ?? 0) & 0b101) !== 0 || tags.number(255) === 2;
}
