import { describe, expect, it } from 'vitest';
import type { ImageResult } from '../../src/evaluation/index.js';
import type { StoredRun } from '../../src/runs/index.js';
import { compareArms, comparisonTable } from '../../src/studies/index.js';
import { image, madeRun } from '../runs/storedRun.js';

const split = (fold: number) => ({ folds: 2, fold, seed: 1 });
const NOWHERE = [{ class: 'class 1', predicts: 'nowhere' as const }];
const arms = [
  { id: 'a', title: 'Arm A' },
  { id: 'b', title: 'Arm B' },
];
const run = (arm: string, fold: number, images: ImageResult[], rest: Partial<StoredRun> = {}, seed = 1) =>
  madeRun({ arm, split: split(fold), seed }, images, rest);
/** Each arm's row, by its name. */
const rowOf = (comparison: ReturnType<typeof compareArms>, arm: string) =>
  comparison.arms.find((row) => row.arm === arm)!;

// Dice 2tp / (2tp + fp + fn), worked by hand: 1/2 and 1; 4/5 and 2/3; Jaccard 1/3 and 1; 2/3 and 1/2.
const A = [
  run('a', 0, [image('i1', 'p1', [1, 1, 1]), image('i2', 'p2', [3, 0, 0])]),
  run('a', 1, [image('i3', 'p3', [2, 0, 1]), image('i4', 'p4', [1, 1, 0])]),
];
// Everywhere by 1/4 less, but for i2.
const B = [
  run('b', 0, [image('i1', 'p1', [1, 3, 3]), image('i2', 'p2', [3, 0, 0])]),
  run('b', 1, [image('i3', 'p3', [1, 2, 2]), image('i4', 'p4', [0, 0, 1])]),
];

