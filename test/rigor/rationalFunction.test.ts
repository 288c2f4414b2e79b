import { describe, expect, it } from 'vitest';
import { interval, Polynomial, Rational, rational, root, RationalFunction, variable } from '../../src/rigor/index.js';

const [x, y] = [variable('x'), variable('y')];

describe('Polynomial and RationalFunction', () => {
  it('(x + y)² = x² + 2xy + y²', () =>
    expect(
      x
        .add(y)
        .square()
        .equals(x.square().add(x.multiply(y).multiply(2)).add(y.square())),
    ).toBe(true));
  it('a perturbed identity fails', () =>
    expect(
      x
        .add(y)
        .square()
        .equals(
          x
            .square()
            .add(x.multiply(y).multiply(rational(2000001, 1000000)))
            .add(y.square()),
        ),
    ).toBe(false));
  it('(x² − y²)/(x − y) = x + y though the common factor is not cancelled', () =>
    expect(x.square().subtract(y.square()).divide(x.subtract(y)).equals(x.add(y))).toBe(true));
  it('root(2)² = 2, (√2 − 1)(√2 + 1) = 1, and root(2) is no rational near it', () => {
    expect(root(2).square().equals(2)).toBe(true);
    expect(root(2).subtract(1).multiply(root(2).add(1)).equals(1)).toBe(true);
    expect(root(2).equals(rational(99, 70))).toBe(false);
  });
  it('roots of equal numbers are equal: √8 = 2√2, √6 = √2·√3, √4 = 2, √1 = 1', () => {
    expect(root(8).equals(root(2).multiply(2))).toBe(true);
    expect(root(6).equals(root(2).multiply(root(3)))).toBe(true);
    expect(root(4).equals(2)).toBe(true);
    expect(root(1).equals(1)).toBe(true);
    expect(root(72).equals(root(2).multiply(6))).toBe(true);
    expect(root(8).equals(root(2).multiply(3))).toBe(false);
    expect(root(2).equals(root(3))).toBe(false);
  });
  it('root refuses a fraction, zero and what is negative', () => {
    for (const wrong of [1.5, 0, -2, NaN]) expect(() => root(wrong)).toThrow('Expected a positive integer');
  });
  it('d/dx x/(1 + x) = 1/(1 + x)²', () =>
    expect(
      x
        .divide(x.add(1))
        .derivative('x')
        .equals(RationalFunction.from(1).divide(x.add(1).square())),
    ).toBe(true));
  it('evaluate is exact', () =>
    expect(
      x
        .divide(x.add(y))
        .evaluate({ x: 1, y: rational(1, 2) })
        .toString(),
    ).toBe('2/3'));
  it('common powers cancel', () => expect(x.multiply(y).divide(x.square()).toString()).toBe(y.divide(x).toString()));
  it('substitute puts a polynomial in the place of a variable', () => {
    const p = x.square().subtract(1).numerator;
    expect(
      p
        .substitute({ x: Polynomial.variable('y').add(Polynomial.constant(1)) })
        .equals(y.square().add(y.multiply(2)).numerator),
    ).toBe(true);
  });
  it('enclose contains the exact value at the corners', () => {
    const p = x.square().multiply(3).subtract(x.multiply(y)).numerator;
    const range = p.enclose({ x: interval(0.1, 0.7), y: interval(-1, 2) });
    for (const a of [0.1, 0.7])
      for (const b of [-1, 2]) expect(range.contains(p.evaluate({ x: Rational.fromFloat(a), y: b }))).toBe(true);
  });
  it('division by the zero polynomial is refused', () =>
    expect(() => x.divide(x.subtract(x))).toThrow('zero polynomial'));
});
