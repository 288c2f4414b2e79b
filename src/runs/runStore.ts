import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../userError.js';
import { writeWhole } from '../writeWhole.js';
import type { StoredRun } from './storedRun.js';

/** Where the runs of this machine are kept, two files a run: the result, and the network. */
export interface RunStore {
  /** The result of a run; undefined where it is not there whole. */
  read(key: string): StoredRun | undefined;
  /** The network of a run; undefined where it is not there. */
  parameters(key: string): Float32Array | undefined;
  write(run: StoredRun, parameters: Float32Array): void;
  /**
   * Takes a run for this process, so that two processes on one store do not do it twice.
   *
   * @returns how to give it back; undefined where a living process has it
   */
  claim(key: string): (() => void) | undefined;
  /** Notes that a run cannot be done, and why. */
  fail(key: string, sentence: string): void;
  /** Why a run could not be done, and the file that says so; undefined where nothing is noted. */
  failure(key: string): { sentence: string; path: string } | undefined;
  /** The keys of the results that are there. */
  keys(): string[];
}

/** A store in a folder, which is made when it is first written to. */
export function runStore(folder: string): RunStore {
  const result = (key: string) => join(folder, `${key}.json`);
  const network = (key: string) => join(folder, `${key}.f32`);
  const failure = (key: string) => join(folder, `${key}.failed`);
  return {
    read(key) {
      try {
        const run = JSON.parse(readFileSync(result(key), 'utf8')) as StoredRun;
        return run.key === key && Array.isArray(run.images) ? run : undefined;
      } catch {
        // Not there, or damaged: the run is done again and the file replaced.
        return undefined;
      }
    },
    parameters(key) {
      if (!existsSync(network(key))) return undefined;
      const bytes = new Uint8Array(readFileSync(network(key)));
      return bytes.byteLength % 4 === 0 ? new Float32Array(bytes.buffer) : undefined;
    },
    write(run, parameters) {
      // The network first: where the result is there, both are.
      writeWhole(network(run.key), new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength));
      writeWhole(result(run.key), JSON.stringify(run));
    },
    claim: (key) => claim(folder, key),
    fail: (key, sentence) => void writeWhole(failure(key), `${sentence}\n`),
    failure(key) {
      const path = failure(key);
      return existsSync(path) ? { sentence: readFileSync(path, 'utf8').trim().replace(/\.$/, ''), path } : undefined;
    },
    keys: () =>
      existsSync(folder)
        ? readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
        : [],
  };
}

/** How often a process that has a run touches its claim, and how long one that does not is believed. */
const TOUCHED_EVERY_MS = 30_000;
const BELIEVED_MS = 10 * 60_000;

/**
 * A claim is a file that names its process and is touched while that has the run. That of a process that has ended counts
 * for nothing, nor does one that was not touched for long: its machine was started anew, and the process's number, or the
 * name of the machine, is another's now.
 */
function claim(folder: string, key: string): (() => void) | undefined {
  const path = join(folder, `${key}.claim`);
  const own = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(own, JSON.stringify({ host: hostname(), process: process.pid }));
  } catch (error) {
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

/** Touches a claim until it is given back. */
function holding(path: string): () => void {
  const timer = setInterval(() => {
    // Where the folder is gone, writing the result will tell.
    if (existsSync(path)) utimesSync(path, new Date(), new Date());
  }, TOUCHED_EVERY_MS);
  // No process stays for its claims.
  timer.unref();
  return () => {
    clearInterval(timer);
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

/** Whether a process of this machine has not ended. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // One that has ended stays in the table of Linux until its parent asks for it, which in a container may be never.
    return !/\) [ZX]/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
