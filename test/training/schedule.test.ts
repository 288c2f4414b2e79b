import { describe, expect, it } from 'vitest';
import { SCHEDULES, type Schedule } from '../../src/training/index.js';

const factors = (schedule: Schedule, steps: number) => Array.from({ length: steps }, (_, i) => schedule(i + 1, steps));

describe('SCHEDULES.constant(step, steps)', () => {
  it('is 1 at every step', () => expect(factors(SCHEDULES.constant, 7)).toEqual(new Array(7).fill(1)));
});

describe('SCHEDULES.warmupCosine(step, steps)', () => {
  const { warmupCosine } = SCHEDULES;

  it('rises in proportion over the first twentieth of the steps, to 1', () => {
    expect(factors(warmupCosine, 80).slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(factors(warmupCosine, 400)[19]).toBe(1);
    expect(factors(warmupCosine, 400)[18]).toBe(0.95);
  });

  it('then falls as half a cosine: worked by hand for 21 steps, 2 of them warm-up', () => {
    const after = factors(warmupCosine, 21).slice(2);
    // 1/2 (1 + cos(pi (t - 1/2) / 19)) for t = 1 ... 19: the tenth stands in the middle.
    expect(after[9]).toBeCloseTo(0.5, 12);
    expect(after[0]).toBeCloseTo(0.5 * (1 + Math.cos(Math.PI / 38)), 12);
    expect(after[18]).toBeCloseTo(0.5 * (1 - Math.cos(Math.PI / 38)), 12);
    // The half cosine is a point reflection of itself.
    for (let i = 0; i < 19; i++) expect(after[i]! + after[18 - i]!).toBeCloseTo(1, 12);
  });

  it.each([1, 2, 3, 20, 21, 400, 401])('of %i steps stays in (0, 1], and never rises after the warm-up', (steps) => {
    const all = factors(warmupCosine, steps);
    expect(Math.min(...all)).toBeGreaterThan(0);
    expect(Math.max(...all)).toBeLessThanOrEqual(1);
    const fall = all.slice(Math.ceil(steps / 20));
    expect([...fall].sort((a, b) => b - a)).toEqual(fall);
  });

  it('ends settled: the last of 400 steps is less than a ten-thousandth of the peak', () => {
    expect(factors(warmupCosine, 400).at(-1)).toBeLessThan(1e-4);
    // Not by the fall alone: the mean over the training stays about one half.
    const mean = factors(warmupCosine, 400).reduce((sum, one) => sum + one, 0) / 400;
    expect(mean).toBeCloseTo(0.5, 2);
  });
});
