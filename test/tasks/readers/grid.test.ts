import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Affine } from '../../../src/tasks/readers/affine.js';
import { gridDifference, inOrderOf, sameGrid } from '../../../src/tasks/readers/grid.js';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { putNifti, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();

it('sameGrid compares affines as numbers, not their codes', async () => {
  const size = [3, 3, 3];
  const bySform = await readNifti(
    putNifti(join(folder, 's.nii'), {
      size,
      sform: [
        [-2, 0, 0, 5],
        [0, -2, 0, 6],
        [0, 0, 2, 7.0004],
      ],
    }),
  );
  const byQform = await readNifti(
    putNifti(join(folder, 'q.nii'), { size, spacing: [2, 2, 2], qform: [1, 1, 0, 0, 1, 5, 6, 7] }),
  );
  const moved = await readNifti(
    putNifti(join(folder, 'm.nii'), {
      size,
      sform: [
        [-2, 0, 0, 5],
        [0, -2, 0, 6],
        [0, 0, 2, 7.1],
      ],
    }),
  );
  expect(sameGrid(bySform, byQform)).toBe(true);
  expect(sameGrid(bySform, moved)).toBe(false);
});

describe('gridDifference(a, b) says what differs and by how much', () => {
  const grid = (size: [number, number, number], affine: number[][]) => ({ size, affine: affine as Affine });
  const [one, size] = [
    [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ],
    [100, 100, 50] as [number, number, number],
  ];
  const a = grid(size, one);
  it.each([
    ['the numbers of voxels', grid([100, 90, 50], one), '100×100×50 voxels against 100×90×50 voxels'],
    [
      'spacings that look alike when they are rounded',
      grid(size, [
        [1.0005, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ]),
      'voxels of 1×1×1 mm against 1.0005×1×1 mm',
    ],
    [
      'a turn of 1° about the third axis',
      grid(size, [
        [Math.cos(Math.PI / 180), -Math.sin(Math.PI / 180), 0, 0],
        [Math.sin(Math.PI / 180), Math.cos(Math.PI / 180), 0, 0],
        [0, 0, 1, 0],
      ]),
      'axes turned by 1°',
    ],
    [
      'a shift',
      grid(size, [
        [1, 0, 0, 0.03],
        [0, 1, 0, 0.04],
        [0, 0, 1, 0],
      ]),
      'first voxels 0.05 mm apart',
    ],
  ])('%s', (_, b, expected) => {
    expect(sameGrid(a, b)).toBe(false);
    expect(gridDifference(a, b)).toContain(expected);
  });

  it('and a shift of a hundredth of a voxel is none, whatever the size of the voxels', () => {
    for (const mm of [0.001, 1, 10]) {
      const scaled = (shift: number) =>
        grid(size, [
          [mm, 0, 0, shift * mm],
          [0, mm, 0, 0],
          [0, 0, mm, 0],
        ]);
      expect(sameGrid(scaled(0), scaled(0.009))).toBe(true);
      expect(sameGrid(scaled(0), scaled(0.02))).toBe(false);
    }
  });
});

it('inOrderOf reads a volume whose axes stand in another order and direction, and no other grid', async () => {
  const values = Array.from({ length: 24 }, (_, v) => v);
  const straight = await readNifti(putNifti(join(folder, 'o.nii'), { size: [2, 3, 4], datatype: 4, values }));
  // Stored as (k, i, j) with k reversed.
  const turned = await readNifti(
    putNifti(join(folder, 't.nii'), {
      size: [4, 2, 3],
      datatype: 4,
      sform: [
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [-1, 0, 0, 3],
      ],
      values: values.map((_, v) => {
        const [k, i, j] = [3 - (v % 4), (v >> 2) % 2, Math.floor(v / 8)];
        return i + 2 * (j + 3 * k);
      }),
    }),
  );
  const ordered = inOrderOf(turned, straight)!;
  expect([...ordered.data]).toEqual(values);
  expect([ordered.size, sameGrid(ordered, straight)]).toEqual([[2, 3, 4], true]);
  const elsewhere = {
    ...straight,
    affine: straight.affine.map((row) => [row[0], row[1], row[2], row[3] + 1]) as Affine,
  };
  expect(inOrderOf(turned, elsewhere)).toBeUndefined();
});
