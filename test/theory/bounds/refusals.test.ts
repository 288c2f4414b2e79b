import { expect, it } from 'vitest';
import { dice } from '../../../src/overlap/index.js';
import { bounds } from '../../../src/theory/index.js';

it.each([undefined, null, 'jaccard', 3, {}])('bounds refuses %s in the place of a measure, in a sentence', (odd) => {
  expect(() => bounds(dice, odd as never)).toThrow(/bounds takes two measures, such as dice or parseMeasure/);
  expect(() => bounds(odd as never, dice)).toThrow(RangeError);
});
