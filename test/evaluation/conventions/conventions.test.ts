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
    expect(conventionScore(find('HD95', /MONAI, with a percentile/), some, none, grid)).toBeNaN();
    // √((3 rows · 3 mm)² + (4 columns · 1 mm)²)
    expect(conventionScore(find('HD95', /boundary-loss/), some, none, grid)).toBeCloseTo(Math.sqrt(97), 14);
    expect(conventionScore(find('Dice', /TransUNet/), none, some, grid)).toBe(1);
  });
});

describe('the rows that were run', () => {
  // What each library gave for the four pairs of `conventionRows`, in its order: found, both empty, false positive,
  // missed. Run with Python 3.11, torch 2.15.0, numpy 2.2.6; `version` and `command` of each row say what was run.
  const dice = 88 / 135;
  const iou = 44 / 91;
  const measured: Record<string, number[]> = {
    'Dice MONAI, ignore_empty = false': [dice, 1, 0, 0],
    'Dice MONAI (default)': [dice, NaN, NaN, 0],
    'Dice torchmetrics, segmentation': [dice, NaN, 0, 0],
    'Dice torchmetrics, classification': [dice, 0, 0, 0],
    'Dice segmentation_models.pytorch (default)': [dice, 1, 0, 0],
    'Dice segmentation_models.pytorch, micro': [dice, NaN, 0, 0],
    'Dice MedPy': [dice, 1, 0, 0],
    'Dice nnU-Net v2': [dice, NaN, 0, 0],
    'Dice surface-distance': [dice, NaN, 0, 0],
    'Dice seg-metrics': [dice, 1, 0, 0],
    'Jaccard MONAI, ignore_empty = false': [iou, 1, 0, 0],
    'Jaccard MONAI (default)': [iou, NaN, NaN, 0],
    'Jaccard torchmetrics, segmentation': [iou, NaN, 0, 0],
    'Jaccard torchmetrics, classification': [iou, 0, 0, 0],
    'Jaccard Keras, one class': [iou, 0, 0, 0],
    'Jaccard segmentation_models.pytorch (default)': [iou, 1, 0, 0],
    'Jaccard MedPy': [iou, 1, 0, 0],
    'HD95 MONAI, with a percentile': [7.599181, NaN, NaN, NaN],
    'HD95 MONAI, the maximum': [7.81025, NaN, Infinity, Infinity],
    'HD95 surface-distance': [7.211103, Infinity, Infinity, Infinity],
    'HD95 seg-metrics': [6.403124, 0, 0, 0],
    'HD95 MedPy (an error where a mask is empty)': [6.403124, NaN, NaN, NaN],
  };
  const rows = conventionRows().filter(({ known }) => known === 'ran');
  it.each(rows)('$measure of $library is what $version gave', (row) => {
    const expected = measured[`${row.measure} ${row.library}`] ?? [];
    const close = (value: number) => (Number.isFinite(value) ? expect.closeTo(value, 6) : value);
    // surface-distance weighs pieces of surface, where a row counts the edge voxels of this package.
    const found = row.library === 'surface-distance' && row.measure === 'HD95' ? 7.599181 : expected[0];
    expect([row.found, row.bothEmpty, row.falsePositive, row.missed]).toEqual(
      [found ?? NaN, ...expected.slice(1)].map(close),
    );
  });
  it('are more than those that were only read, and every row says what was run or read', () => {
    expect(rows.map(({ measure, library }) => `${measure} ${library}`).sort()).toEqual(Object.keys(measured).sort());
    expect(2 * rows.length).toBeGreaterThan(conventions.length);
    for (const { known, version, command } of [...conventions, ...lossConventions]) {
      expect(['ran', 'read', 'ours']).toContain(known);
      expect(command.length).toBeGreaterThan(3);
      if (known === 'ran') expect(version).toMatch(/ \d+\.\d+/);
    }
  });
});

describe('conventionRows()', () => {
  const rows = conventionRows();
  it('weigh the twenty images, worked by hand', () => {
    // Dice of the found images is 2·44/(81 + 54) = 88/135; ten of twenty, plus five empty ones at 1, at NaN, or at 0.
    const found = 88 / 135;
    const mean = (library: RegExp) => rows.find((row) => row.measure === 'Dice' && library.test(row.library))!.mean;
    expect(mean(/this package/)).toBeCloseTo((10 * found + 5) / 20, 14);
    expect(mean(/nnU-Net v2/)).toBeCloseTo((10 * found) / 15, 14);
    expect(mean(/torchmetrics, classification/)).toBeCloseTo((10 * found) / 20, 14);
    expect(mean(/MONAI \(default\)/)).toBeCloseTo((10 * found) / 13, 14);
  });
  it('a rule that leaves misses out reports no more than the found images have: the misses vanish', () => {
    for (const { measure, found, mean, missed, library } of rows) {
      if (measure === 'HD95' && Number.isNaN(missed)) expect(mean, library).toBeLessThanOrEqual(found);
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
    // Run: monai 1.6.1, segmentation_models_pytorch 0.6.0, keras 3.15.1, nnunetv2 2.8.1. Constant
    // probabilities 0.9, 0.1 and 0.
    expect(rounded(row('MONAI (default)'))).toEqual([0.999999, 0.999994, 0]);
    expect(rounded(row('MONAI, squared_pred'))).toEqual([0.999999, 0.999938, 0]);
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
