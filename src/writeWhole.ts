import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from './userError.js';

/**
 * Writes a file, and makes the folders above it. A process that is killed leaves the old file or the new one, never half of one under its name.
 *
 * @returns the path
 * @throws UserError where the place cannot be written to; nothing is left there then
 */
export function writeWhole(path: string, content: string | Uint8Array): string {
  // Two processes that write one file do not write into each other.
  const partial = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw refusal(path, error);
  }
  try {
    writeFileSync(partial, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw refusal(path, error);
  }
  return path;
}

function refusal(path: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file stands where its folder should be' : message;
  return new UserError(`${path} cannot be written: ${why}. Name a folder that is there or can be made, with room, that you may write to.`);
}
