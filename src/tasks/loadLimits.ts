import { UserError } from '../userError.js';
import type { Case } from './layouts/case.js';
import { availableBytes } from './readers/availableBytes.js';

/** Slices of a volume are counted as at most this many before it is read. */
const MOST_SLICES = 155;

/** Throws a UserError where an option is no whole number from `least` to `most`. */
export function checkWhole(name: string, value: number, least: number, most: number): void {
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new UserError(`\`${name}\` must be a whole number from ${least} to ${most}, got ${value}.`);
}

/** Throws a UserError where samples of so many rows and columns are no use. */
export function checkSize(size: number): void {
  checkWhole('size', size, 16, 1024);
}

/** Bytes that one pixel of samples of so many channels takes: float inputs, mask, valid. */
export function pixelBytes(channels: number): number {
  return 4 * channels + 2;
}

/**
 * Throws a UserError where the samples need more than four fifths of the memory that is free, before any of it is
 * taken.
 */
export function refuseTooLarge(images: number, size: number, bytesPerPixel: number): void {
  const [needed, free] = [images * size * size * bytesPerPixel, availableBytes()];
  if (needed <= 0.8 * free) return;
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  throw new UserError(
    `${images} images of ${size}×${size} need ${megabytes(needed)} of memory; ${megabytes(free)} are free. Take a smaller \`size\`, or fewer images.`,
  );
}

/** The same for cases that are not read yet. */
export function refuseTooLargeCases(
  channels: number,
  cases: readonly Case[],
  size: number,
  slicesPerCase: number,
): void {
  const slices = Math.min(slicesPerCase, MOST_SLICES);
  refuseTooLarge(
    cases.reduce((sum, { volume }) => sum + (volume ? slices : 1), 0),
    size,
    pixelBytes(channels),
  );
}
