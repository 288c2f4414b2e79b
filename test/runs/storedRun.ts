import type { ImageResult } from '../../src/evaluation/index.js';
import { runKey, type Recipe, type StoredRun } from '../../src/runs/index.js';
import { smallRecipe } from './smallRecipe.js';

/** An image of one foreground class, or several, as a run stores it. */
export function image(id: string, patient: string, ...counts: [tp: number, fp: number, fn: number][]): ImageResult {
  return { id, patient, pixels: 100, counts: counts.map(([tp, fp, fn]) => ({ tp, fp, fn })) };
}

/** A run as it would be stored, made up by hand: no network was trained. */
export function madeRun(
  recipe: Partial<Recipe> = {},
  images: ImageResult[] = [image('a', 'p', [1, 0, 1])],
  rest: Partial<StoredRun> = {},
): StoredRun {
  const whole = smallRecipe(recipe);
  const { data = 'made up', code = 'revision' } = rest;
  const classes = ['background', ...(images[0]?.counts ?? []).map((_, k) => `class ${k + 1}`)];
  return {
    key: runKey(whole, data, code),
    recipe: whole,
    data,
    code,
    version: '0.0.0',
    engine: 'none 0',
    classes,
    synthetic: true,
    channels: 3,
    unit: 'image',
    history: [{ step: 2, loss: 0.5, heldOutDice: 0.5 }],
    images,
    trainingDice: 0.5,
    collapsed: [],
    ...rest,
  };
}
