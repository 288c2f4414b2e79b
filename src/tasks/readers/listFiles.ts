import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '../../printable.js';
import { UserError } from '../../userError.js';

const MAX_DEPTH = 6;

/** Files that lie beside data sets and are no data: hidden ones, texts, tables, thumbnails. */
const NO_DATA = /(^|\/)(\.|__MACOSX|Thumbs\.db|desktop\.ini)|\.(txt|md|csv|tsv|json|xlsx?|pdf|docx?|html?|py|m|log)$/i;

/**
 * Every data file below `folder` as a path with slashes relative to it, in natural order (`case_2` before `case_10`).
 * Regular files only: a pipe or a device would never end. A folder is gone through once, however many links lead to it,
 * and what lies deeper than six folders is told on standard error.
 * Throws a UserError where the folder is missing, is a file, or holds no data file.
 */
export async function listFiles(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found)
    throw new UserError(
      `the data folder ${folder} does not exist. Give \`data\` a folder that holds the task's data; data/README.md tells each layout.`,
    );
  if (!found.isDirectory())
    throw new UserError(
      `${folder} is a file, and a folder of images or masks is expected. Give the folder that holds them.`,
    );
  const walk: Walk = { root: folder, visited: new Set(), files: [], tooDeep: [], special: [] };
  await collect(walk, '', MAX_DEPTH);
  const { files, tooDeep, special } = walk;
  if (tooDeep.length > 0)
    warn(`${tooDeep.length} folder(s) of ${folder} lie deeper than ${MAX_DEPTH} folders and are left aside`, tooDeep);
  if (special.length > 0)
    warn(`${special.length} name(s) in ${folder} are no regular files and are left aside`, special);
  if (files.length === 0)
    throw new UserError(
      `the data folder ${folder} holds no image. Unpack the data there; data/README.md tells each task's layout.`,
    );
  return files.sort(naturalOrder);
}

interface Walk {
  root: string;
  /** Folders gone through, by their real paths. */
  visited: Set<string>;
  files: string[];
  tooDeep: string[];
  special: string[];
}

async function collect(walk: Walk, below: string, depth: number): Promise<void> {
  const folder = join(walk.root, below);
  const real = await realpath(folder).catch(() => folder);
  if (walk.visited.has(real)) return;
  walk.visited.add(real);
  const entries = await entriesOf(folder);
  // Folders before links to folders: what is there by its own name is found by that.
  entries.sort((a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()));
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (NO_DATA.test(path)) continue;
    // A data set is often a link to where the large files are kept. A link to nowhere is told when it is read.
    const kind = entry.isSymbolicLink() ? await stat(join(walk.root, path)).catch(() => undefined) : entry;
    if (kind === undefined || kind.isFile()) walk.files.push(path);
    else if (!kind.isDirectory()) walk.special.push(path);
    else if (depth === 0) walk.tooDeep.push(path);
    else await collect(walk, path, depth - 1);
  }
}

function warn(what: string, names: readonly string[]): void {
  process.stderr.write(printable(`warning: ${what}, such as ${names[0]}\n`));
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: Error) => {
    throw new UserError(
      `the folder ${folder} cannot be read: ${error.message}. Give yourself the right to read it, or take it away.`,
    );
  });
}

const collator = new Intl.Collator('en', { numeric: true });

/** Compares names with their numbers as numbers; equal ones by their characters, so that the order is total. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
