import { describe, expect, it } from 'vitest';
import { executeRun, storedRun, type Recipe } from '../../../src/runs/index.js';
import { brokenInequalities, followedLosses } from '../../../src/studies/figures/followedLosses.js';
import { studyRuns } from '../../../src/studies/figures/studyRuns.js';
import { startEngine } from '../../../src/engine/index.js';
import { coreRecipe } from '../../../src/studies/diceLossArms.js';
import { smallRecipe } from '../../runs/smallRecipe.js';
import { madeUpRuns } from './madeUpRuns.js';

describe('brokenInequalities(values)', () => {
  // d = 1/3 allows j up to 2/3 / (4/3) = 1/2.
  it.each([
    [{ softDice: 1 / 3, softJaccard: 0.5, lovaszSoftmax: 0.5 }, 0],
    [{ softDice: 1 / 3, softJaccard: 0.51, lovaszSoftmax: 0.5 }, 1],
    [{ softDice: 1 / 3, softJaccard: 0.33, lovaszSoftmax: 0.3 }, 1],
    [{ softDice: 1 / 3, softJaccard: 0.4, lovaszSoftmax: 0.41 }, 1],
    [{ softDice: 1 / 3 }, 3],
  ])('of %o are %d', (values, count) => {
    expect(brokenInequalities(values)).toHaveLength(count);
  });
});

it('the values along a training that was really done obey the inequalities at every step', async () => {
  await startEngine();
  const follow = ['crossEntropy', 'softDice', 'softJaccard', 'lovaszSoftmax'];
  const small = smallRecipe();
  const recipe: Recipe = { ...small, training: { ...small.training, follow } };
  const { run } = await executeRun(recipe);
  const values = run.history.map(({ followed }) => followed!);
  expect(values.length).toBeGreaterThan(0);
  expect(values.flatMap(brokenInequalities)).toEqual([]);
  // They differ, so that the test can fail.
  expect(values.every(({ softDice, softJaccard }) => softJaccard! - softDice! > 1e-4)).toBe(true);
  expect(storedRun(recipe, 'images', 'engine', run).recipe.training.follow).toEqual(follow);
});

it('a run whose values break an inequality is no figure, but an error that names it', () => {
  const runs = madeUpRuns().map((run) => ({
    ...run,
    history: run.history.map((row) => ({ ...row, ...(row.followed && { followed: { ...row.followed, softDice: 1 } }) })),
  }));
  expect(() => followedLosses.rowsOf(studyRuns(runs, 'synthetic'))).toThrow(/softDice on \w+, fold 1, step 100 breaks/);
});

it('runs that follow nothing, or too little, are told to be missing', () => {
  const runs = madeUpRuns().filter(({ recipe }) => !recipe.training.follow);
  expect(followedLosses.lacks!(studyRuns(runs, 'synthetic'))).toHaveLength(1);
  expect(coreRecipe('softDice', runs[0]!.recipe.data, 0).training.follow).toBeUndefined();
});
