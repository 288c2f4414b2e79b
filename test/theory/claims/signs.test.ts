import { describe, expect, it } from 'vitest';
import { exactly } from '../../../src/theory/claims/exactly.js';
import { expression } from '../../../src/theory/claims/expression.js';
import { isDefined, isNonnegative, isPositive, type Fact } from '../../../src/theory/claims/signs.js';

const facts: Fact[] = [
  ['x', false],
  ['1 - x', false],
  ['y', true],
].map(([text, strict]) => ({ value: exactly(expression(text as string)), strict: strict as boolean }));

describe('the sign of a formula where 0 ≤ x ≤ 1 and y > 0', () => {
  it.each([
    ['x*y', true, false],
    ['x + y', true, true],
    ['y^3', true, true],
    ['(x - 2)^2', true, false],
    ['(x - 2)^3', false, false],
    ['x/y', true, false],
    ['y/(1 + x)', true, true],
    ['1/(x - 1/2)', false, false],
    ['1/x', false, false],
    ['x/(1 - x)', false, false],
    ['2 - x', true, true],
    ['1 - x^2', false, false],
    ['(1 - x)*(1 + x)', true, false],
    ['y - x', false, false],
    ['-x', false, false],
    ['0', true, false],
    ['sqrt(2) - 1', true, true],
    ['1 - sqrt(2)', false, false],
    ['z', false, false],
    ['z^2', true, false],
  ])('%s: at least 0 %j, positive %j', (text, atLeast, positive) => {
    expect([isNonnegative(expression(text), facts), isPositive(expression(text), facts)]).toEqual([atLeast, positive]);
  });
  it.each([
    ['1/y', true],
    ['1/(1 + x)', true],
    ['1/x', false],
    ['1/(x - 1/2)^2', false],
    ['(1/x)^2', false],
    ['x + 1/x', false],
  ])('%s is defined everywhere: %j', (text, defined) => expect(isDefined(expression(text), facts)).toBe(defined));
});
