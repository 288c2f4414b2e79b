import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregate,
  aggregateUnits,
  countedUnits,
  dice,
  jaccard,
  pairedBootstrap,
  precision,
  sensitivity,
  unitScores,
  type CountedImage,
  type UnitMeasure,
} from '../../../src/evaluation/index.js';
import { dice as diceOfCounts, masksWithCounts } from '../../../src/overlap/index.js';

const image = (id: string, patient: string, ...counts: [number, number, number][]): CountedImage => ({
  id,
  patient,
  counts: counts.map(([tp, fp, fn]) => ({ tp, fp, fn })),
});
const count = fc.integer({ min: 0, max: 6 });
const images = fc
  .array(fc.tuple(count, count, count, fc.constantFrom('p', 'q', 'r')), { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map(([tp, fp, fn, patient], k) => image(`i${k}`, patient, [tp, fp, fn])));

/** A patient of two slices, one that is missed, one that is empty with a false positive, and one empty and left empty. */
const FOUR = [
  image('a1', 'a', [8, 0, 2]),
  image('a2', 'a', [0, 2, 0]),
  image('b1', 'b', [0, 0, 5]),
  image('c1', 'c', [0, 3, 0]),
  image('d1', 'd', [0, 0, 0]),
];

describe('unitScores(images)', () => {
  it('are those of the masks, whatever the counts', () => {
    fc.assert(
      fc.property(count, count, count, (tp, fp, fn) => {
        const { reference, prediction } = masksWithCounts({ tp, fp, fn, tn: 3 });
        const [row] = unitScores([image('i', 'p', [tp, fp, fn])], { empty: 'one' });
        expect(row).toMatchObject({
          dice: dice(reference, prediction),
          jaccard: jaccard(reference, prediction),
          precision: precision(reference, prediction),
          recall: sensitivity(reference, prediction),
          volumeError: fp - fn,
        });
      }),
    );
  });
  it('sum the counts of a patient first: slices of .8 and 0 make a patient of 16/20', () => {
    const [a] = unitScores(FOUR);
    expect(a).toMatchObject({ unit: 'a', images: 2, dice: 0.8, jaccard: 2 / 3, precision: 0.8, recall: 0.8 });
    expect(unitScores(FOUR, { per: 'image' }).map((row) => row.dice)).toEqual([16 / 18, NaN, 0, NaN, NaN]);
    expect(unitScores(FOUR, { per: 'pooled' })[0]?.dice).toBe(16 / 28);
  });
  it('leave out units without a target, and tell false positives in them apart', () => {
    const rows = unitScores(FOUR);
    expect(rows.map((row) => row.dice)).toEqual([0.8, 0, NaN, NaN]);
    expect(rows.map((row) => row.falsePositivePixels)).toEqual([0, 0, 3, 0]);
    expect(rows.map((row) => row.emptyClasses)).toEqual([0, 0, 1, 1]);
    expect(unitScores(FOUR, { empty: 'one' }).map((row) => row.dice)).toEqual([0.8, 0, 0, 1]);
    expect(unitScores(FOUR, { empty: 'zero' }).map((row) => row.dice)).toEqual([0.8, 0, 0, 0]);
  });
  it('state volume errors in pixels and of the reference; of nothing only where nothing is predicted', () => {
    expect(unitScores(FOUR).map((row) => row.volumeError)).toEqual([0, -5, NaN, NaN]);
    expect(unitScores(FOUR, { empty: 'one' }).map((row) => row.volumeError)).toEqual([0, -5, 3, 0]);
    expect(unitScores(FOUR, { empty: 'one' }).map((row) => row.relativeVolumeError)).toEqual([0, -1, NaN, 0]);
  });
  it('average the classes that have a score', () => {
    const two = [image('i', 'p', [1, 0, 1], [0, 2, 0])];
    expect(unitScores(two)[0]).toMatchObject({ dice: 2 / 3, emptyClasses: 1, falsePositiveClasses: 1 });
    expect(unitScores(two, { empty: 'zero' })[0]?.dice).toBe(1 / 3);
    expect(unitScores(two, { classIndex: 1 })[0]?.dice).toBeNaN();
  });
  it('do not depend on the order of images within a patient', () => {
    fc.assert(
      fc.property(images, (list) => {
        const sorted = (rows: CountedImage[]) => unitScores(rows).sort((x, y) => x.unit.localeCompare(y.unit));
        expect(sorted([...list].reverse())).toEqual(sorted(list));
      }),
    );
  });
  it('refuse counts that are none, classes that differ, and a missing patient', () => {
    expect(() => unitScores([])).toThrow('at least one image and one class');
    expect(() => unitScores([image('i', 'p', [NaN, 0, 0])])).toThrow('image i has tp NaN');
    expect(() => unitScores([image('i', 'p', [0.5, 0, 0])])).toThrow('whole numbers');
    expect(() => unitScores([image('i', 'p', [1, 0, 0]), image('j', 'p')])).toThrow('image j has 0');
    expect(() => unitScores([image('i', '', [1, 0, 0])])).toThrow('image i names no patient');
    expect(() => unitScores(FOUR, { empty: 'nan' as 'one' })).toThrow("not 'nan'");
    expect(() => unitScores(FOUR, { per: 'slice' as 'image' })).toThrow("not 'slice'");
    expect(() => unitScores(FOUR, { classIndex: 1 })).toThrow('0 to 0 here, not 1');
    expect(() => unitScores(FOUR, { class: 1 } as object)).toThrow("no option 'class'");
  });
});

describe('countedUnits(images, per)', () => {
  it('keeps every pixel', () => {
    fc.assert(
      fc.property(images, (list) => {
        const pixels = (rows: readonly CountedImage[]) =>
          rows.flatMap(({ counts }) => counts).reduce((sum, { tp, fp, fn }) => sum + tp + fp + fn, 0);
        for (const per of ['image', 'patient', 'pooled'] as const)
          expect(pixels(countedUnits(list, per))).toBe(pixels(list));
      }),
    );
  });
});

describe('aggregateUnits(images)', () => {
  it('is the mean over units that have a score, and counts the others', () => {
    expect(aggregateUnits(FOUR)).toMatchObject({
      mean: 0.4,
      units: 2,
      patients: 2,
      leftOut: 2,
      emptyUnits: 2,
      falsePositiveUnits: 1,
      falsePositivePixels: 3,
    });
    expect(aggregateUnits(FOUR, { per: 'image' })).toMatchObject({
      mean: 4 / 9,
      units: 2,
      leftOut: 3,
      falsePositivePixels: 5,
    });
    expect(aggregateUnits(FOUR, { empty: 'one' }).mean).toBeCloseTo(0.45, 14);
  });
  it('pooled is the score of the sums, for every measure that is a share', () => {
    fc.assert(
      fc.property(images, fc.constantFrom<UnitMeasure>('dice', 'jaccard', 'precision', 'recall'), (list, measure) => {
        const { mean } = aggregateUnits(list, { per: 'pooled', measure, resamples: 1 });
        expect(mean).toBe(unitScores(list, { per: 'pooled' })[0]?.[measure]);
      }),
    );
    // `aggregate` does the same from full counts.
    const full = FOUR.map(({ counts }) => counts.map((c) => ({ ...c, tn: 0 })));
    expect(aggregateUnits(FOUR, { per: 'pooled' }).mean).toBe(aggregate(full, diceOfCounts).perDataset);
  });
  it('draws patients: its interval is that of the paired bootstrap against 0', () => {
    const slices = Array.from({ length: 24 }, (_, k) => image(`s${k}`, `p${k % 6}`, [1 + (k % 5), k % 3, (k * 7) % 4]));
    const scores = unitScores(slices, { per: 'image' });
    const bootstrap = pairedBootstrap(
      scores.map((row) => row.dice),
      new Float64Array(24),
      { patients: scores.map((row) => row.patient) },
    );
    const { mean, lower, upper } = aggregateUnits(slices, { per: 'image' });
    expect([lower, upper]).toEqual([bootstrap.lower, bootstrap.upper]);
    expect(mean).toBeCloseTo(bootstrap.mean, 14);
  });
  it('pooled, draws whole patients: two patients give three values, worked by hand', () => {
    const two = [image('a', 'a', [1, 0, 0]), image('b', 'b', [0, 0, 3])];
    // Pooled Dice of aa 1, of ab 2/5, of bb 0.
    const { mean, lower, upper } = aggregateUnits(two, { per: 'pooled', level: 0.9 });
    expect([mean, lower, upper]).toEqual([2 / 5, 0, 1]);
    expect(aggregateUnits(two, { per: 'pooled', level: 0.4 })).toMatchObject({ lower: 2 / 5, upper: 2 / 5 });
  });
  it('pooled volume error is the mean of a patient, and so is its bootstrap', () => {
    const list = [image('a', 'a', [1, 4, 0]), image('b', 'b', [1, 0, 2]), image('c', 'b', [1, 0, 2])];
    const [pooled, each] = (['pooled', 'patient'] as const).map((per) =>
      aggregateUnits(list, { per, measure: 'volumeError' }),
    );
    expect(pooled).toMatchObject({ mean: 0, lower: -4, upper: 4 });
    expect(each).toMatchObject({ mean: 0, lower: -4, upper: 4 });
  });
  it('has no interval with one patient, and no mean without a target', () => {
    expect(aggregateUnits([image('a', 'a', [1, 1, 0])])).toMatchObject({ mean: 2 / 3, lower: NaN, upper: NaN });
    expect(aggregateUnits([image('d', 'd', [0, 2, 0])])).toMatchObject({ mean: NaN, units: 0, leftOut: 1 });
  });
  it('refuses measures and options that there are not', () => {
    expect(() => aggregateUnits(FOUR, { measure: 'hd95' as 'dice' })).toThrow("not 'hd95'");
    expect(() => aggregateUnits(FOUR, { measure: 'toString' as 'dice' })).toThrow("not 'toString'");
    expect(() => aggregateUnits(FOUR, { level: 95 })).toThrow('level lies between 0 and 1');
  });
});
