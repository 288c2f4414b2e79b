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
import { relaxedTriangle, type MaskDistance } from '../../src/theory/softMasks/softLabelDistances.js';
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

describe('relaxedTriangle(distance, factor)', () => {
  // 1 between different masks, but 1/4 between z and any other: every detour by way of z, and no other, is too short.
  const shortBy =
    (z: readonly number[]): MaskDistance =>
    (x, y) => {
      const isZ = (mask: typeof x) => mask.length === z.length && mask.every((value, i) => value.equals(z[i] ?? -1));
      if (x.every((value, i) => value.equals(y[i] ?? -1))) return rational(0);
      return isZ(x) || isZ(y) ? rational(1, 4) : rational(1);
    };
  // Sixths cannot be told by whole numbers; the corners of each grid lie at even and at odd places.
  it.each([
    [[0, 0]],
    [[0, 1]],
    [[1, 0]],
    [[1, 1]],
    [[0, 0, 1]],
    [[1, 1, 1]],
    [[0, 1, 0, 1]],
    [[1, 1, 1, 1]],
    [[0, 1, 1, 0]],
    [[1, 0, 0, 0]],
  ])('refuses a distance with a shortcut by way of %j alone', (z) =>
    expect(relaxedTriangle(shortBy(z), rational(1)).holds).toBe(false),
  );
  it('takes the distance without one', () => expect(relaxedTriangle(shortBy([]), rational(1)).holds).toBe(true));
});
