import { describe, expect, it } from 'vitest';
import { rational } from 'dice-workbook/rigor';
import { lovaszAndSoftJaccard, lovaszSoftJaccard } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(lovaszSoftJaccard);

describe('lovaszAndSoftJaccard(foreground, errors)', () => {
  it('is 53/120 and 16/29 at errors (.1, .6 | .6, .2, .1) of two foreground and three background pixels', () => {
    // Worked by hand: sorted errors .6, .6, .2, .1, .1; soft Jaccard 1 − 1.3/2.9.
    const { lovasz, soft } = lovaszAndSoftJaccard(
      2,
      [1, 6, 6, 2, 1].map((tenth) => rational(tenth, 10)),
    );
    expect([lovasz, soft].map(String)).toEqual(['53/120', '16/29']);
  });
  it('is 0 and 0 where the prediction is perfect, and where everything is background', () => {
    expect(Object.values(lovaszAndSoftJaccard(1, [rational(0), rational(0)])).map(String)).toEqual(['0', '0']);
    expect(Object.values(lovaszAndSoftJaccard(0, [rational(0)])).map(String)).toEqual(['0', '0']);
  });
});
