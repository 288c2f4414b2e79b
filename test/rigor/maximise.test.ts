import { describe, expect, it } from 'vitest';
import { interval, maximise, type Box } from '../../src/rigor/index.js';

/** x(1 − x)/(1 + x), the difference of Dice and Jaccard by the Jaccard index; its maximum is 3 − 2√2 at √2 − 1. */
const gap = ([x]: Box) => x!.multiply(interval(1).subtract(x!)).divide(interval(1).add(x!));
const slope = ([x]: Box) => [
  interval(1)
    .subtract(x!.multiply(interval(2)))
    .subtract(x!.square())
    .divide(interval(1).add(x!).square()),
];
/** Certified without a root: m ≤ 3 − 2√2 exactly where (3 − m)² ≥ 8. */
const atMostConstant = (m: number) => (3 - m) ** 2 > 8 - 1e-15;

describe('maximise', () => {
  it('encloses 3 − 2√2 within the tolerance, with and without derivatives', () => {
    for (const [objective, tolerance] of [
      [{ enclose: gap }, 1e-5],
      [{ enclose: gap, gradient: slope }, 1e-12],
    ] as const) {
      const { lower, upper, at } = maximise(objective, [[interval(0, 1)]], { tolerance });
      expect(upper - lower).toBeLessThanOrEqual(tolerance);
      expect(lower <= 3 - 2 * Math.SQRT2 + 1e-15 && atMostConstant(lower) && !atMostConstant(upper + 1e-15)).toBe(true);
      expect(Math.abs(at[0]! - (Math.SQRT2 - 1))).toBeLessThan(3 * Math.sqrt(tolerance));
    }
  });
  it('finds a maximum on the boundary exactly', () => {
    const objective = { enclose: ([x, y]: Box) => x!.add(y!), gradient: () => [interval(1), interval(1)] };
    expect(maximise(objective, [[interval(0, 1), interval(0, 2)]])).toMatchObject({ lower: 3, upper: 3, at: [1, 2] });
  });
  it('takes the best of several boxes', () =>
    expect(
      maximise({ enclose: gap }, [[interval(0, 0.25)], [interval(0.25, 0.5)]], { tolerance: 1e-4 }).lower,
    ).toBeGreaterThan(0.17));
  it('stays rigorous when it runs out of boxes: wider, and still around the maximum', () => {
    const { lower, upper, boxes } = maximise({ enclose: gap }, [[interval(0, 1)]], { tolerance: 1e-9, maxBoxes: 20 });
    expect(boxes).toBeLessThanOrEqual(21);
    expect(lower < 3 - 2 * Math.SQRT2 && upper > 3 - 2 * Math.SQRT2 && upper - lower > 1e-9).toBe(true);
  });
  it('negative control: a wrong derivative breaks the enclosure, so the derivative does matter', () => {
    const { upper } = maximise({ enclose: gap, gradient: () => [interval(1)] }, [[interval(0, 1)]]);
    expect(upper).toBeLessThan(0.17);
  });
  it.each([
    ['boxes that are no list', { enclose: gap }, 3, 'Expected a list of boxes'],
    ['a box that is null', { enclose: gap }, [null], 'lists of intervals'],
    ['a side that is a pair of numbers', { enclose: gap }, [[[0, 1]]], 'lists of intervals'],
    ['an objective that encloses nothing', {}, [[interval(0, 1)]], 'a function `enclose`'],
    ['no objective', null, [[interval(0, 1)]], 'a function `enclose`'],
  ])('refuses %s', (_, objective, boxes, message) =>
    expect(() => maximise(objective as never, boxes as never)).toThrow(message),
  );
});
