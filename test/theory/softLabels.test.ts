import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import {
  diceSemimetric1,
  diceSemimetric2,
  jaccardMetric1,
  jaccardMetric2,
  plainSoftDice,
  softLabels,
} from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(softLabels);

const tenths = (...values: number[]) => values.map((value) => rational(value, 10));

describe('the distances of soft masks', () => {
  // Worked by hand: ‖x‖ = 1.6, ‖y‖ = 2.2, ‖x − y‖ = .8, ⟨x, y⟩ = 1.1.
  const [x, y] = [tenths(8, 5, 3, 0, 0), tenths(9, 4, 6, 2, 1)];
  it.each([
    [jaccardMetric1, '8/23'],
    [jaccardMetric2, '8/19'],
    [diceSemimetric1, '4/19'],
    [diceSemimetric2, '4/15'],
  ] as const)('%o is %s at the worked example', (distance, value) => {
    expect(`${distance(x, y)}`).toBe(value);
  });
  it.each([jaccardMetric1, jaccardMetric2, diceSemimetric1, diceSemimetric2])(
    '%o is 0 at x = y, symmetric, and 1 for disjoint masks',
    (distance) => {
      expect(
        [distance(x, x), distance(tenths(0), tenths(0)), distance(tenths(10, 0), tenths(0, 10))].map(String),
      ).toEqual(['0', '0', '1']);
      expect(distance(x, y).equals(distance(y, x))).toBe(true);
    },
  );
  it('plain soft Dice is not 0 at x = y where the label is soft', () =>
    expect(`${plainSoftDice(tenths(5), tenths(5))}`).toBe('1/2'));
});
