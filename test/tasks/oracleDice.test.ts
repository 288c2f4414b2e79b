import { expect, it } from 'vitest';
import { oracleDice } from '../../src/tasks/index.js';
import { seededRandom } from '../../src/random.js';

const draws = (...maps: number[][]) => ({ id: 'x', labelDraws: maps.map((map) => Uint8Array.from(map)) });
const dice = (a: readonly number[], b: ArrayLike<number>) => {
  const [sum, both] = a.reduce(([s, i], v, p) => [s + v + b[p]!, i + v * b[p]!], [0, 0]);
  return sum === 0 ? 1 : (2 * both) / sum;
};

it('oracleDice is 1 where readers agree, on empty masks too', () => {
  expect(oracleDice(draws([1, 1, 0], [1, 1, 0]))).toMatchObject({ dice: 1, upper: 1 });
  expect(oracleDice(draws([0, 0, 0], [0, 0, 0]))).toMatchObject({
    dice: 1,
    upper: 1,
    mask: Uint8Array.from([0, 0, 0]),
  });
});

it('oracleDice of half the readers marking a second pixel is 5/6', () => {
  // Worked by hand: the decision {1} scores 1 against {1} and 2/3 against {1, 2}; {1, 2} scores 2/3 and 1. Both have
  // mean 5/6.
  expect(oracleDice(draws([1, 0], [1, 0], [1, 1], [1, 1])).upper).toBeCloseTo(5 / 6, 12);
});

it('oracleDice counts labels that come and go as a whole: empty is best where most readers see nothing', () => {
  // Worked by hand: the empty decision scores 3/4, the full one 1/4.
  expect(oracleDice(draws([0, 0], [0, 0], [0, 0], [1, 1]))).toMatchObject({
    upper: 0.75,
    mask: Uint8Array.from([0, 0]),
  });
});

it('oracleDice is the best of all 2⁶ decisions where pixels are independent, and never above it', () => {
  // All 2⁶ label maps, each as often as independent pixels of probability 1/2 or 3/4 make it (in parts of 64 · 8 = 4³ ·
  // 2³).
  const odds = [3, 3, 3, 2, 2, 2];
  const maps: number[][] = [];
  for (let code = 0; code < 64; code++) {
    const map = odds.map((_, p) => (code >> p) & 1);
    const weight = map.reduce((product, label, p) => product * (odds[p] === 3 ? (label ? 3 : 1) : 1), 1);
    for (let copy = 0; copy < weight; copy++) maps.push(map);
  }
  const { upper } = oracleDice(draws(...maps));
  let best = 0;
  for (let code = 0; code < 64; code++) {
    const decision = odds.map((_, p) => (code >> p) & 1);
    best = Math.max(best, maps.reduce((sum, map) => sum + dice(decision, map), 0) / maps.length);
  }
  expect(upper).toBeCloseTo(best, 12);
});

it('dice ≤ upper on average: the fitted half scores itself too well', () => {
  const random = seededRandom(2);
  let [crossed, own] = [0, 0];
  for (let trial = 0; trial < 40; trial++) {
    const result = oracleDice(
      draws(...Array.from({ length: 8 }, () => Array.from({ length: 12 }, () => Number(random.uniform() < 0.4)))),
    );
    crossed += result.dice;
    own += result.upper;
  }
  expect(crossed).toBeLessThan(own);
});

it('oracleDice needs two draws', () => {
  expect(() => oracleDice(draws([1]))).toThrow(/must have at least 2 label draws, got 1/);
});

it('oracleDice leaves out what does not count', () => {
  // The second pixel alone is in doubt.
  const { labelDraws } = draws([1, 0], [1, 1], [1, 0], [1, 1]);
  expect(oracleDice({ id: 'x', labelDraws, valid: Uint8Array.of(1, 0) })).toMatchObject({
    dice: 1,
    upper: 1,
    mask: Uint8Array.of(1, 0),
  });
});
