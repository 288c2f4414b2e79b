import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import type { EmptyDistance, EmptyScore } from '../../src/evaluation/index.js';
import { maskPair } from './masks.js';

describe('caseScores(reference, prediction)', () => {
  it('are the scores of the single measures, with every policy for empty masks', () => {
    const empties = fc.record({
      empty: fc.constantFrom<EmptyScore[]>('one', 'zero', 'nan'),
      emptyDistance: fc.constantFrom<EmptyDistance[]>('infinite', 'diagonal', 'nan', 50),
    });
    fc.assert(
      fc.property(maskPair(), empties, ({ reference, prediction, shape, spacingMm }, { empty, emptyDistance }) => {
        const grid = { shape, spacingMm };
        const [score, distance] = [{ empty }, { ...grid, empty: emptyDistance }];
        expect(evaluation.caseScores(reference, prediction, { ...grid, empty, emptyDistance, toleranceMm: 2 })).toEqual(
          {
            dice: evaluation.dice(reference, prediction, score),
            jaccard: evaluation.jaccard(reference, prediction, score),
            sensitivity: evaluation.sensitivity(reference, prediction, score),
            specificity: evaluation.specificity(reference, prediction, score),
            precision: evaluation.precision(reference, prediction, score),
            volumeErrorMm3: evaluation.volumeError(reference, prediction, { spacingMm }),
            hausdorffMm: evaluation.hausdorffDistance(reference, prediction, distance),
            hausdorff95Mm: evaluation.hausdorffDistance(reference, prediction, { ...distance, percentile: 95 }),
            hausdorff95LargerMm: evaluation.hausdorffDistance(reference, prediction, {
              ...distance,
              percentile: 95,
              directions: 'max',
            }),
            averageSymmetricSurfaceDistanceMm: evaluation.averageSymmetricSurfaceDistance(
              reference,
              prediction,
              distance,
            ),
            meanAverageSurfaceDistanceMm: evaluation.meanAverageSurfaceDistance(reference, prediction, distance),
            normalizedSurfaceDice: evaluation.normalizedSurfaceDice(reference, prediction, {
              ...grid,
              empty,
              toleranceMm: 2,
            }),
            lesionF1: evaluation.lesionDetection(reference, prediction, { shape, empty }).f1,
            falsePositiveLesions: evaluation.lesionDetection(reference, prediction, { shape }).falsePositives,
          },
        );
      }),
    );
  });
  it('leave out what is not valid, in every measure: a false positive there costs nothing', () => {
    const reference = [1, 1, 0, 0, 0, 0];
    const prediction = [1, 1, 0, 0, 0, 1];
    const options = { shape: [1, 6], valid: [1, 1, 1, 1, 1, 0] };
    expect(evaluation.caseScores(reference, prediction, options)).toEqual(
      evaluation.caseScores(reference, reference, options),
    );
    expect(evaluation.caseScores(reference, prediction, { shape: [1, 6] })).toMatchObject({
      dice: 4 / 5,
      hausdorffMm: 4,
      falsePositiveLesions: 1,
    });
  });
  it('hand over the rule of lesions and the kind of surface', () => {
    const [reference, prediction] = [
      [1, 1, 1, 1, 0],
      [1, 0, 0, 0, 0],
    ];
    const options = { shape: [1, 5], spacingMm: [1, 2], toleranceMm: 1 };
    const scores = evaluation.caseScores(reference, prediction, {
      ...options,
      lesions: { minimumOverlap: 0.5 },
      surface: 'elements',
    });
    expect(scores.lesionF1).toBe(0);
    expect(scores.normalizedSurfaceDice).toBe(
      evaluation.normalizedSurfaceDice(reference, prediction, { ...options, surface: 'elements' }),
    );
    expect(() =>
      evaluation.caseScores(reference, prediction, { ...options, lesions: { overlap: 1 } as never }),
    ).toThrow("caseScores: lesions has no option 'overlap'");
  });
  it('never write to the masks', () => {
    const [reference, prediction] = [Uint8Array.of(1, 1, 0, 0), Uint8Array.of(0, 1, 0, 1)];
    evaluation.caseScores(reference, prediction, { shape: [2, 2] });
    expect([[...reference], [...prediction]]).toEqual([
      [1, 1, 0, 0],
      [0, 1, 0, 1],
    ]);
  });
});
