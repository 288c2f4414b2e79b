import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { biasAndCalibration, calibration } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(calibration);

describe('biasAndCalibration(law)', () => {
  it('is 1/2 and 1/2 for a prediction of 1 on a fair label', () => {
    const law = ([0, 1] as const).map((y) => ({ f: rational(1), y, probability: rational(1, 2) }));
    expect(Object.values(biasAndCalibration(law)).map(String)).toEqual(['1/2', '1/2']);
  });
});
