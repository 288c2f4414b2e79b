import { describe, expect, it } from 'vitest';
import { compareCounts, type Choice } from '../../src/page/compareCounts.js';
import { imagesOf, type CountedArm, type CountedTask } from '../../src/page/countedTask.js';

const arm = (id: string, counts: number[], rest: Partial<CountedArm> = {}): CountedArm => ({
  id,
  title: id,
  part: 'core',
  color: '#000000',
  symbol: 'circle',
  folds: [0, 1],
  collapsed: [],
  counts,
  ...rest,
});
/** Ten patients of one image, five a fold; reference 10 pixels, but for the last, which is empty. */
const task: CountedTask = {
  id: 'made-up',
  title: 'made up',
  unit: 'patient',
  classes: ['object'],
  images: Array.from({ length: 10 }, (_, k) => ({
    id: `i${k}`,
    patient: `p${k}`,
    fold: k < 5 ? 0 : 1,
    reference: [k === 9 ? 0 : 10],
  })),
  arms: [
    arm('half', Array.from({ length: 10 }, (_, k) => [k === 9 ? 0 : 5, 0]).flat()),
    arm('all', Array.from({ length: 10 }, (_, k) => [k === 9 ? 0 : 10, k === 9 ? 3 : 0]).flat()),
    arm('dead', Array.from({ length: 10 }, () => [0, 0]).flat(), { collapsed: [1] }),
    arm('first fold', Array.from({ length: 5 }, () => [8, 2]).flat(), { folds: [0] }),
  ],
};
const choice: Choice = { arms: ['half', 'all'], baseline: 'half', measure: 'dice', per: 'patient', empty: 'leaveOut' };

describe('compareCounts(task, choice)', () => {
  it('scores by the formulas: Dice 2·5/15 and 1, left out where there is no target', () => {
    const { rows, compared, folds } = compareCounts(task, choice);
    expect(folds).toEqual([0, 1]);
    expect(compared).toBe(9);
    expect(rows.map(({ mean }) => mean?.mean)).toEqual([expect.closeTo(2 / 3, 12), 1]);
    expect(rows[1]).toMatchObject({ mean: { leftOut: 1, falsePositiveUnits: 1 }, rank: { rank: 1 } });
    expect(rows[1]!.difference).toMatchObject({ method: 'all', baseline: 'half', verdict: 'greater' });
    expect(rows[1]!.difference!.mean).toBeCloseTo(1 / 3, 12);
    expect(rows[0]!.difference).toBeUndefined();
  });

  it('turns the difference round with the baseline', () => {
    const { rows } = compareCounts(task, { ...choice, baseline: 'all' });
    expect(rows[0]!.difference!.mean).toBeCloseTo(-1 / 3, 12);
  });

  it('counts empty units as the policy says: a false alarm scores 0, an empty prediction 1 or 0', () => {
    const means = (empty: Choice['empty']) =>
      compareCounts(task, { ...choice, empty }).rows.map(({ mean }) => mean!.mean);
    expect(means('one')).toEqual([expect.closeTo((9 * (2 / 3) + 1) / 10, 12), 0.9]);
    expect(means('zero')).toEqual([expect.closeTo((9 * (2 / 3)) / 10, 12), 0.9]);
  });

  it('pools: one number, 2·45/(2·45 + 45) and 2·90/(2·90 + 3), and no difference', () => {
    const { rows, compared } = compareCounts(task, { ...choice, per: 'pooled', empty: 'one' });
    expect(rows.map(({ mean }) => mean!.mean)).toEqual([expect.closeTo(90 / 135, 12), expect.closeTo(180 / 183, 12)]);
    expect(compared).toBe(0);
    expect(rows.map(({ rank }) => rank!.rank)).toEqual([2, 1]);
  });

  it('compares errors of the volume by their size', () => {
    const { rows, smallerIsBetter } = compareCounts(task, { ...choice, measure: 'volumeError' });
    expect(smallerIsBetter).toBe(true);
    expect(rows[0]!.mean!.mean).toBe(-5);
    expect(rows[1]!.difference!.mean).toBe(-5);
    expect(rows[1]!.rank!.rank).toBe(1);
  });

  it('keeps a collapsed arm out of every mean, and compares on the folds that all have', () => {
    const { rows, folds } = compareCounts(task, { ...choice, arms: ['half', 'dead', 'first fold'] });
    expect(folds).toEqual([0]);
    // Its other fold collapsed: in this one it is as it is.
    expect(rows[1]).toMatchObject({ collapsed: 0, mean: { mean: 0 } });
    expect(compareCounts(task, { ...choice, arms: ['half', 'dead'] }).rows[1]).toEqual({
      arm: task.arms[2],
      collapsed: 1,
    });
    expect(rows[2]!.mean!.mean).toBeCloseTo(0.8, 12);
  });

  it('refuses an arm that is not there', () => {
    expect(() => compareCounts(task, { ...choice, arms: ['none'] })).toThrow("made up has no runs of 'none'");
  });
});

it('imagesOf(task, arm, folds) gives back the counts, fn from the reference', () => {
  expect(imagesOf(task, task.arms[1]!, [1]).at(-1)).toEqual({
    id: 'i9',
    patient: 'p9',
    counts: [{ tp: 0, fp: 3, fn: 0 }],
  });
  expect(imagesOf(task, task.arms[3]!, [0, 1])).toHaveLength(5);
});
