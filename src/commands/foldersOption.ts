import { basename, resolve } from 'node:path';
import type { Folders } from '../runs/index.js';

/** Folders of real images from `--data <set=folder>`, which may be repeated; a folder alone is the set of its name. */
export function foldersOption(given: unknown): Folders {
  return Object.fromEntries(
    ((given as string[] | undefined) ?? []).map((text) => {
      const [set = '', folder] = text.includes('=') ? text.split(/=(.*)/s) : [basename(resolve(text)), text];
      return [set, folder ?? ''];
    }),
  );
}
