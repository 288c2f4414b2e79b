import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { UserError } from '../../userError.js';
import { megabytes } from './memoryBounds.js';

/** The system reads no more than 2 GB in one call. */
const MOST_AT_ONCE = 2 ** 30;
/** More than this is no image. */
const MOST_BYTES = 2 ** 30;

/**
 * Opens a data file and gives it to `use`, with its size; it is closed afterwards.
 * Throws a UserError that names it where it cannot be read or is no regular file: a pipe or a device would never end.
 */
export async function withFile<T>(path: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  // Looked at first: opening a pipe waits for its other end.
  const found = await stat(path).catch((error: unknown) => refuse(path, error));
  if (found.isDirectory()) refuse(path, Object.assign(new Error('it is a folder'), { code: 'EISDIR' }));
  if (!found.isFile()) refuse(path, new Error('it is no regular file, but a pipe, a socket or a device'));
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) =>
    refuse(path, error),
  );
  try {
    return await use(file, found.size);
  } finally {
    await file.close();
  }
}

/** `length` bytes of an open file from `position` on, fewer where it ends before. */
export async function readRange(file: FileHandle, path: string, position: number, length: number): Promise<Uint8Array> {
  // No Buffer: its slice() is no copy.
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file
      .read(bytes, filled, Math.min(length - filled, MOST_AT_ONCE), position + filled)
      .catch((error: unknown) => refuse(path, error));
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** The bytes of a data file. Throws a UserError that names it where it cannot be read, or is larger than 1 GB. */
export function readBytes(path: string): Promise<Uint8Array> {
  return withFile(path, (file, size) => {
    if (size > MOST_BYTES)
      throw new UserError(
        `${path} is a file of ${megabytes(size)}; up to ${megabytes(MOST_BYTES)} are read. Save it in parts.`,
      );
    return readRange(file, path, 0, size);
  });
}

function refuse(path: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT'
      ? 'it is gone, or a link to a file that is not there'
      : code === 'ELOOP'
        ? 'it is a link to itself'
        : message.startsWith(code ?? '\0')
          ? message
          : `${code === undefined ? '' : `${code}: `}${message}`;
  throw new UserError(`${path} cannot be read: ${why}. Copy it again, or take it away.`);
}
