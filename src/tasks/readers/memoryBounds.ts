import { UserError } from '../../userError.js';
import { availableBytes } from './availableBytes.js';

/** What one file may take whatever its size: a mask of 12 000 × 12 000 pixels in three colours, or a long CT scan. */
const ALWAYS = 440 * 2 ** 20;
/** A file may grow to this many times its size where that is more. */
const GROWTH = 64;
/** Node 20 has no larger array. */
const LARGEST_ARRAY = 2 ** 32;
/** No Deflate stream unpacks to more than this many times its length (its longest match, 258 bytes, takes 2 bits). */
const DEFLATE_MOST = 1032;

/**
 * Refuses a file whose content would take more memory than is free, or than its size justifies, before any is taken.
 *
 * @param needed - bytes that the numbers take once they are read
 * @param held - bytes of the file
 */
export function refuseTooMuchMemory(path: string, needed: number, held: number): void {
  const free = Math.min(availableBytes(), LARGEST_ARRAY);
  if (needed > free)
    throw new UserError(
      `${path} takes ${megabytes(needed)} of memory, and ${megabytes(free)} are free. Use a machine with more (up to 4 GB are read at once), or smaller files.`,
    );
  if (needed <= Math.max(ALWAYS, GROWTH * held)) return;
  throw new UserError(
    `${path} unpacks to ${megabytes(needed)}, and it is a file of ${megabytes(held)}: more than ${GROWTH} times its size is read up to ${megabytes(ALWAYS)} only, for such files are made to fill memory. If this one is honest, save it unpacked (.nii, or TIFF without compression), or in parts.`,
  );
}

/** True where `held` bytes of a Deflate stream cannot hold `promised` bytes. */
export const exceedsDeflate = (promised: number, held: number): boolean => promised > DEFLATE_MOST * held + 1024;

export const megabytes = (bytes: number): string =>
  `${bytes < 2 ** 20 ? (bytes / 2 ** 20).toFixed(2) : Math.round(bytes / 2 ** 20)} MB`;
