import { expect, it } from 'vitest';
import { dice, jaccard, parseMeasure } from '../../src/overlap/index.js';
import { valueRegion } from '../../src/page/valueRegion.js';

/** Values are sorted into bins of a; an outline is as far off as a bin is wide, times its slope. */
const BIN = 1 / 160;

it('the region of Dice and Jaccard is the curve J = D/(2 − D)', () => {
  const { a, least, largest } = valueRegion(dice, jaccard);
  expect(a.length).toBe(161);
  a.forEach((d, i) => {
    expect(Math.abs(least[i]! - d / (2 - d))).toBeLessThan(2 * BIN);
    expect(Math.abs(largest[i]! - d / (2 - d))).toBeLessThan(2 * BIN);
  });
});

it('the region of precision and recall is the whole square', () => {
  const { least, largest, a } = valueRegion(parseMeasure('precision'), parseMeasure('recall'));
  const inner = a.map((_, i) => i).filter((i) => a[i]! > 0.02);
  expect(Math.max(...inner.map((i) => least[i]!))).toBeLessThan(0.02);
  expect(Math.min(...inner.map((i) => largest[i]!))).toBeGreaterThan(0.98);
});

it('every pair of counts lies within the outline', () => {
  const [a, b] = [parseMeasure('tversky:0.3,0.7'), parseMeasure('hamming:0.5')];
  const region = valueRegion(a, b);
  for (let k = 1; k < 4000; k++) {
    const counts = { tp: k % 13, fp: k % 7, fn: k % 11, tn: k % 17 };
    const [x, y] = [a(counts), b(counts)];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    const at = region.a.indexOf(Math.round(x * 160) / 160);
    expect(y).toBeGreaterThan(region.least[at]! - 0.02);
    expect(y).toBeLessThan(region.largest[at]! + 0.02);
  }
});
