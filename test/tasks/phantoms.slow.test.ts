import { beforeAll, describe, expect, it } from 'vitest';
import { loadTask, oracleDice, TASK_IDS, TASKS, taskStatistics, type LoadedTask, type TaskStatistics } from '../../src/tasks/index.js';

// Another seed than the default: the ranges must hold of the generator, not of one draw of it.
describe.each(TASK_IDS)('the synthetic stand-in for %s', (id) => {
  const task = TASKS[id];
  let made: LoadedTask;
  let statistics: TaskStatistics;
  beforeAll(async () => {
    made = await loadTask(id, { seed: 3, patients: 40, labelDraws: 12 });
    statistics = taskStatistics(made);
  });

  it.each(Object.entries(task.ranges).filter(([name]) => name !== 'oracleDice'))('has a %s as known of real images', (name, { least, most }) => {
    const value = statistics[name as keyof TaskStatistics];
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
  });

  it('lets the oracle reach what readers agree on, far above one threshold', () => {
    const shown = made.samples.filter(({ labelDraws }) => labelDraws!.some((draw) => draw.includes(1)));
    const oracles = shown.map(oracleDice);
    const mean = (key: 'dice' | 'upper' | 'atHalf') => oracles.reduce((sum, oracle) => sum + oracle[key], 0) / oracles.length;
    const { least, most } = task.ranges.oracleDice!;
    expect(mean('dice')).toBeGreaterThanOrEqual(least);
    expect(mean('dice')).toBeLessThanOrEqual(most);
    expect(mean('upper')).toBeGreaterThan(mean('dice'));
    expect(mean('dice')).toBeGreaterThanOrEqual(mean('atHalf') - 0.005);
    expect(mean('dice')).toBeGreaterThan(statistics.thresholdDice + 0.1);
  });

  it('draws the mask from the same distribution as the further labels', () => {
    const { samples } = made;
    const area = (mask: ArrayLike<number>) => Array.from(mask).reduce((sum: number, label) => sum + Number(label > 0), 0);
    const [mask, draws] = samples.reduce(([m, d], sample) => [m + area(sample.mask), d + sample.labelDraws!.reduce((sum, draw) => sum + area(draw), 0) / sample.labelDraws!.length], [0, 0]);
    // A stroke's area varies by about 40 % from reader to reader, over at least 70 lesions: three standard errors are 0.15.
    expect(Math.abs(mask! / draws! - 1)).toBeLessThan(0.15);
  });
});

it('br18 made with all classes has oedema, core and rim', async () => {
  const { samples, classes } = await loadTask('br18', { multiClass: true, patients: 8, labelDraws: 0 });
  expect(classes.length).toBe(4);
  expect(new Set(samples.flatMap(({ mask }) => [...new Set(mask)]))).toEqual(new Set([0, 1, 2, 3]));
});
