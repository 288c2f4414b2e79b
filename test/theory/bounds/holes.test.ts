import { describe, expect, it } from 'vitest';
import { dice, measure, parseMeasure, type Measure } from '../../../src/overlap/index.js';
import { interval, maximise, Polynomial, Rational, type Box } from '../../../src/rigor/index.js';
import { bounds, largestExcess } from '../../../src/theory/index.js';
import { attained } from '../../../src/theory/bounds/attained.js';
import { boxPolynomial } from '../../../src/theory/bounds/boxFunctions.js';
import { formula } from '../../../src/theory/bounds/radicals.js';
import { directionalSign, regions } from '../../../src/theory/bounds/regions.js';

/* Places at which an enclosure, or what is said beside it, was false. */

const quotient = (id: string, weight: number, over: 'tp' | 'both'): Measure =>
  measure(id, ({ tp, fp }, { of, add, subtract, multiply, divide }) =>
    divide(over === 'tp' ? tp : add(tp, fp), subtract(multiply(of(weight), fp), tp)),
  );
const informedness = measure('informedness', ({ tp, fp, fn, tn }, { of, add, subtract, divide }) =>
  subtract(add(divide(tp, add(tp, fn)), divide(tn, add(tn, fp))), of(1)),
);
const stretched = measure('stretched', (counts, arithmetic) => {
  const { add, multiply, divide, sqrt } = arithmetic;
  const { tp, fp, fn, tn } = counts;
  const n = add(tp, fp, fn, tn);
  return multiply(informedness.over(counts, arithmetic), sqrt(divide(add(n, fp), n)));
});

describe('a pole inside', () => {
  const c = (x: number) => interval(x);
  const enclose = ([x]: Box) => c(-1).divide(x!.subtract(c(0.3)));
  const gradient = ([x]: Box) => [c(1).divide(x!.subtract(c(0.3)).square())];
  it('−1/(x − 0.3) on [0, 1] has no finite bound, although its derivative keeps its sign', () => {
    const { lower, upper } = maximise({ enclose, gradient }, [[interval(0, 1)]], { maxBoxes: 2000 });
    expect(upper).toBe(Infinity);
    expect(lower).toBeGreaterThan(100);
  });
  it('left of it, where there is none, the derivative still finds the end at once', () => {
    const { lower, upper, boxes } = maximise({ enclose, gradient }, [[interval(0, 0.25)]]);
    expect([lower, upper].map((end) => end.toFixed(9))).toEqual(['20.000000000', '20.000000000']);
    expect(boxes).toBe(1);
  });
  it.each([
    ['tp/(10fp − tp) against dice', quotient('k10', 10, 'tp'), dice],
    ['tp/(7fp − tp) against (tp + fp)/(7fp − tp)', quotient('a7', 7, 'tp'), quotient('b7', 7, 'both')],
    ['tp/(1000fp − tp) against dice', quotient('k1000', 1000, 'tp'), dice],
  ])('%s: infinite', (_, a, b) => {
    const { absolute } = bounds(a, b);
    expect([absolute.lower, absolute.upper]).toEqual([Infinity, Infinity]);
    expect(absolute.family!.members.length).toBeGreaterThan(1);
    expect(largestExcess(a, b).upper).toBe(Infinity);
  });
  it('is told among the places at which the measure is undefined', () => {
    expect(bounds(quotient('k10', 10, 'tp'), dice).undefinedWhere).toEqual([
      'k10: tp = fp = 0',
      'k10: 10·fp − tp = 0',
      'dice: tp = fp = fn = 0',
    ]);
  });
  it('no proof of monotonicity is taken from a denominator whose sign changes', () => {
    const axis = new Map([['tp', Rational.of(1)]]);
    expect(directionalSign(formula(quotient('k10', 10, 'tp')), axis)).toBeUndefined();
    expect(directionalSign(formula(dice), axis)).toBe(1);
    expect(
      directionalSign(formula(measure('minus', ({ tp, fp }, A) => A.divide(A.subtract(fp, fp), A.add(tp, fp)))), axis),
    ).toBe(0);
  });
  it('a ray that raises several counts at once is followed to no face', () => {
    // tp·fp/(tp² + fp² + fn·tn) is largest where tp and fp grow together, and 0 where one of them grows alone.
    const bump = measure('bump', ({ tp, fp, fn, tn }, { add, multiply, divide }) =>
      divide(multiply(tp, fp), add(multiply(tp, tp), multiply(fp, fp), multiply(fn, tn))),
    );
    const zero = measure('zero', ({ tp, fp, fn, tn }, { add, subtract, divide }) =>
      divide(subtract(tp, tp), add(tp, fp, fn, tn)),
    );
    const { lower, upper } = largestExcess(bump, zero);
    expect(lower).toBeGreaterThan(0.49);
    expect(upper).toBeLessThan(0.51);
    for (const { gone } of regions(formula(bump), ['tp', 'fp', 'fn', 'tn'], []))
      expect(gone.filter(({ name, to }) => to === 'infinity' && (name === 'tp' || name === 'fp'))).toEqual([]);
  });
});

