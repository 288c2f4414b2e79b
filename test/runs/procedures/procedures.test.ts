import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { checkRecipe, codeHash, doRun, type Recipe } from '../../../src/runs/index.js';
import { PROCEDURE_IDS } from '../../../src/runs/procedures/procedures.js';
import { isCorrection } from '../../../src/runs/procedures/mutualTeaching.js';
import { smallRecipe } from '../smallRecipe.js';

const teaching = { warmUp: 0.2, agreement: 10, corrections: 1, replaced: 0.5 };
const start = smallRecipe({ split: { folds: 2, fold: 0, seed: 1, patients: 1 } });
const noise = { share: 1, pixels: 2 };

const pairs = { images: 2, samples: 2, from: 0, iterations: 1, features: 2 };

function withProcedure(procedure: unknown, changes: Partial<Recipe> = {}): Recipe {
  const recipe = smallRecipe(changes, 'crossEntropy', 4);
  return { ...recipe, training: { ...recipe.training, procedure: procedure as never } };
}

describe('a procedure of a recipe', () => {
  it.each([
    ['no object', 7, "'procedure' must be an object with an id, got 7."],
    ['an unknown id', { id: 'magic' }, '`procedure` must be one of givenLabels, mutualTeaching'],
    ['a name that every object has', { id: 'toString' }, '`procedure` must be one of'],
    ['no labels', { id: 'givenLabels' }, "'procedure' lacks 'labels'"],
    ['labels that are nothing', { id: 'givenLabels', labels: null }, "'labels' must be an object"],
    ['labelled patients without a start', { id: 'givenLabels', labels: { labelled: 1 } }, 'got none.'],
    [
      'noise of nothing',
      { id: 'givenLabels', labels: { noise: { share: 0, pixels: 1 } } },
      '`share` must be a number above 0 and at most 1, got 0.',
    ],
    [
      'noise of half a pixel',
      { id: 'givenLabels', labels: { noise: { share: 1, pixels: 0.5 } } },
      '`pixels` must be a whole number of at least 1, got 0.5.',
    ],
    [
      'a warm-up of nothing',
      { id: 'mutualTeaching', labels: { noise }, teaching: { ...teaching, warmUp: 0 } },
      '`warmUp` must be a number above 0 and at most 1, got 0.',
    ],
    [
      'corrections below 0',
      { id: 'mutualTeaching', labels: { noise }, teaching: { ...teaching, corrections: -1 } },
      '`corrections` must be a whole number of at least 0, got -1.',
    ],
    [
      'pairs of no image',
      { id: 'pairsOfFew', pairs: { ...pairs, use: 'both', images: 0 } },
      '`images` must be a whole number of at least 1, got 0.',
    ],
    ['an unknown use of pairs', { id: 'pairsOfFew', pairs: { ...pairs, use: 'none' } }, '`use` must be one of real'],
  ])('is refused in a sentence with %s', (_, procedure, sentence) => {
    expect(() => checkRecipe(withProcedure(procedure))).toThrow(sentence);
  });

  it('is refused where the start has learnt from other patients, or a batch cannot be halved', () => {
    const labels = { labelled: 2 };
    expect(() => checkRecipe(withProcedure({ id: 'givenLabels', labels }, { start }))).toThrow('`patients` 2, got 1.');
    const recipe = withProcedure({ id: 'mutualTeaching', labels: { noise }, teaching });
    const single = { ...recipe, training: { ...recipe.training, batch: 1 } };
    expect(() => checkRecipe(single)).toThrow('`batch` must be at least 2, got 1.');
  });

  it('has a fingerprint of its code that is not that of others', () => {
    expect(new Set([codeHash(), ...PROCEDURE_IDS.map((id) => codeHash(id))]).size).toBe(PROCEDURE_IDS.length + 1);
  });
});

it('isCorrection(step, steps, corrections) comes so many times evenly, not at the end', () => {
  const at = (steps: number, corrections: number) =>
    Array.from({ length: steps }, (_, i) => i + 1).filter((step) => isCorrection(step, steps, corrections));
  expect(at(100, 9)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(at(10, 1)).toEqual([5]);
  expect(at(10, 0)).toEqual([]);
});

describe('doRun(recipe)', () => {
  beforeAll(async () => void (await startEngine()));
  const labels = { labelled: 1 };

  it('is the same twice, and notes how good the labels were', async () => {
    const recipe = withProcedure({ id: 'mutualTeaching', labels, teaching }, { start });
    checkRecipe(recipe);
    const [first, second] = [await doRun(recipe), await doRun(recipe)];
    expect(second.run).toEqual(first.run);
    expect(second.parameters).toEqual(first.parameters);
    const { labelDice, correctedLabelDice } = first.run.noted!;
    expect(labelDice).toBeGreaterThanOrEqual(0);
    // The control: a procedure that left the correction out would note the labels as they were.
    expect(correctedLabelDice).not.toBe(labelDice);
    const none = withProcedure({ id: 'mutualTeaching', labels, teaching: { ...teaching, corrections: 0 } }, { start });
    expect((await doRun(none)).run.noted).toEqual({ labelDice, correctedLabelDice: labelDice });
  });

  it('gives the images of unlabelled patients what the start predicts, and noisy ones wrong masks', async () => {
    const pseudo = await doRun(withProcedure({ id: 'givenLabels', labels }, { start }));
    const noisy = await doRun(withProcedure({ id: 'givenLabels', labels: { noise } }));
    const plain = await doRun(smallRecipe({}, 'crossEntropy', 4));
    expect(pseudo.run.noted!.labelDice).toBeLessThan(1);
    expect(noisy.run.noted!.labelDice).toBeLessThan(1);
    for (const other of [pseudo, noisy]) expect(other.parameters).not.toEqual(plain.parameters);
    expect(plain.run.noted).toBeUndefined();
  });

  it('learns from a few real images, from pairs made of them, or from both, and notes how near those lie', async () => {
    const use = (of: string) => withProcedure({ id: 'pairsOfFew', pairs: { ...pairs, use: of } });
    const [real, synthetic, both] = [await doRun(use('real')), await doRun(use('synthetic')), await doRun(use('both'))];
    expect(real.run.noted).toEqual({});
    expect(synthetic.run.noted!.nearestSource).toBeGreaterThan(0);
    expect(both.run.noted).toEqual(synthetic.run.noted);
    expect(synthetic.parameters).not.toEqual(real.parameters);
    expect(both.parameters).not.toEqual(synthetic.parameters);
    expect((await doRun(use('both'))).parameters).toEqual(both.parameters);
    const many = withProcedure({ id: 'pairsOfFew', pairs: { ...pairs, use: 'real', images: 9 } });
    await expect(doRun(many)).rejects.toThrow('asks for images of 9 training patients');
  });
});
