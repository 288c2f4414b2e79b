import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Interval, interval, Rational, rational } from '../../src/rigor/index.js';
import { finiteFloat } from './floats.js';

const RUNS = { numRuns: 2000, seed: 21 };
const sorted = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a]);
/** An interval, perhaps unbounded, and a rational number inside it: one of its ends or a point between them. */
const intervalWithMember = fc
  .tuple(finiteFloat, finiteFloat, fc.integer({ min: 0, max: 7 }), fc.constantFrom('bounded', 'below', 'above'))
  .map(([a, b, eighths, kind]) => {
    const [lower, upper] = sorted(a, b);
    const member = Rational.fromFloat(lower)
      .multiply(7 - eighths)
      .add(Rational.fromFloat(upper).multiply(eighths))
      .divide(7);
    return { x: new Interval(kind === 'below' ? -Infinity : lower, kind === 'above' ? Infinity : upper), member };
  });

describe('Interval', () => {
  const operations = { add: 'add', subtract: 'subtract', multiply: 'multiply', divide: 'divide' } as const;
  for (const name of Object.values(operations)) {
    it(`x.${name}(y) contains ${name} of every member of x and y`, () => {
      fc.assert(
        fc.property(
          intervalWithMember,
          intervalWithMember,
          (a, b) => (name === 'divide' && b.member.sign() === 0) || a.x[name](b.x).contains(a.member[name](b.member)),
        ),
        RUNS,
      );
    });
  }
  it('square, abs and negate contain the image of every member', () => {
    fc.assert(
      fc.property(
        intervalWithMember,
        ({ x, member }) =>
          x.square().contains(member.multiply(member)) &&
          x.abs().contains(member.abs()) &&
          x.negate().contains(member.negate()),
      ),
      RUNS,
    );
  });
  it('sqrt squared contains the member', () => {
    fc.assert(
      fc.property(intervalWithMember, ({ x, member }) => member.sign() < 0 || x.sqrt().square().contains(member)),
      RUNS,
    );
  });
  it('square is never negative, though a product of an interval with itself may be', () => {
    expect(interval(-1, 2).square().lower).toBe(0);
    expect(interval(-1, 2).multiply(interval(-1, 2)).lower).toBeLessThan(0);
  });
  it('from(p/q) contains p/q and is one float where p/q is one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }), (p, q) =>
        Interval.from(rational(p, q)).contains(rational(p, q)),
      ),
      RUNS,
    );
    expect(Interval.from(rational(3, 4)).width()).toBe(0);
  });
  it('dividing by an interval that holds zero inside is unbounded on both sides', () =>
    expect(interval(1).divide(interval(-1, 1)).toString()).toBe('[-Infinity, Infinity]'));
  it('dividing a positive interval by [0, u] is bounded below', () => {
    const quotient = interval(1, 2).divide(interval(0, 4));
    expect(quotient.contains(rational(1, 4))).toBe(true);
    expect(quotient.lower).toBeGreaterThan(0.2499);
    expect(quotient.upper).toBe(Infinity);
  });
  it('an infinite end times zero is zero: the end is no member', () =>
    expect(interval(0).multiply(interval(1, Infinity)).toString()).toBe('[0, 0]'));
  it('intersect of disjoint intervals is undefined; hull spans both', () => {
    expect(interval(0, 1).intersect(interval(2, 3))).toBeUndefined();
    expect(interval(0, 1).hull(interval(2, 3)).toString()).toBe('[0, 3]');
  });
  it.each([
    [2, 1],
    [NaN, 1],
    [0, NaN],
    ['1', '2'],
    [null, 1],
    [0n, 1n],
  ])('refuses the ends %s and %s', (lower, upper) =>
    expect(() => new Interval(lower as never, upper as never)).toThrow('lower <= upper'),
  );
  it('refuses the square root of a negative interval', () => expect(() => interval(-2, -1).sqrt()).toThrow('not real'));
});
