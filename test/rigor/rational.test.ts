import fc from 'fast-check';
import { fraction } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { Rational, rational } from '../../src/rigor/index.js';
import { finiteFloat } from './floats.js';

const RUNS = { numRuns: 1000, seed: 22 };
const part = fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n });
const anyRational = fc
  .tuple(
    part,
    part.filter((d) => d !== 0n),
  )
  .map(([n, d]) => rational(n, d));
/** The same number in mathjs, an independent implementation of exact fractions. */
const oracle = (x: Rational) => fraction(x.numerator, x.denominator);
const same = (x: Rational, y: ReturnType<typeof oracle>) => x.numerator === y.s * y.n && x.denominator === y.d;

describe('Rational', () => {
  it('is in lowest terms with a positive denominator', () => {
    expect(rational(6, -4).toString()).toBe('-3/2');
    expect(rational(0, -7).toString()).toBe('0');
  });
  it('a + b, a − b, a · b and a / b agree with the fractions of mathjs', () => {
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => {
        const [x, y] = [oracle(a), oracle(b)];
        return (
          same(a.add(b), x.add(y)) &&
          same(a.subtract(b), x.sub(y)) &&
          same(a.multiply(b), x.mul(y)) &&
          (b.sign() === 0 || same(a.divide(b), x.div(y)))
        );
      }),
      RUNS,
    );
  });
  it('compare agrees with mathjs', () =>
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => a.compare(b) === Math.sign(oracle(a).compare(oracle(b)))),
      RUNS,
    ));
  it('fromFloat(x).toNumber() is x for every finite float, subnormals included', () =>
    fc.assert(
      fc.property(finiteFloat, (x) => Rational.fromFloat(x).toNumber() === x),
      RUNS,
    ));
  it('toNumber is the nearest float: no float is closer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 200n }), fc.bigInt({ min: 1n, max: 2n ** 200n }), (n, d) => {
        const x = rational(n, d);
        const nearest = x.toNumber();
        const ulp = 2 ** (Math.floor(Math.log2(nearest)) - 51);
        const error = x.subtract(Rational.fromFloat(nearest)).abs();
        return [nearest - ulp / 2, nearest + ulp / 2].every((other) =>
          error.atMost(x.subtract(Rational.fromFloat(other)).abs()),
        );
      }),
      RUNS,
    );
  });
  it('toNumber rounds ties to even', () => {
    expect(rational(2n ** 53n + 1n).toNumber()).toBe(2 ** 53);
    expect(rational(2n ** 53n + 3n).toNumber()).toBe(2 ** 53 + 4);
    expect(rational(1n, 2n ** 1075n).toNumber()).toBe(0);
    expect(rational(3n, 2n ** 1075n).toNumber()).toBe(2 ** -1073);
  });
  it('toNumber overflows to Infinity and underflows to zero', () => {
    expect(rational(10n ** 400n).toNumber()).toBe(Infinity);
    expect(rational(-(10n ** 400n)).toNumber()).toBe(-Infinity);
    expect(Math.abs(rational(1n, 10n ** 400n).toNumber())).toBe(0);
  });
  it.each([
    ['3', '3'],
    ['-3/6', '-1/2'],
    ['0.3', '3/10'],
    ['1e-3', '1/1000'],
    ['.5', '1/2'],
    ['2.50e2', '250'],
  ])("parse('%s') is %s", (text, value) => expect(Rational.parse(text).toString()).toBe(value));
  it.each(['', '.', 'abc', '1/2/3', '0x10', 'NaN', 'Infinity'])("parse('%s') is refused", (text) =>
    expect(() => Rational.parse(text)).toThrow(RangeError),
  );
  it('fromFloat(0.1) is the binary number, not one tenth', () =>
    expect(Rational.fromFloat(0.1).equals(Rational.parse('0.1'))).toBe(false));
  it('refuses a float where an integer is meant', () => expect(() => rational(1).add(0.5)).toThrow('Rational.parse'));
  it('refuses a zero denominator and division by zero', () => {
    expect(() => rational(1, 0)).toThrow('denominator');
    expect(() => rational(1).divide(0)).toThrow('zero');
  });
  it('toDecimal cuts the expansion', () =>
    expect([rational(2, 3).toDecimal(4), rational(-1, 8).toDecimal(2), rational(7).toDecimal(0)]).toEqual([
      '0.6666',
      '-0.12',
      '7',
    ]));
});
