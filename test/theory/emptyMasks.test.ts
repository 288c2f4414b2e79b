import { describe, expect, it } from 'vitest';
import { emptyMasks, meanDiceOfSlices } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(emptyMasks);

describe('meanDiceOfSlices(emptySlices, convention)', () => {
  it('is the convention’s more than the data’s where nine of ten slices are empty', () => {
    expect(([1, 0, 'skip'] as const).map((convention) => `${meanDiceOfSlices(9, convention)}`)).toEqual([
      '19/20',
      '1/20',
      '1/2',
    ]);
  });
  it('does not depend on the convention without empty slices', () => {
    expect(([1, 0, 'skip'] as const).map((convention) => `${meanDiceOfSlices(0, convention)}`)).toEqual([
      '1/2',
      '1/2',
      '1/2',
    ]);
  });
});
