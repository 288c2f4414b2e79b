import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from '../../../src/tasks/readers/listFiles.js';
import { put, temporaryFolder } from '../fixtures.js';

it('listFiles(folder) lists files below it in natural order, without hidden ones and texts', async () => {
  const folder = temporaryFolder();
  for (const name of ['case_10/a.nii', 'case_2/a.nii', 'README.md', '.DS_Store', 'case_2/._a.nii'])
    put(join(folder, name), Buffer.from('x'));
  expect(await listFiles(folder)).toEqual(['case_2/a.nii', 'case_10/a.nii']);
});

// An administrator may read everything.
it.skipIf(process.getuid?.() === 0)(
  'listFiles(folder) refuses in a sentence a folder below it that may not be read',
  async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0);
    await expect(listFiles(folder)).rejects.toThrow(
      /^the folder .*locked cannot be read: EACCES.* Give yourself the right to read it, or take it away\.$/,
    );
  },
);
