import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalText } from '../../src/runs/canonicalText.js';
import { canonicalJson } from '../../src/runs/index.js';

it('canonicalText(value) is the text of canonicalJson, whatever the value and the order of its keys', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalText(value)).toBe(canonicalJson(value));
    }),
  ));

it('canonicalText(value) leaves the value as it is', () => {
  const value = { b: [{ d: 1, c: 2 }], a: null };
  expect(canonicalText(value)).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(Object.keys(value)).toEqual(['b', 'a']);
});
