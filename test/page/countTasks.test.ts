import { describe, expect, it } from 'vitest';
import { countTasks } from '../../src/page/countTasks.js';
import { imagesOf } from '../../src/page/countedTask.js';
import type { DataSource } from '../../src/runs/index.js';
import { madeUpRuns } from '../studies/figures/madeUpRuns.js';

const runs = madeUpRuns();
const idOf = (data: DataSource) =>
  'set' in data ? `${data.set}, real` : data.multiClass ? `${data.task}-multi-class` : data.task;

describe('countTasks(runs)', () => {
  it('keeps the counts of every image of every run of the full study', () => {
    const tasks = countTasks(runs);
    expect(tasks.map(({ id }) => id)).toEqual([
      ...['br18', 'is17', 'is18', 'mo17', 'po18', 'wm17', 'br18-multi-class'],
      ...['is18_aisd, real', 'mo17_shenzhen, real', 'po18_kvasirseg, real'],
    ]);
    for (const task of tasks)
      for (const arm of task.arms)
        for (const fold of arm.folds) {
          const run = runs.find(
            ({ recipe: { data, arm: id, split } }) => idOf(data) === task.id && id === arm.id && split.fold === fold,
          )!;
          const kept = imagesOf(task, arm, [fold]);
          expect(kept.map(({ id, patient }) => [id, patient])).toEqual(
            run.images.map(({ id, patient }) => [id, patient]),
          );
          expect(kept.map(({ counts }) => counts)).toEqual(run.images.map(({ counts }) => counts));
        }
  });

  it('leaves out runs of another recipe', () => {
    const odd = runs.map((run) => ({ ...run, recipe: { ...run.recipe, seed: 2 } }));
    expect(countTasks(odd)).toEqual([]);
  });

  it('refuses arms that were tried on different images', () => {
    const [first, ...others] = runs;
    const changed = { ...first!, images: first!.images.slice(1) };
    expect(() => countTasks([changed, ...others])).toThrow('were tried on different images in fold');
  });
});
