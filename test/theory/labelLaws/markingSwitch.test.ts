import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { gainOfMarking, markingSwitch } from 'dice-workbook/theory';

describe('gainOfMarking(certain, uncertain, p)', () => {
  it('is that of one uncertain voxel beside one certain: p + (1 − p)·2/3 against p·2/3 + (1 − p), even at p = 1/2', () => {
    expect([rational(49, 100), rational(1, 2), rational(51, 100)].map((p) => gainOfMarking(1, 1, p))).toEqual([
      -1, 0, 1,
    ]);
  });
});

describe('markingSwitch(certain, uncertain, parts)', () => {
  it('is the first hundredth above 1/2 for one voxel beside one', () =>
    expect(`${markingSwitch(1, 1, 100)}`).toBe('51/100'));
  // The limit of many voxels, √2 − 1 = .4142…, is approached from above.
  it('is 4147 ten-thousandths for 200 voxels beside 200', () =>
    expect(`${markingSwitch(200, 200, 10_000)}`).toBe('4147/10000'));
});
