import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { canonicalJson, recipeOf } from '../../src/runs/index.js';
import { smallRecipe } from './smallRecipe.js';

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

describe('canonicalJson(value)', () => {
  it('writes the keys of every object in alphabetical order and lists as they are', () =>
    expect(canonicalJson({ b: 1, a: { d: [3, { z: 1, y: 2 }, 1], c: null } })).toBe(
      '{"a":{"c":null,"d":[3,{"y":2,"z":1},1]},"b":1}',
    ));

  it('gives one text for one value, whatever the order of its keys', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    ));

  it('gives back the value it was given', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));

  it('gives other texts for other lists', () => expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1])));
});

describe('a recipe', () => {
  it('is plain JSON: written and read it is the same', () => {
    const recipe = smallRecipe({ start: smallRecipe() });
    expect(recipeOf(JSON.parse(canonicalJson(recipe)))).toEqual(recipe);
  });
});
