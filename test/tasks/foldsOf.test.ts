import { expect, it } from 'vitest';
import { foldsOf } from '../../src/tasks/index.js';

/** `counts[p]` images of patient p, whose foreground has p pixels. */
const samples = (counts: number[]) =>
  counts.flatMap((count, p) =>
    Array.from({ length: count }, () => ({
      patient: `p${p}`,
      mask: Uint8Array.from({ length: 40 }, (_, v) => Number(v < p)),
    })),
  );

it('foldsOf(samples, k, seed) puts every sample into one validation set and no patient on both sides', () => {
  const data = samples([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]);
  const folds = foldsOf(data, 4, 1);
  expect(folds.flatMap(({ validation }) => validation).sort((a, b) => a - b)).toEqual(data.map((_, i) => i));
  for (const { train, validation } of folds) {
    expect(train.length + validation.length).toBe(data.length);
    const patients = new Set(train.map((i) => data[i]!.patient));
    expect(validation.some((i) => patients.has(data[i]!.patient))).toBe(false);
  }
});

it('foldsOf gives each fold its share of small and large targets', () => {
  const data = samples(new Array(40).fill(1));
  for (const { validation } of foldsOf(data, 4, 2)) {
    expect(validation.length).toBe(10);
    // One of each four neighbours in size: the ranks' mean lies within 1.5 of 19.5.
    expect(Math.abs(validation.reduce((a, b) => a + b, 0) / 10 - 19.5)).toBeLessThan(1.5);
  }
});

it('foldsOf is the same for the same seed, another for another', () => {
  const data = samples(new Array(12).fill(2));
  expect(foldsOf(data, 3, 5)).toEqual(foldsOf(data, 3, 5));
  expect(foldsOf(data, 3, 5)).not.toEqual(foldsOf(data, 3, 6));
});

it('foldsOf refuses fewer patients than folds', () => {
  expect(() => foldsOf(samples([9, 9]), 3, 1)).toThrow(/3 folds need at least 3 patients.*holds 2/);
  expect(() => foldsOf(samples([9]), 2, 1)).toThrow(/holds 1\. Add patients/);
  expect(() => foldsOf(samples([9, 9]), 1, 1)).toThrow(/at least 2, got 1/);
});
