import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDown,
  addUp,
  divideDown,
  divideUp,
  multiplyDown,
  multiplyUp,
  nextDown,
  nextUp,
  Rational,
  sqrtDown,
  sqrtUp,
} from '../../src/rigor/index.js';
import { finiteFloat, neighbourAbove } from './floats.js';

const RUNS = { numRuns: 3000, seed: 20 };
const exact = Rational.fromFloat;

/** `down ≤ truth ≤ up` over the rationals, where an infinite end bounds everything on its side. */
const encloses = (down: number, truth: Rational, up: number) =>
  (down === -Infinity || (Number.isFinite(down) && exact(down).atMost(truth))) &&
  (up === Infinity || (Number.isFinite(up) && exact(up).atLeast(truth)));

describe('directed rounding', () => {
  it('nextUp(x) is the neighbour above x, or the one after it', () => {
    fc.assert(
      fc.property(finiteFloat, (x) => {
        const [first, second] = [neighbourAbove(x), neighbourAbove(neighbourAbove(x))];
        return nextUp(x) === first || nextUp(x) === second;
      }),
      RUNS,
    );
  });
  it('nextDown(x) = −nextUp(−x)', () =>
    fc.assert(
      fc.property(finiteFloat, (x) => nextDown(x) === -nextUp(-x)),
      RUNS,
    ));
  it('nextDown(Infinity) is the largest float, since a finite result may have overflowed', () => {
    expect(nextDown(Infinity)).toBe(Number.MAX_VALUE);
    expect(nextUp(-Infinity)).toBe(-Number.MAX_VALUE);
    expect(nextUp(Infinity)).toBe(Infinity);
  });
  it('addDown(a, b) <= a + b <= addUp(a, b) exactly, and both are equal where a + b is a float', () => {
    fc.assert(
      fc.property(finiteFloat, finiteFloat, (a, b) => {
        const truth = exact(a).add(exact(b));
        const nearest = truth.toNumber();
        const representable = Number.isFinite(nearest) && exact(nearest).equals(truth);
        return encloses(addDown(a, b), truth, addUp(a, b)) && (!representable || addDown(a, b) === addUp(a, b));
      }),
      RUNS,
    );
  });
  it('multiplyDown(a, b) <= a · b <= multiplyUp(a, b) exactly', () => {
    fc.assert(
      fc.property(finiteFloat, finiteFloat, (a, b) =>
        encloses(multiplyDown(a, b), exact(a).multiply(exact(b)), multiplyUp(a, b)),
      ),
      RUNS,
    );
  });
  it('divideDown(a, b) <= a / b <= divideUp(a, b) exactly', () => {
    fc.assert(
      fc.property(
        finiteFloat,
        finiteFloat.filter((b) => b !== 0),
        (a, b) => encloses(divideDown(a, b), exact(a).divide(exact(b)), divideUp(a, b)),
      ),
      RUNS,
    );
  });
  it('sqrtDown(x)² <= x <= sqrtUp(x)² exactly', () => {
    fc.assert(
      fc.property(finiteFloat.map(Math.abs), (x) => {
        const [down, up] = [exact(sqrtDown(x)), exact(sqrtUp(x))];
        return down.multiply(down).atMost(x === 0 ? 0 : exact(x)) && up.multiply(up).atLeast(x === 0 ? 0 : exact(x));
      }),
      RUNS,
    );
  });
  it.each([-1, NaN, null, true, '', '4', 4n])('sqrtDown and sqrtUp refuse %s', (x) => {
    for (const rooted of [sqrtDown, sqrtUp]) expect(() => rooted(x as never)).toThrow('a number of at least 0');
  });
  it('sqrtDown and sqrtUp agree on a perfect square', () =>
    expect([sqrtDown(9 / 4), sqrtUp(9 / 4)]).toEqual([1.5, 1.5]));
  it('rounding to nearest is not enough: 1/3 · 3 in floats lies outside no interval, but 1/10 summed ten times misses 1', () => {
    let [nearest, down, up] = [0, 0, 0];
    for (let i = 0; i < 10; i++)
      [nearest, down, up] = [nearest + divideDown(1, 10), addDown(down, divideDown(1, 10)), addUp(up, divideUp(1, 10))];
    expect(nearest).not.toBe(1);
    expect(down < 1 && up > 1).toBe(true);
  });
  it.each([-1, -Number.MIN_VALUE, NaN, -Infinity])(
    'sqrtDown(%d) and sqrtUp of it are refused, and return at once',
    (x) => {
      for (const sqrt of [sqrtDown, sqrtUp]) expect(() => sqrt(x)).toThrow('at least 0, whose root is real');
    },
  );
});
