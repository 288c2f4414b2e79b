import { expect, it } from 'vitest';
import { brokenInequalities, executeRun, storedRun, type Recipe } from '../../../src/runs/index.js';
import { followedLosses } from '../../../src/studies/figures/followedLosses.js';
import { studyRuns } from '../../../src/studies/figures/studyRuns.js';
import { startEngine } from '../../../src/engine/index.js';
import { coreRecipe } from '../../../src/studies/diceLossArms.js';
import { smallRecipe } from '../../runs/smallRecipe.js';
import { madeUpRuns } from './madeUpRuns.js';

it('the values along a training that was really done obey the inequalities at every step', async () => {
  await startEngine();
  const follow = ['crossEntropy', 'softDice', 'softJaccard', 'lovaszSoftmax'];
  const small = smallRecipe();
  const recipe: Recipe = { ...small, training: { ...small.training, follow } };
  const { run } = await executeRun(recipe);
  const values = run.history.map(({ followed }) => followed!);
  expect(values.length).toBeGreaterThan(0);
  expect(values.flatMap((one) => brokenInequalities(one, 'mean'))).toEqual([]);
  // They differ, so that the test can fail.
  expect(values.every(({ softDice, softJaccard }) => softJaccard! - softDice! > 1e-4)).toBe(true);
  expect(storedRun(recipe, 'images', 'engine', run).recipe.training.follow).toEqual(follow);
});

it('a run whose values break an inequality, or lack what it speaks of, is no figure, but an error that names it', () => {
  const changed = (change: (values: Record<string, number>) => Record<string, number>) =>
    madeUpRuns().map((run) => ({
      ...run,
      history: run.history.map((row) => ({ ...row, ...(row.followed && { followed: change(row.followed) }) })),
    }));
  const rowsOf = (runs: ReturnType<typeof madeUpRuns>) => followedLosses.rowsOf(studyRuns(runs, 'synthetic'));
  expect(() => rowsOf(changed((values) => ({ ...values, softDice: 1 })))).toThrow(
    /softDice on \w+, fold 1, step 100 breaks/,
  );
  expect(() => rowsOf(changed(({ softDice: _, ...values }) => values))).toThrow('step 100 lacks softDice');
});

it('runs that follow nothing, or too little, are told to be missing', () => {
  const runs = madeUpRuns().filter(({ recipe }) => !recipe.training.follow);
  expect(followedLosses.lacks!(studyRuns(runs, 'synthetic'))).toHaveLength(1);
  expect(coreRecipe('softDice', runs[0]!.recipe.data, 0).training.follow).toBeUndefined();
});
