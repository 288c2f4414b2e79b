import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { reorient, restoreAxes } from '../../../src/tasks/readers/reorient.js';
import { seededRandom } from '../../../src/random.js';
import { putNifti, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();
const world = (affine: number[][], index: number[]) =>
  affine.map((row) => row[0]! * index[0]! + row[1]! * index[1]! + row[2]! * index[2]! + row[3]!);

it('reorient(volume) keeps every voxel at its place in the world, with axes to the left, back and head', async () => {
  // Stored as superior, right, anterior: each voxel's value is its own index.
  const path = putNifti(join(folder, 'sra.nii'), {
    size: [2, 3, 4],
    values: Array.from({ length: 24 }, (_, v) => v),
    sform: [
      [0, 2, 0, -3],
      [0, 0, 3, -5],
      [4, 0, 0, 7],
    ],
  });
  const volume = await readNifti(path);
  const lps = reorient(volume);
  expect(lps.size).toEqual([3, 4, 2]);
  expect(lps.affine.map((row, r) => row[r]! * [-1, -1, 1][r]!)).toEqual([2, 3, 4]);
  for (let k = 0; k < 2; k++)
    for (let j = 0; j < 4; j++)
      for (let i = 0; i < 3; i++) {
        const value = lps.data[i + 3 * (j + 4 * k)]!;
        const stored = [value % 2, Math.floor(value / 2) % 3, Math.floor(value / 6)];
        expect(world(lps.affine, [i, j, k])).toEqual(world(volume.affine, stored));
      }
});

it('restoreAxes undoes reorient for every order and direction of axes', async () => {
  const random = seededRandom(5);
  for (let trial = 0; trial < 48; trial++) {
    const axes = random.shuffle([0, 1, 2]);
    const sform = [0, 1, 2].map((w) =>
      [0, 1, 2].map((a) => (axes[w] === a ? (random.uniform() < 0.5 ? -1 : 1) : 0.1 * random.normal())).concat(0),
    );
    const size = [2, 3, 4];
    const volume = await readNifti(
      putNifti(join(folder, `${trial}.nii`), {
        size,
        datatype: 2,
        values: Array.from({ length: 24 }, (_, v) => v),
        sform,
      }),
    );
    const lps = reorient(volume);
    expect([...restoreAxes(volume, Uint8Array.from(lps.data))]).toEqual([...volume.data]);
  }
});
