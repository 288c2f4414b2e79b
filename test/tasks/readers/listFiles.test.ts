import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { listFiles } from '../../../src/tasks/readers/listFiles.js';
import { readImage } from '../../../src/tasks/readers/readImage.js';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
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

/** What was written to standard error while `work` ran. */
async function told(work: () => Promise<unknown>): Promise<string> {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await work();
  const text = written.mock.calls.map(([line]) => String(line)).join('');
  written.mockRestore();
  return text;
}

it('listFiles(folder) goes through a folder once, whatever links lead to it', async () => {
  const folder = temporaryFolder();
  for (const name of ['images/a.png', 'images/b.png']) put(join(folder, name), Buffer.from('x'));
  symlinkSync(folder, join(folder, 'images', 'again'));
  symlinkSync(join(folder, 'images'), join(folder, 'copy'));
  symlinkSync(join(folder, 'images', 'a.png'), join(folder, 'linked.png'));
  expect(await listFiles(folder)).toEqual(['images/a.png', 'images/b.png', 'linked.png']);
});

it('listFiles(folder) tells what lies too deep', async () => {
  const folder = temporaryFolder();
  put(join(folder, '1/2/3/4/5/6/a.png'), Buffer.from('x'));
  put(join(folder, '1/2/3/4/5/6/7/b.png'), Buffer.from('x'));
  const text = await told(async () => expect(await listFiles(folder)).toEqual(['1/2/3/4/5/6/a.png']));
  expect(text).toMatch(/1 folder\(s\) of .* lie deeper than 6 folders and are left aside, such as 1\/2\/3\/4\/5\/6\/7/);
});

it('pipes and devices are neither listed nor read: they would never end', async () => {
  const folder = temporaryFolder();
  put(join(folder, 'a.png'), Buffer.from('x'));
  execFileSync('mkfifo', [join(folder, 'pipe.png')]);
  symlinkSync('/dev/zero', join(folder, 'zero.nii'));
  const text = await told(async () => expect(await listFiles(folder)).toEqual(['a.png']));
  expect(text).toMatch(/2 name\(s\) in .* are no regular files and are left aside/);
  await expect(readImage(join(folder, 'pipe.png'))).rejects.toThrow(/pipe\.png cannot be read: it is no regular file/);
  await expect(readNifti(join(folder, 'zero.nii'))).rejects.toThrow(/zero\.nii cannot be read: it is no regular file/);
  symlinkSync(join(folder, 'self.png'), join(folder, 'self.png'));
  await expect(readImage(join(folder, 'self.png'))).rejects.toThrow(/self\.png cannot be read: it is a link to itself/);
});
