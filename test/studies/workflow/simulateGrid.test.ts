import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateGrid } from '../../../src/studies/workflow/simulateGrid.js';

const runs = (...seconds: number[]) => Object.fromEntries(seconds.map((s, i) => [`k${i}`, { seconds: s }]));

describe('simulateGrid(runs, workers)', () => {
  it('of one worker takes the sum, with no tail beyond the last run', () =>
    expect(simulateGrid(runs(1, 2, 3), 1)).toEqual({ workers: 1, makespanS: 6, efficiency: 1, tailS: 0 }));

  it('of more workers than runs takes the longest', () =>
    expect(simulateGrid(runs(1, 2, 5), 10)).toEqual({ workers: 10, makespanS: 5, efficiency: 0.16, tailS: 5 }));

  it('takes runs in their order: by hand, 3 | 3 then 1 | 4 on two workers', () =>
    expect(simulateGrid(runs(3, 3, 1, 4), 2)).toEqual({ workers: 2, makespanS: 7, efficiency: 11 / 14, tailS: 3 }));

  it('lets a run wait for the one it starts from, and others go before it', () => {
    const chain = { a: { seconds: 4 }, b: { seconds: 2, start: 'a' }, c: { seconds: 1 } };
    expect(simulateGrid(chain, 2).makespanS).toBe(6);
    expect(simulateGrid(chain, 1).makespanS).toBe(7);
  });

  it('refuses runs that wait for each other', () =>
    expect(() => simulateGrid({ a: { seconds: 1, start: 'b' }, b: { seconds: 1, start: 'a' } }, 2)).toThrow(
      'wait for',
    ));

  it("stays within Graham's bounds: at least sum / workers and the longest, at most sum / workers + longest", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 20 }),
        (list, n) => {
          const { makespanS } = simulateGrid(runs(...list), n);
          const [sum, longest] = [list.reduce((a, b) => a + b, 0), Math.max(...list)];
          expect(makespanS).toBeGreaterThanOrEqual(Math.max(sum / n, longest));
          expect(makespanS).toBeLessThanOrEqual(sum / n + longest);
        },
      ),
    ));
});
