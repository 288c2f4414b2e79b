import { describe, expect, it } from 'vitest';
import { batchAndImage, batchAndMeanDice, largestBatchGap } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(batchAndImage);

describe('batchAndMeanDice(images)', () => {
  it('pools the counts for the batch and averages the scores for the images', () => {
    const { batch, mean } = batchAndMeanDice([
      { tp: 6, fp: 0, fn: 0, tn: 0 },
      { tp: 0, fp: 1, fn: 0, tn: 5 },
    ]);
    expect([batch, mean].map(String)).toEqual(['12/13', '1/2']);
  });
  it('is the same twice for one image', () =>
    expect(Object.values(batchAndMeanDice([{ tp: 1, fp: 1, fn: 1, tn: 0 }])).map(String)).toEqual(['1/2', '1/2']));
});

describe('largestBatchGap(n, size)', () => {
  it.each([
    [Infinity, 2],
    [3, -1],
    [1.5, 2],
    [1e6, 2],
    [null, 2],
  ])('refuses batches of %s pixels and %s images, which it could not try', (n, size) =>
    expect(() => largestBatchGap(n as never, size)).toThrow('Expected whole numbers'),
  );
  it('grows with the number of pixels towards 1/2 for two images', () => {
    expect([1, 2, 6].map((n) => `${largestBatchGap(n, 2)}`)).toEqual(['1/6', '3/10', '11/26']);
  });
});