describe('compareArms(runs, arms)', () => {
  it('gives the means of the units, worked by hand', () => {
    const comparison = compareArms([...A, ...B], arms);
    expect(comparison).toMatchObject({ task: 'po18', synthetic: true, unit: 'image', patients: 4, images: 4 });
    const a = rowOf(comparison, 'a');
    expect(a).toMatchObject({ title: 'Arm A', runs: 2, collapsed: 0, units: 4, emptyUnits: 0, falsePositiveUnits: 0 });
    expect(a.dice).toBeCloseTo((1 / 2 + 1 + 4 / 5 + 2 / 3) / 4, 12);
    expect(a.jaccard).toBeCloseTo((1 / 3 + 1 + 2 / 3 + 1 / 2) / 4, 12);
    // 2/8, 1, 2/6, 0.
    expect(rowOf(comparison, 'b').dice).toBeCloseTo((1 / 4 + 1 + 1 / 3 + 0) / 4, 12);
  });

  it('gives the means of each fold', () => {
    const { folds } = compareArms([...A, ...B], arms);
    expect(folds.map(({ arm, fold, collapsed }) => [arm, fold, collapsed])).toEqual([
      ['a', 0, false],
      ['a', 1, false],
      ['b', 0, false],
      ['b', 1, false],
    ]);
    expect(folds.map(({ dice }) => dice.toFixed(6))).toEqual([3 / 4, 11 / 15, 5 / 8, 1 / 6].map((d) => d.toFixed(6)));
  });

  it('gives the paired difference of the arms, over the same units', () => {
    const { differences } = compareArms([...A, ...B], arms);
    const difference = differences.dice.find(({ method }) => method === 'b');
    expect(difference).toMatchObject({ method: 'b', baseline: 'a' });
    const mean = (1 / 4 + 1 + 1 / 3 + 0 - (1 / 2 + 1 + 4 / 5 + 2 / 3)) / 4;
    expect(difference!.mean).toBeCloseTo(mean, 12);
    expect(difference!.lower).toBeLessThan(mean);
    expect(difference!.upper).toBeGreaterThan(mean);
  });

  it('is the same whatever the order of the runs, but for the order of sums', () => {
    const [one, other] = [compareArms([...A, ...B], arms), compareArms([...B, ...A].reverse(), arms)];
    for (const arm of ['a', 'b']) {
      expect(rowOf(other, arm).units).toBe(rowOf(one, arm).units);
      for (const measure of ['dice', 'jaccard'] as const)
        expect(rowOf(other, arm)[measure]).toBeCloseTo(rowOf(one, arm)[measure], 12);
    }
    expect(other.best).toEqual(one.best);
  });

  it('sums the counts of a patient before it scores, where units are patients', () => {
    const images = [image('s1', 'p1', [1, 0, 0]), image('s2', 'p1', [1, 2, 0]), image('s3', 'p2', [1, 0, 0])];
    const { arms: rows } = compareArms([run('a', 0, images, { unit: 'patient' })], [arms[0]!]);
    // tp 2, fp 2: 4/6; by image it would be (1 + 1/2 + 1)/3.
    expect(rows[0]!.units).toBe(2);
    expect(rows[0]!.dice).toBeCloseTo((2 / 3 + 1) / 2, 12);
  });

  it('leaves out units without a target, and counts those in which something is predicted', () => {
    const images = [
      image('i1', 'p1', [1, 1, 1]),
      image('empty', 'p2', [0, 0, 0]),
      image('wrong', 'p3', [0, 4, 0]),
      image('missed', 'p4', [0, 0, 4]),
    ];
    const { arms: rows } = compareArms([run('a', 0, images)], [arms[0]!]);
    expect(rows[0]).toMatchObject({ units: 2, emptyUnits: 2, falsePositiveUnits: 1 });
    // 1/2 and 0: the missed one counts.
    expect(rows[0]!.dice).toBeCloseTo(1 / 4, 12);
  });

  it('averages several classes over those that a unit holds', () => {
    const images = [
      // 1/2 and 1.
      image('i1', 'p1', [1, 1, 1], [3, 0, 0]),
      // 2/3, and a class that is not there but predicted.
      image('i2', 'p2', [1, 1, 0], [0, 5, 0]),
    ];
    const { arms: rows } = compareArms([run('a', 0, images)], [arms[0]!]);
    expect(rows[0]!.dice).toBeCloseTo((3 / 4 + 2 / 3) / 2, 12);
    expect(rows[0]).toMatchObject({ units: 2, emptyUnits: 1, falsePositiveUnits: 1 });
    expect(rows[0]!.tunedDice).toBeUndefined();
  });

  it('averages a unit over the seeds before it averages units', () => {
    const seeds = [
      run('a', 0, [image('i1', 'p1', [1, 1, 1]), image('i2', 'p2', [1, 0, 0])]),
      run('a', 0, [image('i1', 'p1', [1, 0, 0])], {}, 2),
    ];
    const { arms: rows } = compareArms(seeds, [arms[0]!]);
    // i1: (1/2 + 1)/2; i2: 1. Over scores alike it would be (1/2 + 1 + 1)/3.
    expect(rows[0]).toMatchObject({ runs: 2, units: 2 });
    expect(rows[0]!.dice).toBeCloseTo((3 / 4 + 1) / 2, 12);
  });

  it('tells the mean at the tuned threshold beside', () => {
    const tuned = { ...image('i1', 'p1', [1, 1, 1]), tuned: { tp: 2, fp: 0, fn: 0 } };
    const { arms: rows } = compareArms([run('a', 0, [tuned])], [arms[0]!]);
    expect([rows[0]!.dice, rows[0]!.tunedDice]).toEqual([0.5, 1]);
  });

  describe('of a run that collapsed', () => {
    const dead = run('b', 1, [image('i3', 'p3', [0, 0, 3]), image('i4', 'p4', [0, 0, 1])], { collapsed: NOWHERE });
    const comparison = compareArms([...A, B[0]!, dead], arms);

    it('counts it, and never averages it', () => {
      expect(rowOf(comparison, 'b')).toMatchObject({ runs: 2, collapsed: 1, units: 2 });
      expect(rowOf(comparison, 'b').dice).toBeCloseTo((1 / 4 + 1) / 2, 12);
    });

    it('compares its arm with none, though it would be significantly worse', () => {
      expect(comparison.differences).toEqual({ dice: [], jaccard: [] });
      expect(comparison.best).toEqual({ dice: ['a'], jaccard: ['a'] });
    });

    it('still compares the others', () => {
      const third = [...arms, { id: 'c', title: 'Arm C' }];
      const C = B.map((one) => madeRun({ arm: 'c', split: one.recipe.split }, one.images));
      const { differences } = compareArms([...A, B[0]!, dead, ...C], third);
      expect(differences.dice.map(({ method, baseline }) => [method, baseline].sort())).toEqual([['a', 'c']]);
    });

    it('is named in the table: in its fold, and in place of a difference', () => {
      expect(comparison.folds.find(({ arm, fold }) => arm === 'b' && fold === 1)).toMatchObject({
        collapsed: true,
        dice: NaN,
        jaccard: NaN,
      });
      const table = comparisonTable(comparison);
      expect(table).toMatch(/Arm B +Dice +0\.625 +0\.625 +collapsed +collapsed in 1 of 2 runs, not compared/);
    });

    it('gives no mean where all runs of an arm collapsed', () => {
      const all = [0, 1].map((fold) => run('b', fold, [image('i1', 'p1', [0, 0, 3])], { collapsed: NOWHERE }));
      const both = compareArms([...A, ...all], arms);
      expect(rowOf(both, 'b')).toMatchObject({ runs: 2, collapsed: 2, units: 0, dice: NaN });
      expect(comparisonTable(both)).not.toContain('NaN');
      expect(comparisonTable(both)).toContain('collapsed in 2 of 2 runs');
    });

    it('of one seed leaves the fold to the seeds that live', () => {
      const alive = run('b', 1, [image('i3', 'p3', [1, 0, 0])], {}, 2);
      const { arms: rows } = compareArms([...A, B[0]!, dead, alive], arms);
      // 1/4 and 1 of fold 0, 1 of the living seed.
      expect(rows[1]).toMatchObject({ runs: 3, collapsed: 1, units: 3 });
      expect(rows[1]!.dice).toBeCloseTo((1 / 4 + 1 + 1) / 3, 12);
    });
  });

  it('compares nothing where there is one patient, or one arm', () => {
    const one = compareArms([run('a', 0, [image('i1', 'p1', [1, 0, 0])])], [arms[0]!]);
    expect(one.differences.dice).toEqual([]);
    const ofOnePatient = ['a', 'b'].map((arm) => run(arm, 0, [image('i1', 'p1', [1, 0, 0])]));
    expect(compareArms(ofOnePatient, arms).differences.dice).toEqual([]);
  });
});

describe('comparisonTable(comparison)', () => {
  it('says whether images are real or synthetic, how many, and how they are scored', () => {
    expect(comparisonTable(compareArms([...A, ...B], arms))).toContain(
      'PO18, synthetic images: 4 images of 4 patients, scored per image',
    );
    const real = [...A, ...B].map((one) => ({ ...one, synthetic: false }));
    expect(comparisonTable(compareArms(real, arms))).toContain('PO18, real images');
  });

  it('says in how many units without a target each arm predicts something', () => {
    const images = [image('i1', 'p1', [1, 0, 0]), image('i2', 'p2', [0, 2, 0]), image('i3', 'p3', [0, 0, 0])];
    expect(comparisonTable(compareArms([run('a', 0, images)], [arms[0]!]))).toContain(
      'Of 2 without one, something is predicted in: Arm A 1.',
    );
  });
});
