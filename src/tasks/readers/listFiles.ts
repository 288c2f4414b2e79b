import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../userError.js';

const MAX_DEPTH = 6;

/** Files that lie beside data sets and are no data: hidden ones, texts, tables, thumbnails. */
const NO_DATA = /(^|\/)(\.|__MACOSX|Thumbs\.db|desktop\.ini)|\.(txt|md|csv|tsv|json|xlsx?|pdf|docx?|html?|py|m|log)$/i;

/**
 * Every data file below `folder` as a path with slashes relative to it, in natural order (`case_2` before `case_10`).
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
  const files: string[] = [];
  await collect(folder, '', MAX_DEPTH, files);
  if (files.length === 0)
    throw new UserError(
      `the data folder ${folder} holds no image. Unpack the data there; data/README.md tells each task's layout.`,
    );
  return files.sort(naturalOrder);
}

async function collect(root: string, below: string, depth: number, files: string[]): Promise<void> {
  for (const entry of await entriesOf(join(root, below))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (NO_DATA.test(path)) continue;
    // A data set is often a link to where the large files are kept.
    const isFolder = entry.isSymbolicLink()
      ? (await stat(join(root, path)).catch(() => undefined))?.isDirectory() === true
      : entry.isDirectory();
    if (!isFolder) files.push(path);
    else if (depth > 0) await collect(root, path, depth - 1, files);
  }
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
