import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { resample } from '../../../src/tasks/readers/resample.js';
import { putNifti, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();
/** A grid whose voxels hold a linear function of their place in the world. */
const linear = async (name: string, size: number[], sform: number[][]) => {
  const place = (row: number[], v: number) =>
    row[0]! * (v % size[0]!) +
    row[1]! * (Math.floor(v / size[0]!) % size[1]!) +
    row[2]! * Math.floor(v / size[0]! / size[1]!) +
    row[3]!;
  const values = Array.from(
    { length: size[0]! * size[1]! * size[2]! },
    (_, v) => 3 * place(sform[0]!, v) - 2 * place(sform[1]!, v) + place(sform[2]!, v) + 1,
  );
  return readNifti(putNifti(join(folder, name), { size, values, sform }));
};
const FINE = [
  [-1, 0, 0, 10],
  [0, -1, 0, 12],
  [0, 0, 2, -4],
];
// Another grid inside it, turned by about 12° in plane, coarser.
const COARSE = [
  [-1.47, 0.31, 0, 7],
  [-0.31, -1.47, 0, 9],
  [0, 0, 3, -2],
];

it('resample(volume, target, "linear") reproduces a linear function of place exactly', async () => {
  const [from, to] = [await linear('fine.nii', [24, 24, 9], FINE), await linear('coarse.nii', [5, 5, 3], COARSE)];
  const moved = resample(from, to, 'linear');
  expect(moved.size).toEqual([5, 5, 3]);
  moved.data.forEach((value, v) => expect(value).toBeCloseTo(to.data[v]!, 3));
});

it('resample(volume, target, "nearest") invents no value', async () => {
  const [from, to] = [await linear('fine.nii', [24, 24, 9], FINE), await linear('coarse.nii', [5, 5, 3], COARSE)];
  const stored = new Set(from.data);
  expect(resample(from, to, 'nearest').data.every((value) => stored.has(value))).toBe(true);
});

it('resample(…) is 0 outside the volume', async () => {
  const [from, to] = [
    await linear('coarse.nii', [5, 5, 3], COARSE),
    await linear(
      'far.nii',
      [2, 2, 2],
      [
        [1, 0, 0, 500],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    ),
  ];
  expect([...resample(from, to, 'linear').data]).toEqual(new Array(8).fill(0));
});
