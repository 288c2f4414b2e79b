import { expect, it } from 'vitest';
import type { Sample } from '../../../src/tasks/index.js';
import { disposeBatch, makeBatch, NO_AUGMENTATION } from '../../../src/training/index.js';

/** 2×3×2 voxels of two channels; a voxel holds its number, and ten times it. */
const voxels = Array.from({ length: 12 }, (_, v) => v + 1);
const sample: Sample = {
  id: 'a',
  patient: 'a',
  height: 2,
  width: 3,
  depth: 2,
  channels: 2,
  image: Float32Array.from(voxels.flatMap((v) => [v, 10 * v])),
  mask: Uint8Array.from(voxels, (v) => Number(v > 9)),
  valid: Uint8Array.from(voxels, (v) => Number(v !== 5)),
};

it('lays volumes into [batch, x, y, z, channels], with the margin round the images alone', () => {
  const batch = makeBatch([sample, sample], { outputs: 1, margin: 2 });
  expect(batch.images.shape).toEqual([2, 6, 7, 6, 2]);
  expect([batch.labels.shape, batch.valid?.shape]).toEqual([
    [2, 2, 3, 2, 1],
    [2, 2, 3, 2, 1],
  ]);
  const image = batch.images.arraySync() as number[][][][][];
  // Voxel (x, y, z) is number (x · 3 + y) · 2 + z.
  expect(image[1]![2 + 1]![2 + 2]![2 + 1]).toEqual([12, 120]);
  expect(image[0]![2 + 0]![2 + 1]![2 + 0]).toEqual([3, 30]);
  expect(image[0]!.flat(3).filter((value) => value !== 0)).toHaveLength(24);
  expect([...batch.labels.dataSync()].slice(0, 12)).toEqual([...sample.mask]);
  expect([...batch.valid!.dataSync()].slice(12)).toEqual([...sample.valid!]);
  disposeBatch(batch);
});

it('flips the axes x and y of image, labels and body alike, and changes the margin as what lies outside the body', () => {
  const batch = makeBatch([sample], { outputs: 2, margin: 1 }, [
    { ...NO_AUGMENTATION, flipRows: true, gain: 2, offset: 0.5 },
  ]);
  const image = batch.images.arraySync() as number[][][][][];
  expect(image[0]![1]![1]![1]).toEqual([2 * 7 + 0.5, 2 * 70 + 0.5]);
  expect(image[0]![0]![0]![0]).toEqual([0.5, 0.5]);
  const labels = batch.labels.arraySync() as number[][][][][];
  expect(labels[0]![0]![2]![1]).toEqual([0, 1]);
  expect(labels[0]![1]![2]![1]).toEqual([1, 0]);
  disposeBatch(batch);
});
