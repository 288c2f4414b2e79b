import { basename, resolve } from 'node:path';
import type { Folders } from '../runs/index.js';
import { UserError } from '../userError.js';

/** Folders of real images from `--data <set=folder>`, which may be repeated; a folder alone is the set of its name. */
export function foldersOption(given: unknown): Folders {
  return Object.fromEntries(
    ((given as string[] | undefined) ?? []).map((text) => {
      const [set = '', folder = ''] = text.includes('=') ? text.split(/=(.*)/s) : [basename(resolve(text)), text];
      if (set === '' || folder === '')
        throw new UserError(`\`data\` takes the name of a set and its folder, set=folder; got '${text}'.`);
      return [set, folder];
    }),
  );
}
