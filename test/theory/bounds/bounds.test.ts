import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  confusionCounts,
  dice,
  jaccard,
  masksWithCounts,
  measure,
  parseMeasure,
  precision,
  recall,
  tversky,
  weightedHamming,
  type Measure,
} from '../../../src/overlap/index.js';
import { Interval, interval, Rational, rational } from '../../../src/rigor/index.js';
import {
  absoluteFromFactor,
  bounds,
  largestExcess,
  tverskyFactor,
  type Bounds,
  type Witness,
} from '../../../src/theory/index.js';

const exactError = (a: Measure, b: Measure, { absolute: { witness } }: Bounds) =>
  a.exact(witness).subtract(b.exact(witness)).abs();

/** Whether the errors of a family's members grow, each a thousandfold at least. */
const growing = (members: readonly Witness[]) =>
  members.every(
    ({ error }, i) => i === 0 || (error as Rational).greaterThan((members[i - 1]!.error as Rational).multiply(1000)),
  );

describe('bounds(a, b)', () => {
  it('the witness attains the lower end: its exact error, rounded down, is `lower`', () => {
    for (const [a, b] of [
      [dice, jaccard],
      [tversky({ alpha: 0.3, beta: 0.7 }), dice],
      [accuracy, dice],
      [precision, recall],
    ] as const) {
      const result = bounds(a, b);
      expect(exactError(a, b, result).equals(result.absolute.witness.error as Rational)).toBe(true);
      expect(Interval.from(exactError(a, b, result)).lower).toBe(result.absolute.lower);
    }
  });
  it('a small witness can be made into masks that show the error', () => {
    const { absolute } = bounds(dice, jaccard);
    const { reference, prediction } = masksWithCounts(absolute.witness);
    const counts = confusionCounts(reference, prediction);
    expect(dice.exact(counts).subtract(jaccard.exact(counts)).toString()).toBe(String(absolute.witness.error));
  });
  it('no pair of masks exceeds the upper ends', () => {
    const pairs = [
      [dice, jaccard],
      [tversky({ alpha: 2, beta: '1/3' }), jaccard],
      [tversky({ alpha: 0, beta: 1 }), dice],
      [accuracy, weightedHamming(0.5)],
    ] as const;
    const results = pairs.map(([a, b]) => bounds(a, b));
    const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10 ** 6 }));
    fc.assert(
      fc.property(count, count, count, count, (tp, fp, fn, tn) =>
        pairs.every(([a, b], i) => {
          const [x, y] = [a({ tp, fp, fn, tn }), b({ tp, fp, fn, tn })];
          if (Number.isNaN(x) || Number.isNaN(y)) return true;
          const { absolute, relative } = results[i]!;
          const factor = x === y ? 1 : Math.max(x / y, y / x);
          return Math.abs(x - y) <= absolute.upper + 1e-15 && factor - 1 <= relative.upper * (1 + 1e-15) + 1e-15;
        }),
      ),
      { numRuns: 1000, seed: 7 },
    );
  });
  it('every pair of Tversky indices is enclosed within 1e-9 around the closed forms, weights from 1/1000 to 1000', () => {
    const weight = fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 9 }))
      .map(([power, digit]) => rational(digit).multiply(Rational.parse(`1e${power}`)));
    fc.assert(
      fc.property(weight, weight, weight, weight, (alpha, beta, alpha2, beta2) => {
        const { absolute, relative } = bounds(tversky({ alpha, beta }), tversky({ alpha: alpha2, beta: beta2 }));
        const factor = tverskyFactor({ alpha, beta }, { alpha: alpha2, beta: beta2 })!;
        const closed = absoluteFromFactor(factor);
        return (
          absolute.lower <= closed.upper &&
          absolute.upper >= closed.lower &&
          absolute.upper - absolute.lower <= 1e-9 &&
          interval(relative.lower, relative.upper).contains(factor.subtract(1)) &&
          relative.upper - relative.lower <= 1e-9 * Math.max(1, factor.toNumber())
        );
      }),
      { numRuns: 12, seed: 8 },
    );
  });
  it('equal measures have no error, exactly', () => {
    for (const id of ['dice', 'tversky:1,1', 'kappa', 'hamming:0.3'])
      expect(bounds(parseMeasure(id), parseMeasure(id))).toMatchObject({
        absolute: { lower: 0, upper: 0 },
        relative: { lower: 0, upper: 0 },
      });
    expect(bounds(jaccard, tversky({ alpha: 1, beta: 1 })).absolute).toMatchObject({ lower: 0, upper: 0 });
  });
  it('the order of the measures does not matter', () => {
    const [one, other] = [bounds(precision, jaccard), bounds(jaccard, precision)];
    expect(one.absolute.upper).toBeCloseTo(other.absolute.upper, 8);
    expect([one.relative.lower, other.relative.lower]).toEqual([Infinity, Infinity]);
  });
  it('an infinite relative error comes with masks on which one measure is zero and the other is not', () => {
    const { relative } = bounds(weightedHamming(0.5), dice);
    expect(relative).toMatchObject({ lower: Infinity, upper: Infinity, witness: { error: 'infinite' } });
    expect([relative.witness.a, relative.witness.b].map((x) => (x as Rational).sign())).toContain(0);
  });
  it('or with a family along which the factor grows', () => {
    const { members } = bounds(recall, dice).relative.family!;
    const errors = members.map(({ error }) => (error as Rational).toNumber());
    expect(errors[0]! < errors[1]! && errors[1]! < errors[2]! && errors[2]! > 1e5).toBe(true);
  });
  it('names the masks on which a measure is 0/0', () =>
    expect(bounds(recall, dice).undefinedWhere).toEqual(['recall: tp = fn = 0', 'dice: tp = fp = fn = 0']));
  it('weighted Hamming: 1/2 and 7/10 differ by 1/5 = |γ − γ′| · sup |recall − specificity|', () => {
    const { absolute } = bounds(weightedHamming(0.5), weightedHamming(0.7));
    expect(absolute.lower <= 0.2 && absolute.upper >= 0.2 && absolute.upper - absolute.lower <= 1e-6).toBe(true);
  });
  it('a measure without bounds has an infinite absolute error, shown by a family', () => {
    const odds = measure('odds', ({ tp, fp }, { divide }) => divide(tp, fp));
    expect(bounds(odds, dice).absolute).toMatchObject({ lower: Infinity, upper: Infinity });
    expect(growing(bounds(odds, dice).absolute.family!.members)).toBe(true);
  });
  it('a pole between masks, where a denominator changes sign, is found and shown by a family', () => {
    const pole = measure('pole', ({ tp, fp }, { subtract, divide }) => divide(tp, subtract(tp, fp)));
    const { absolute } = bounds(pole, dice);
    expect(absolute).toMatchObject({ lower: Infinity, upper: Infinity });
    expect(growing(absolute.family!.members)).toBe(true);
    expect(absolute.family!.members.every(({ tp, fp, error }) => tp !== fp && (error as Rational).greaterThan(1))).toBe(
      true,
    );
  });
  it('a denominator that changes sign only where the numerator does is no pole: 1 in disguise', () => {
    const disguised = measure('one', ({ tp, fp, fn }, { subtract, add, multiply, divide }) =>
      divide(multiply(subtract(tp, fp), add(tp, fn)), multiply(subtract(tp, fp), add(tp, fn))),
    );
    expect(bounds(disguised, dice).absolute.upper).toBe(1);
  });
  it('a family counts only masks on which both measures are defined: the Kulczynski index against Dice', () => {
    const kulczynski = measure('kulczynski', ({ tp, fp, fn }, { of, add, divide }) =>
      divide(add(divide(tp, add(tp, fp)), divide(tp, add(tp, fn))), of(2)),
    );
    const { absolute, relative } = bounds(kulczynski, dice);
    // With recall 1 and precision p it is (1 + p)/2 against 2p/(1 + p): as p goes to 0 the difference goes to 1/2 and
    // the ratio beyond all bounds.
    expect(absolute.lower <= 0.5 && absolute.upper >= 0.5 && absolute.upper - absolute.lower <= 1e-6).toBe(true);
    expect(relative.lower).toBe(Infinity);
    expect(relative.family!.members).toHaveLength(3);
    expect(growing(relative.family!.members)).toBe(true);
  });
  it('measures that are constant, or zero everywhere, have their plain errors', () => {
    const constant = (value: number) => measure(`constant-${value}`, (_, { of }) => of(value));
    expect(bounds(constant(0), constant(0))).toMatchObject({
      absolute: { lower: 0, upper: 0 },
      relative: { lower: 0, upper: 0 },
    });
    expect(bounds(constant(2), constant(3))).toMatchObject({
      absolute: { lower: 1, upper: 1 },
      relative: { upper: 0.5 },
    });
    expect(bounds(constant(0), dice)).toMatchObject({
      absolute: { lower: 1, upper: 1 },
      relative: { lower: Infinity },
    });
  });
  it('weights at the end of the floats still give a true enclosure', () => {
    const { absolute, relative } = bounds(
      tversky({ alpha: '1e308', beta: '1e-308' }),
      tversky({ alpha: '1e-308', beta: '1e308' }),
    );
    expect(absolute.lower <= 1 && absolute.upper >= 1 && absolute.upper - absolute.lower <= 1e-9).toBe(true);
    expect(relative).toMatchObject({ lower: Number.MAX_VALUE, upper: Infinity });
  });
  it('a measure that depends on the image size is refused', () => {
    const smoothed = measure('smoothed', ({ tp, fp, fn }, { of, add, multiply, divide }) =>
      divide(add(multiply(of(2), tp), of(1)), add(multiply(of(2), tp), fp, fn, of(1))),
    );
    expect(() => bounds(smoothed, dice)).toThrow('size of the image');
  });
  it('a wider tolerance stops earlier, still around the truth', () => {
    const { absolute } = bounds(dice, jaccard, { tolerance: 1e-3 });
    expect(absolute.upper - absolute.lower).toBeLessThanOrEqual(1e-3);
    expect(absolute.lower <= 3 - 2 * Math.SQRT2 && absolute.upper >= 3 - 2 * Math.SQRT2).toBe(true);
  });
  it('largestExcess is one-sided: Dice exceeds Jaccard by 3 − 2√2, Jaccard never exceeds Dice', () => {
    expect(largestExcess(dice, jaccard).upper).toBeCloseTo(3 - 2 * Math.SQRT2, 8);
    expect(largestExcess(jaccard, dice).upper).toBeLessThanOrEqual(1e-9);
  });
});

describe('weights that are far from one another', () => {
  it.each([
    ['hamming-w:1e-9', 'matthews'],
    ['hamming-w:1e-4', 'matthews'],
    ['hamming-w:1e-90', 'kappa'],
    ['hamming-w:1e9', 'kappa'],
    ['tversky:1e-90,1e90', 'kappa'],
    ['f:1e-9', 'kappa'],
  ])('%s and %s are enclosed in two seconds of the processor, and small masks stay inside', (first, second) => {
    const [a, b] = [parseMeasure(first), parseMeasure(second)];
    const start = process.cpuUsage();
    const { absolute } = bounds(a, b);
    const { user, system } = process.cpuUsage(start);
    // Half as much again for what else this process does.
    expect((user + system) / 1e6).toBeLessThan(3);
    const sizes = [0, 1, 2, 7, 1e5];
    for (const tp of sizes)
      for (const fp of sizes)
        for (const fn of sizes)
          for (const tn of sizes) {
            const error = Math.abs(a({ tp, fp, fn, tn }) - b({ tp, fp, fn, tn }));
            if (!Number.isNaN(error)) expect(error).toBeLessThanOrEqual(absolute.upper + 1e-12);
          }
  });
});
