import { existsSync, linkSync, readFileSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../isRunning.js';
import { UserError } from '../userError.js';
import { makeFolder } from '../writeWhole.js';

/** How often a process touches a claim that it has, and how long one that is not touched is believed. */
const TOUCHED_EVERY_MS = 30_000;
const BELIEVED_MS = 10 * 60_000;

/**
 * Takes something of a folder for this process: a run, a file that is rewritten. A claim is a file `<name>.claim` that
 * names its process and is touched while that has it. That of a process that has ended counts for nothing, nor does one
 * that was not touched for long: its machine was started anew, and the process's number, or the name of the machine, is
 * another's now.
 *
 * @returns how to give it back; undefined where another has it
 * @throws UserError where the folder cannot be written to
 */
export function claim(folder: string, name: string): (() => void) | undefined {
  const path = join(folder, `${name}.claim`);
  const own = `${path}.${process.pid}`;
  try {
    makeFolder(folder);
    writeFileSync(own, JSON.stringify({ host: hostname(), process: process.pid }));
  } catch (error) {
    if (existsSync(own)) rmSync(own);
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${folder} cannot be written: ${(error as Error).message}. Name a folder with room that you may write to.`,
    );
  }
  try {
    if (linked(own, path)) return holding(path);
    if (ownerOf(path) === 'living') return undefined;
    // What a dead process left is cleared away by one process at a time, or one would clear away what another has just
    // taken. Whoever finds it being cleared away comes again later.
    const turn = `${path}.turn`;
    if (!linked(own, turn)) {
      if (ownerOf(turn) === 'dead') rmSync(turn, { force: true });
      return undefined;
    }
    try {
      if (ownerOf(path) === 'dead') rmSync(path);
      return linked(own, path) ? holding(path) : undefined;
    } finally {
      rmSync(turn, { force: true });
    }
  } finally {
    unlinkSync(own);
  }
}

/** Claims of this process: one that exits gives them back. */
const held = new Set<string>();
process.on('exit', () => held.forEach((path) => rmSync(path, { force: true })));

/** Touches a claim until it is given back. */
function holding(path: string): () => void {
  const timer = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Where the folder is gone, writing the result will tell.
    }
  }, TOUCHED_EVERY_MS);
  // No process stays for its claims.
  timer.unref();
  held.add(path);
  return () => {
    clearInterval(timer);
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** Gives a file a second name, whole or not at all: of two processes one succeeds. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What has become of the process that a claim names; what names none counts as left by a dead one. */
function ownerOf(path: string): 'living' | 'dead' | 'absent' {
  let owner: { host?: unknown; process?: unknown } | null;
  try {
    if (Date.now() - statSync(path).mtimeMs > BELIEVED_MS) return 'dead';
    owner = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'dead';
  }
  if (typeof owner?.host !== 'string' || typeof owner.process !== 'number') return 'dead';
  // Nothing can be asked of a process of another machine, so its claim stands as long as it is touched.
  if (owner.host !== hostname()) return 'living';
  return isRunning(owner.process) ? 'living' : 'dead';
}
