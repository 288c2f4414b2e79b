import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { countClasses } from '../../../src/evaluation/index.js';
import { executeRun, recipeData, runStore, storedRun, type StoredRun } from '../../../src/runs/index.js';
import { exampleCases } from '../../../src/studies/examples/exampleCases.js';
import { exampleKey, maskOf, readExamples, writeExamples } from '../../../src/studies/examples/storedExamples.js';
import { UserError } from '../../../src/userError.js';
import { image } from '../../runs/storedRun.js';
import { smallRecipe } from '../../runs/smallRecipe.js';

describe('exampleCases(run)', () => {
  it('are the images of the largest, the middle and the smallest Dice among those with a target', () => {
    const images = [
      image('a', 'p', [1, 1, 1]),
      image('b', 'p', [9, 1, 1]),
      image('c', 'q', [0, 5, 0]),
      image('d', 'q', [0, 1, 4]),
    ];
    expect(exampleCases({ images }).map(({ rank, image: { id }, dice }) => [rank, id, dice])).toEqual([
      ['best', 'b', 0.9],
      ['median', 'a', 0.5],
      ['worst', 'd', 0],
    ]);
  });

  it('are none where no image has a target', () => {
    expect(exampleCases({ images: [image('c', 'q', [0, 5, 0])] })).toEqual([]);
  });
});

describe('writeExamples(runs, store)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-examples-'));
  const path = join(folder, 'examples.jsonl');
  let run: StoredRun;
  beforeAll(async () => {
    await startEngine();
    const recipe = smallRecipe();
    const { hash } = await recipeData(recipe);
    run = storedRun(recipe, hash, 'engine', (await executeRun(recipe)).run);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('trains a network that is not stored again, and keeps masks that have the counts of the run', async () => {
    await writeExamples([run], runStore(join(folder, 'store')), path);
    const examples = readExamples(path);
    expect(examples.size).toBe(new Set(exampleCases(run).map(({ image: { id } }) => id)).size);
    const { heldOut } = await recipeData(run.recipe);
    for (const { image: stored } of exampleCases(run)) {
      const sample = heldOut.find(({ id }) => id === stored.id)!;
      const mask = maskOf(examples.get(exampleKey(run.key, stored.id))!, sample.mask.length);
      expect(countClasses(sample.mask, mask, 1, sample.valid)).toEqual(stored.counts);
    }
  });

  it('gives the same bytes again', async () => {
    const before = readFileSync(path, 'utf8');
    await writeExamples([run], runStore(join(folder, 'store')), path);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('refuses a network that does not give the counts of the run', async () => {
    const other = { ...run, images: run.images.map((one) => ({ ...one, counts: [{ tp: 1, fp: 1, fn: 1 }] })) };
    await expect(writeExamples([other], runStore(join(folder, 'store')), path)).rejects.toThrow(UserError);
  });

  it('reads nothing where there is no file', () => {
    expect(readExamples(join(folder, 'none.jsonl')).size).toBe(0);
    writeFileSync(join(folder, 'empty.jsonl'), '\n');
    expect(readExamples(join(folder, 'empty.jsonl')).size).toBe(0);
  });
});
