import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure, parseMeasure, type Counts } from '../../../src/overlap/index.js';
import { interval, Interval, Rational, rational, variable } from '../../../src/rigor/index.js';
import { boxPolynomial } from '../../../src/theory/bounds/boxFunctions.js';
import { charts } from '../../../src/theory/bounds/charts.js';
import { COUNT_NAMES, formula, symbols } from '../../../src/theory/bounds/radicals.js';
import { regions } from '../../../src/theory/bounds/regions.js';
import { supremumSearch } from '../../../src/theory/bounds/supremum.js';

const side = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([a, b, sevenths]) => {
    const [lower, upper] = a <= b ? [a, b] : [b, a];
    const inside = Rational.fromFloat(lower)
      .multiply(7 - sevenths)
      .add(Rational.fromFloat(upper).multiply(sevenths))
      .divide(7);
    return { box: interval(lower, upper), inside };
  });

/** The same in thousandths: short fractions keep the exact side fast. */
const coarseSide = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 6 }))
  .map(([a, width, sevenths]) => ({
    box: interval(Math.max(0, a - width) / 1000 - (a > width ? 1e-12 : 0), Math.min(1, (a + width) / 1000 + 1e-12)),
    inside: rational(Math.max(0, a - width) * (7 - sevenths) + Math.min(1000, a + width) * sevenths, 7000),
  }));

describe('boxPolynomial', () => {
  const [x, y] = [variable('x'), variable('y')];
  const p = x
    .square()
    .multiply(y)
    .multiply(3)
    .subtract(x.multiply(y.square()).multiply(rational(1, 3)))
    .add(x.multiply(y)).numerator;
  it('holds the exact value at every point of the box', () => {
    fc.assert(
      fc.property(side, side, (a, b) =>
        boxPolynomial(p, ['x', 'y'])([a.box, b.box]).contains(p.evaluate({ x: a.inside, y: b.inside })),
      ),
      { numRuns: 500, seed: 1 },
    );
  });
  it('keeps the sign of a polynomial that changes it only where a common factor vanishes', () => {
    const q = x.multiply(y.subtract(2)).numerator;
    expect(boxPolynomial(q, ['x', 'y'])([interval(0, 1), interval(0, 1)]).upper).toBe(0);
  });
});

describe('charts', () => {
  // Its denominator vanishes in corners of a chart, so that charts are divided.
  const yuleQ = measure('yule-q', ({ tp, fp, fn, tn }, { add, subtract, multiply, divide }) =>
    divide(subtract(multiply(tp, tn), multiply(fp, fn)), add(multiply(tp, tn), multiply(fp, fn))),
  );
  const pairs = [
    [parseMeasure('dice'), parseMeasure('jaccard')],
    [parseMeasure('kappa'), parseMeasure('tversky:0.3,0.7')],
    [parseMeasure('hamming:0.3'), parseMeasure('accuracy')],
    [yuleQ, parseMeasure('kappa')],
  ] as const;
  it.each(pairs.map(([a, b]) => [a.id, b.id, a, b] as const))(
    'the objective of %s − %s holds the exact difference of the counts at every point of a box, in every chart',
    (_, __, a, b) => {
      for (const { order, powers, objective } of charts(symbols.subtract(formula(a), formula(b)), COUNT_NAMES)) {
        fc.assert(
          fc.property(coarseSide, coarseSide, coarseSide, (...sides) => {
            if (sides.some(({ inside }) => inside.sign() === 0)) return true;
            const size = (row: readonly number[]) =>
              row.reduce(
                (product, power, j) =>
                  Array<Rational>(power)
                    .fill(sides[j]!.inside)
                    .reduce((p, s) => p.multiply(s), product),
                rational(1),
              );
            const counts = Object.fromEntries(
              order.map((name, i) => [name, size(powers[i]!)]),
            ) as unknown as Counts<Rational>;
            return objective.enclose(sides.map(({ box }) => box)).contains(a.exact(counts).subtract(b.exact(counts)));
          }),
          { numRuns: 15, seed: 2 },
        );
      }
    },
  );
  it('the gradient holds the slope between two points of a box (mean value theorem), with a root too', () => {
    const [matthews, kappa] = ['matthews', 'kappa'].map(parseMeasure);
    for (const { objective, variables } of charts(
      symbols.subtract(formula(matthews!), formula(kappa!)),
      COUNT_NAMES,
    ).slice(0, 6)) {
      const [from, to] = [0.25, 0.5];
      variables.forEach((_, i) => {
        const at = (s: number) => objective.enclose(variables.map((__, j) => interval(i === j ? s : 0.375)));
        const slope = at(to)
          .subtract(at(from))
          .divide(interval(to - from));
        const gradient = objective.gradient!(
          variables.map((__, j) => (i === j ? interval(from, to) : interval(0.375))),
        )[i]!;
        expect(gradient.intersect(slope) instanceof Interval).toBe(true);
      });
    }
  });
});

describe('regions', () => {
  const freeSizes = (a: string, b: string) =>
    regions(
      symbols.subtract(formula(parseMeasure(a)), formula(parseMeasure(b))),
      COUNT_NAMES,
      [a, b].map((id) => formula(parseMeasure(id))),
    ).map(({ free }) => free.length);
  it('leave only edges to be searched for every pair of Tversky indices', () => {
    for (const [a, b] of [
      ['dice', 'jaccard'],
      ['tversky:0.3,0.7', 'dice'],
      ['tversky:5,0.1', 'tversky:0.2,3'],
    ] as const)
      expect(Math.max(...freeSizes(a, b))).toBeLessThanOrEqual(2);
  });
  it('do not change the supremum: a search over all charts without them finds the same', () => {
    const [a, b] = ['f:2', 'precision'].map((id) => formula(parseMeasure(id)));
    const sum = symbols.subtract(a!, b!);
    const options = { tolerance: 1e-4, maxBoxes: 200_000 };
    const reduced = supremumSearch(sum, [a!, b!])(options);
    const values = charts(sum, COUNT_NAMES).map(({ objective, variables }) =>
      Math.max(
        ...[0, 0.01, 0.1, 0.3, 0.6, 1].flatMap((s) =>
          [0, 0.2, 0.7, 1].map((t) => objective.enclose(variables.map((_, i) => interval(i === 0 ? s : t))).lower),
        ),
      ),
    );
    expect(Math.max(...values)).toBeLessThanOrEqual(reduced.upper);
    expect(reduced.upper - reduced.lower).toBeLessThanOrEqual(1e-4);
  });
});
