import { createHash } from 'node:crypto';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { clearAtEnd } from '../../clearAtEnd.js';
import { isRunning } from '../../isRunning.js';
import { makeFolder } from '../../writeWhole.js';

const MANIFEST = 'complete.json';

/** The per-user folder in which libraries are kept for every checkout; DICE_WORKBOOK_CACHE overrides it. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DICE_WORKBOOK_CACHE) return env.DICE_WORKBOOK_CACHE;
  const base =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : xdgCache(env);
  return join(base, 'dice-workbook');
}

/** By the XDG specification, where an empty or relative path counts as none. */
function xdgCache({ XDG_CACHE_HOME: named }: NodeJS.ProcessEnv): string {
  return named && isAbsolute(named) ? named : join(homedir(), '.cache');
}

/**
 * Makes a folder of the cache: `make` fills a folder of its own, which takes its final name only when all of it is
 * there, so that one that was interrupted is never taken for a good one.
 */
export async function makeEntry(entry: string, make: (staging: string) => Promise<void>): Promise<void> {
  await removeAbandoned(entry);
  const staging = `${entry}.partial-${process.pid}`;
  // It may hold more than a gigabyte: nothing of it is left by a process that is interrupted. What one leaves that is
  // killed outright, the next removes.
  const ended = clearAtEnd(() => rmSync(staging, { recursive: true, force: true }));
  makeFolder(staging);
  try {
    await make(staging);
    await writeFile(join(staging, MANIFEST), JSON.stringify(await digests(staging), null, 1));
    // Another checkout was faster: its folder is as good as ours, and somebody may be loading from it.
    if (await isWhole(entry)) return;
    await rm(entry, { recursive: true, force: true });
    await rename(staging, entry).catch(async (error) => {
      if (!(await isWhole(entry))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
    ended();
  }
}

/** Whether every file of the folder is there with the SHA-256 that it had when it was made. */
export async function isWhole(entry: string): Promise<boolean> {
  try {
    const made = await readFile(join(entry, MANIFEST), 'utf8');
    return made === JSON.stringify(await digests(entry), null, 1);
  } catch {
    return false;
  }
}

/** SHA-256 of a file as lower-case hexadecimal digits. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function digests(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((e) => e.isFile() && e.name !== MANIFEST)
    .map((e) => join(e.parentPath, e.name))
    .sort();
  const result: Record<string, string> = {};
  for (const file of files) result[relative(folder, file)] = await sha256(file);
  return result;
}

/** Removes what processes that no longer run left half-made. */
export async function removeAbandoned(entry: string): Promise<void> {
  const folder = dirname(entry);
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(`${basename(entry)}.partial-`) ? Number(name.split('-').at(-1)) : undefined;
    if (pid !== undefined && !isRunning(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
