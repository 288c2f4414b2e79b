import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { writeNifti } from '../../../src/tasks/readers/writeNifti.js';
import { putNifti, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();
const QFORM = [2, -1, 0.1, 0.2, 0.3, 5, 6, 7];

it.each([
  ['out.nii', true],
  ['out.nii.gz', false],
])('writeNifti(%s) keeps grid and byte order (little-endian: %s) and holds the labels', async (name, little) => {
  const like = await readNifti(
    putNifti(join(folder, 'like.nii'), {
      size: [2, 3, 2],
      datatype: 4,
      slope: 3,
      intercept: 9,
      qform: QFORM,
      spacing: [0.5, 0.5, 3],
      voxOffset: 400,
      extension: true,
      little,
    }),
  );
  const labels = Uint8Array.from({ length: 12 }, (_, v) => v % 4);
  const path = join(folder, 'masks', name);
  writeNifti(path, labels, like);
  const back = await readNifti(path);
  expect([...back.data]).toEqual([...labels]);
  expect(back.affine).toEqual(like.affine);
  expect(back.header.littleEndian).toBe(little);
  expect(readdirSync(join(folder, 'masks')).filter((file) => file.endsWith('.part'))).toEqual([]);
});

it('writeNifti refuses labels of another number', async () => {
  const like = await readNifti(putNifti(join(folder, 'like.nii')));
  expect(() => writeNifti(join(folder, 'x.nii'), new Uint8Array(7), like)).toThrow(/expected 8 labels.*got 7/);
});
