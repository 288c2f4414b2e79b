import { expect, it } from 'vitest';
import { sampleRuns } from '../../src/studies/index.js';
import { madeUpRuns } from './figures/madeUpRuns.js';

const runs = madeUpRuns();
const taskOf = ({ recipe }: (typeof runs)[number]) => recipe.data.task;

it('draws one run of every task before a second of any, the same for the same seed', () => {
  const tasks = new Set(runs.map(taskOf));
  const drawn = sampleRuns(runs, tasks.size);
  expect(new Set(drawn.map(taskOf))).toEqual(tasks);
  expect(sampleRuns(runs, tasks.size)).toEqual(drawn);
  expect(sampleRuns(runs, tasks.size, 2)).not.toEqual(drawn);
});

it('draws none twice, and no more than there are', () => {
  const some = runs.slice(0, 5);
  expect(new Set(sampleRuns(some, 99))).toEqual(new Set(some));
  expect(sampleRuns([], 3)).toEqual([]);
});
