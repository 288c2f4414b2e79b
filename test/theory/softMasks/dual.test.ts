import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { duals, gradient } from '../../../src/theory/softMasks/dual.js';

describe('gradient(f, point)', () => {
  it('is exact through a product and a quotient: x²/y at (3, 2) has 2x/y and −x²/y²', () => {
    const slopes = gradient(([x, y]) => duals.divide(duals.multiply(x!, x!), y!), [rational(3), rational(2)]);
    expect(slopes.map(String)).toEqual(['3', '-9/4']);
  });
  it('is 0 for a constant', () => expect(gradient(() => duals.of(5), [rational(1)]).map(String)).toEqual(['0']));
  it('refuses a root, whose slope is no fraction', () => expect(() => duals.sqrt(duals.of(4))).toThrow(RangeError));
});