describe('an upper end that masks exceed', () => {
  const place = {
    region: { free: ['tp', 'fp', 'fn', 'tn'], gone: [] },
    chart: { order: ['tp', 'fp', 'fn', 'tn'], powers: [[0], [0], [0], [0]] },
    at: [0.5],
  } as unknown as Parameters<typeof attained>[0];
  const evaluate: Parameters<typeof attained>[3] = (counts) => ({
    ...counts,
    a: Rational.of(1),
    b: Rational.of(0),
    error: Rational.of(1),
  });
  it('throws, and is not raised in silence', () => {
    expect(() => attained(place, 0.5, 1e-9, evaluate)).toThrow('exceeds the upper bound');
    expect(attained(place, 1, 1e-9, evaluate)).toMatchObject({ lower: 1, upper: 1 });
  });
});

describe('a sign that is not decided', () => {
  it('is no sign: informedness against a stretched one gives √2 − 1 in either order', () => {
    for (const [a, b] of [
      [informedness, stretched],
      [stretched, informedness],
    ] as const) {
      const { relative } = bounds(a, b, { maxBoxes: 20_000 });
      expect(relative.lower).toBeGreaterThan(Math.SQRT2 - 1 - 1e-6);
      expect(relative.upper).toBeLessThan(Math.SQRT2 - 1 + 1e-6);
    }
  });
  it('kappa and matthews: the witness is a pair of masks on which neither is 0', () => {
    for (const [a, b] of [
      ['kappa', 'matthews'],
      ['matthews', 'kappa'],
    ] as const) {
      const { relative } = bounds(parseMeasure(a), parseMeasure(b), { maxBoxes: 20_000 });
      const { tp, fp, fn, tn } = relative.witness;
      expect(tp * tn).not.toBe(fp * fn);
    }
  });
});

describe('small holes', () => {
  it('a box without end is refused, with what to do', () => {
    expect(() => maximise({ enclose: ([x]) => x! }, [[interval(0, Infinity)]])).toThrow('finite ends');
  });
  it('a pole beside which a root is not real is explained', () => {
    const hidden = measure('hidden', ({ tp, fp }, { add, subtract, multiply, divide, sqrt }) =>
      divide(tp, multiply(add(tp, fp), sqrt(subtract(multiply(tp, fp), add(multiply(tp, tp), multiply(fp, fp)))))),
    );
    expect(() => bounds(hidden, hidden)).toThrow(RangeError);
  });
  it('a coefficient too small for a float keeps its sign', () => {
    const p = Polynomial.variable('x').scale(Rational.parse('-1e-400'));
    const { lower, upper } = boxPolynomial(p, ['x'])([interval(0.5, 1)]);
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThanOrEqual(0);
    // At (1e300, 0) the value is −1e-100; the second term keeps x from being taken out as a common factor.
    const mixed = boxPolynomial(p.add(Polynomial.variable('y')), ['x', 'y'])([interval(1e200, 1e300), interval(0)]);
    expect(mixed.lower).toBeLessThanOrEqual(-1e-100);
  });
});
