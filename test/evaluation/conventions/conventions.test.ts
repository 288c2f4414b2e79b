import { describe, expect, it } from 'vitest';
import {
  conventionRows,
  conventions,
  conventionScore,
  dice,
  hausdorffDistance,
  lossConventionRows,
  lossConventions,
} from '../../../src/evaluation/index.js';

const grid = { shape: [3, 4], spacingMm: [3, 1] };
const none = new Uint8Array(12);
const some = Uint8Array.of(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0);
const other = Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0);
const find = (measure: string, library: RegExp) =>
  conventions.find((c) => c.measure === measure && library.test(c.library))!;

describe('conventions', () => {
  it('agree on masks that are not empty, but for the directions and the percentile of HD95', () => {
    for (const convention of conventions.filter(({ measure }) => measure === 'Dice'))
      expect(conventionScore(convention, some, other, grid)).toBe(dice(some, other));
    for (const convention of conventions.filter(({ measure }) => measure === 'HD95')) {
      const { directions, percentile } = convention;
      expect(conventionScore(convention, some, other, grid)).toBe(
        hausdorffDistance(some, other, { ...grid, directions, percentile }),
      );
    }
  });
  it('hold this package’s default as a row of each measure', () => {
    expect(conventionScore(find('Dice', /this package/), none, none, grid)).toBe(dice(none, none));
    for (const [y, p] of [
      [none, none],
      [none, some],
      [some, none],
    ] as const) {
      expect(conventionScore(find('HD95', /this package/), y, p, grid)).toBe(
        hausdorffDistance(y, p, { ...grid, percentile: 95 }),
      );
      expect(conventionScore(find('Dice', /this package/), y, p, grid)).toBe(dice(y, p));
    }
  });
  it('MONAI with a percentile turns a miss into NaN, and boundary-loss into the diagonal of the whole image', () => {
    expect(conventionScore(find('HD95', /MONAI/), some, none, grid)).toBeNaN();
    // √((3 rows · 3 mm)² + (4 columns · 1 mm)²)
    expect(conventionScore(find('HD95', /boundary-loss/), some, none, grid)).toBeCloseTo(Math.sqrt(97), 14);
    expect(conventionScore(find('Dice', /TransUNet/), none, some, grid)).toBe(1);
  });
});

describe('conventionRows()', () => {
  const rows = conventionRows();
  it('weigh the twenty images, worked by hand', () => {
    // Dice of the found images is 2·44/(81 + 54) = 88/135; ten of twenty, plus five empty ones at 1, at NaN, or at 0.
    const found = 88 / 135;
    const mean = (library: RegExp) => rows.find((row) => row.measure === 'Dice' && library.test(row.library))!.mean;
    expect(mean(/this package/)).toBeCloseTo((10 * found + 5) / 20, 14);
    expect(mean(/nnU-Net/)).toBeCloseTo((10 * found) / 15, 14);
    expect(mean(/segmentation_models/)).toBeCloseTo((10 * found) / 20, 14);
    expect(mean(/ignore_empty = true/)).toBeCloseTo((10 * found) / 13, 14);
  });
  it('a rule that leaves misses out reports no more than the found images have: the misses vanish', () => {
    for (const { measure, found, mean, leftOut, library } of rows) {
      if (measure === 'HD95' && leftOut > 0) expect(mean, library).toBeLessThanOrEqual(found);
    }
  });
  it('spread by 0.25 in mean Dice, with the same masks', () => {
    const means = rows.filter(({ measure }) => measure === 'Dice').map(({ mean }) => mean);
    expect(Math.max(...means) - Math.min(...means)).toBeCloseTo(0.25, 12);
  });
});

describe('lossConventions', () => {
  const row = (library: string) => lossConventionRows().find((r) => r.library === library)!;
  const rounded = ({ empty09, empty01, empty00 }: ReturnType<typeof row>) =>
    [empty09, empty01, empty00].map((v) => Math.round(v * 1e6) / 1e6);
  it('give what the libraries’ own code gave on an empty image of 16 pixels', () => {
    // Measured by running MONAI, segmentation_models.pytorch, the formula of Keras and nnU-Net on constant
    // probabilities 0.9, 0.1 and 0.
    expect(rounded(row('MONAI (default)'))).toEqual([0.999999, 0.999994, 0]);
    expect(rounded(row('MONAI, smooth_nr = 0'))).toEqual([1, 1, 1]);
    expect(rounded(row('segmentation_models.pytorch'))).toEqual([0, 0, 0]);
    expect(rounded(row('Keras'))).toEqual([1, 1, 1]);
    expect(rounded(row('nnU-Net, smooth = 1')).map((v) => v.toFixed(3))).toEqual(['-0.065', '-0.385', '-1.000']);
  });
  it('agree with the fractions worked by hand on the lesion: 8/21, squared 3/13, smoothed by 1: 1 − 9/13', () => {
    expect(row('Keras').lesion).toBeCloseTo(8 / 21, 6);
    expect(row('MONAI, squared_pred').lesion).toBeCloseTo(3 / 13, 5);
    expect(row('nnU-Net, smooth = 1').lesion).toBeCloseTo(-9 / 13, 12);
  });
  it('per image and per batch agree on one image and not on two', () => {
    const [image, batch] = [row('nnU-Net, smooth = 1'), row('nnU-Net, smooth = 1, batch_dice')];
    expect(image.lesion).toBe(batch.lesion);
    expect(image.batch).not.toBe(batch.batch);
    expect(lossConventions.filter(({ per }) => per === 'batch').length).toBeGreaterThan(1);
  });
});
