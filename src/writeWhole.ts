import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from './userError.js';

let written = 0;

/**
 * Writes a file, and makes the folders above it. A process that is killed, and a power cut, leave the old file or the new
 * one, never half of one under its name.
 *
 * @returns the path
 * @throws UserError where the place cannot be written to; nothing is left there then
 */
export function writeWhole(path: string, content: string | Uint8Array): string {
  return replaceWhole(path, (partial) => writeFileSync(partial, content));
}

/** The same of a file that is written piece by piece, to the path that `write` is told. */
export function replaceWhole(path: string, write: (partial: string) => void): string {
  // Two processes that write one file do not write into each other. A name of its own: the file's may have the 255 bytes
  // that a name can.
  const partial = join(dirname(path), `.${process.pid}-${++written}.part`);
  makeFolder(dirname(path), path);
  try {
    write(partial);
    toDisk(partial);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw (error as NodeJS.ErrnoException).code === undefined ? error : refusal(path, error);
  }
  return path;
}

/**
 * Makes a folder and those above it that are missing. Node.js's own way to do that tries for ever where a folder is there
 * and none can be made in it, as in /proc, and says of a read-only disk that the folder is missing.
 *
 * @param wanted - the path that a refusal names; default the folder
 * @returns the highest folder that was made; undefined where it was there
 * @throws UserError where it can be neither found nor made
 */
export function makeFolder(folder: string, wanted = folder): string | undefined {
  if (isFolder(folder)) return undefined;
  const above = dirname(resolve(folder));
  const highest = existsSync(above) ? undefined : makeFolder(above, wanted);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (isFolder(folder)) return highest;
    throw refusal(wanted, error);
  }
  return highest ?? resolve(folder);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Writes a file to the disk itself: a name given to what is still in memory names nothing after a power cut. */
function toDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Gives a file that is written a second name, which then is there whole, and only where nothing has that name yet:
 * another process may write the same folder.
 *
 * @returns false where something has the name
 */
export function placeNew(file: string, target: string): boolean {
  try {
    linkSync(file, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
  }
  // Some file systems have no links.
  try {
    copyFileSync(file, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw refusal(target, error);
  }
}

/**
 * Throws a UserError where a folder cannot be written to, before anything is made that would be lost. Nothing is made
 * there: looked at is the folder, or the lowest one above it that is there.
 */
export function refuseUnwritable(folder: string): void {
  let there = resolve(folder);
  try {
    while (!existsSync(there)) there = dirname(there);
    if (!statSync(there).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(there, constants.W_OK);
  } catch (error) {
    throw refusal(folder, error);
  }
}

function refusal(path: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file stands where a folder should be' : message;
  return new UserError(
    `${path} cannot be written: ${why}. Name a folder that is there or can be made, with room, that you may write to.`,
  );
}
