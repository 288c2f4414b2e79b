import { describe, expect, it } from 'vitest';
import { canonicalJson, runKey, type Recipe } from '../../src/runs/index.js';
import { smallRecipe } from './smallRecipe.js';

const base = smallRecipe({ start: smallRecipe({}, 'crossEntropy') });
const key = (recipe: Recipe, data = 'data', code = 'code') => runKey(recipe, data, code);

/** Every place of a recipe that holds a number, a text or a truth value. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]));
}

/** The recipe with one place changed to something else of its kind. */
function changed(recipe: Recipe, path: readonly string[]): Recipe {
  const copy = JSON.parse(JSON.stringify(recipe)) as Recipe;
  let at = copy as unknown as Record<string, unknown>;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  const value = at[last];
  at[last] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`;
  return copy;
}

const named = (path: readonly string[]) => ['study', 'arm'].includes(path.at(-1) ?? '');
const all = leaves(base);

describe('runKey(recipe, dataHash, code)', () => {
  it('sees all that a recipe holds: here some twenty settings, twice', () => expect(all.length).toBeGreaterThan(40));

  it.each(all.filter((path) => !named(path)).map((path) => [path.join('.'), path] as const))(
    'changes with %s',
    (_, path) => expect(key(changed(base, path))).not.toBe(key(base)),
  );

  it.each(all.filter(named).map((path) => [path.join('.'), path] as const))('does not change with %s', (_, path) =>
    expect(key(changed(base, path))).toBe(key(base)),
  );

  it('gives every change a key of its own', () => {
    const keys = all.filter((path) => !named(path)).map((path) => key(changed(base, path)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('changes with the images, the code, and the network that it starts from', () => {
    const { start: _, ...fresh } = base;
    expect(new Set([key(base), key(base, 'other'), key(base, 'data', 'other'), key(fresh)]).size).toBe(4);
  });

  it.each([
    ['patients', (r: Recipe): Recipe => ({ ...r, split: { ...r.split, patients: 4 } })],
    [
      'the absence of clipping',
      (r: Recipe): Recipe => ({ ...r, training: { ...r.training, optimiser: { id: 'adam' } } }),
    ],
    [
      'real images',
      (r: Recipe): Recipe => ({
        ...r,
        data: { task: 'po18', multiClass: false, size: 16, set: 'po18_x', slicesPerCase: 12, invert: false },
      }),
    ],
    [
      'the order of two phases',
      (r: Recipe): Recipe => ({
        ...r,
        training: { ...r.training, phases: [...r.training.phases, ...base.start!.training.phases] },
      }),
    ],
  ])('changes with %s', (_, change) => expect(key(change(base))).not.toBe(key(base)));

  it('does not confuse data and code, and does not depend on the order of keys', () => {
    expect(key(base, 'a', 'b')).not.toBe(key(base, 'b', 'a'));
    const sorted = JSON.parse(canonicalJson(base)) as Recipe;
    expect(Object.keys(sorted)).not.toEqual(Object.keys(base));
    expect(key(sorted)).toBe(key(base));
  });
});
