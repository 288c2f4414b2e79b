import { describe, expect, it } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { dice as diceOfCounts } from '../../src/overlap/index.js';
import { UserError } from '../../src/userError.js';

const mask = Uint8Array.of(0, 1, 1, 0, 0, 0);
const shape = [2, 3];
/** Every function that takes two masks (or labels with probabilities), and a call of it that works. */
const CALLS: Record<string, { options: object; call: (a: never, b: never, options: never) => unknown }> = {
  averageSymmetricSurfaceDistance: { options: { shape }, call: evaluation.averageSymmetricSurfaceDistance },
  brierScore: { options: {}, call: evaluation.brierScore },
  caseScores: { options: { shape }, call: evaluation.caseScores },
  dice: { options: {}, call: evaluation.dice },
  expectedCalibrationError: { options: {}, call: evaluation.expectedCalibrationError },
  hausdorffDistance: { options: { shape }, call: evaluation.hausdorffDistance },
  imageScores: { options: {}, call: evaluation.imageScores },
  jaccard: { options: {}, call: evaluation.jaccard },
  labelMapScores: { options: {}, call: evaluation.labelMapScores },
  lesionDetection: { options: { shape }, call: evaluation.lesionDetection },
  matchInstances: { options: {}, call: evaluation.matchInstances },
  meanAverageSurfaceDistance: { options: { shape }, call: evaluation.meanAverageSurfaceDistance },
  normalizedSurfaceDice: { options: { shape, toleranceMm: 1 }, call: evaluation.normalizedSurfaceDice },
  precision: { options: {}, call: evaluation.precision },
  probabilityBins: { options: {}, call: evaluation.probabilityBins },
  relativeVolumeError: { options: {}, call: evaluation.relativeVolumeError },
  reliability: { options: {}, call: evaluation.reliability },
  sensitivity: { options: {}, call: evaluation.sensitivity },
  specificity: { options: {}, call: evaluation.specificity },
  surfaceDistances: { options: { shape }, call: evaluation.surfaceDistances },
  tversky: { options: { alpha: 0.5, beta: 0.5 }, call: evaluation.tversky },
  volumeError: { options: {}, call: evaluation.volumeError },
  connectedComponents: { options: { shape }, call: (a, _, o) => evaluation.connectedComponents(a, o) },
  distanceTransform: { options: { shape }, call: (a, _, o) => evaluation.distanceTransform(a, o) },
};
const cases = Object.entries(CALLS).map(([name, { options, call }]) => ({
  name,
  options,
  call: call as (a: unknown, b: unknown, options?: unknown) => unknown,
}));

/** What a call throws; undefined where it returns. */
function thrown(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}
/** A refusal in a sentence: a UserError, or the RangeError of `dice-workbook/overlap`, which imports nothing. */
const refusal = (error: unknown) => error instanceof UserError || error instanceof RangeError;

describe('every function of masks', () => {
  it.each(cases)('$name works as called here, and on plain arrays', ({ options, call }) => {
    expect(thrown(() => call(mask, mask, options))).toBeUndefined();
    expect(thrown(() => call([...mask], [...mask], options))).toBeUndefined();
  });
  it.each(cases)('$name refuses an option that it does not take, and names those it takes', ({ options, call }) => {
    const error = thrown(() => call(mask, mask, { ...options, spacing: [1, 5] }));
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(/has no option 'spacing'\. Its options are /);
  });
  it.each(cases)('$name refuses options that are no object, and a missing shape', ({ options, call }) => {
    for (const odd of [null, 'one', 3, [2, 3], () => 1]) {
      const error = thrown(() => call(mask, mask, odd));
      expect(refusal(error), `${String(odd)}: ${String(error)}`).toBe(true);
    }
    if ('shape' in options) {
      for (const odd of [undefined, {}, { shape: undefined }, { shape: '2,3' }, { shape: [2, NaN] }, { shape: 6 }]) {
        const error = thrown(() => call(mask, mask, odd && { ...options, shape: undefined, ...odd }));
        expect(error, String(error)).toBeInstanceOf(UserError);
      }
    }
  });
  it.each(cases)('$name refuses what is no list of numbers: a tensor never scores', ({ options, call }) => {
    const tensor = { shape: [6], dtype: 'int32', dataSync: () => mask };
    const odds = [tensor, undefined, null, 'mask', 5, { tp: NaN }, [[0, 1]], BigInt64Array.of(0n, 1n), new Set([1])];
    for (const odd of odds) {
      for (const [a, b] of [
        [odd, mask],
        [odd, odd],
      ]) {
        const error = thrown(() => call(a, b, options));
        expect(refusal(error), `${String(odd)}: ${String(error)}`).toBe(true);
      }
    }
  });
  it('countClasses, which has no options, refuses other lists and classes that there are not', () => {
    const { countClasses } = evaluation;
    for (const odd of ['mask', undefined, { shape: [6] }, [0, 1], [0, 3, 0, 0, 0, 0], [0, 0.5, 0, 0, 0, 0]])
      for (const [a, b] of [
        [mask, odd],
        [odd, mask],
      ])
        expect(thrown(() => countClasses(a as never, b as never, 2))).toBeInstanceOf(UserError);
    for (const foreground of [0, 1.5, NaN, '1'])
      expect(thrown(() => countClasses(mask, mask, foreground as never))).toBeInstanceOf(UserError);
    expect(thrown(() => countClasses(mask, mask, 1, [1]))).toBeInstanceOf(UserError);
    expect(countClasses([0, 9], [0, 1], 1, [1, 0])).toEqual([{ tp: 0, fp: 0, fn: 0 }]);
  });
  it('covers every exported function that takes a reference and a prediction', () => {
    const measured = Object.entries(evaluation)
      .filter(
        ([, value]) =>
          typeof value === 'function' &&
          /^(async )?(function \w+)?\(?(reference|labels), (prediction|probabilities)/.test(String(value)),
      )
      .map(([name]) => name);
    expect(measured.filter((name) => !(name in CALLS))).toEqual(['countClasses']);
  });
});

describe('what is nothing', () => {
  it('has no calibration error, no Brier score, and no Dice of counts that are none', () => {
    expect(() => evaluation.expectedCalibrationError([], [])).toThrow('no pixel counts');
    expect(() => evaluation.brierScore([], [])).toThrow('no pixel counts');
    expect(() => evaluation.expectedCalibrationError([1], [1], { valid: [0] })).toThrow('no pixel counts');
    for (const odd of [
      { tp: NaN },
      { tp: NaN, fp: 0, fn: 0, tn: 0 },
      { tp: -1, fp: 1, fn: 1, tn: 0 },
      { tp: 1, fp: Infinity, fn: 1, tn: 0 },
      // Their sum is infinite, and the ratio of two infinities would pass for 0/0.
      { tp: 1e308, fp: 1e308, fn: 1, tn: 0 },
      {},
      undefined,
      null,
    ])
      for (const options of [{}, { whenUndefined: 1 }])
        expect(() => diceOfCounts(odd as never, options)).toThrow(/counts/);
    expect(() => diceOfCounts.exact({ tp: -1, fp: 0, fn: 3, tn: 0 })).toThrow('counts are 0 or more; got tp = -1');
    expect(() => evaluation.aggregate([[{ tp: NaN, fp: 0, fn: 0, tn: 0 }]], diceOfCounts)).toThrow(/counts/);
    const hole = [{ tp: 1, fp: 0, fn: 0, tn: 0 }];
    hole.length = 2;
    expect(() => evaluation.aggregate([hole], diceOfCounts)).toThrow('a list of the counts of its classes');
  });
  it('is told of statistics that are none', () => {
    expect(() => evaluation.bootstrapStatistics(3, () => 1 as never)).toThrow('what statistics gives');
    expect(() => evaluation.bootstrapStatistics(1e308, () => [1])).toThrow('units');
  });
  it('is told of spacings, thresholds and percentiles, too', () => {
    expect(() => evaluation.hausdorffDistance(mask, mask, { shape, spacingMm: 5 as never })).toThrow(
      'one length above 0',
    );
    expect(() => evaluation.hausdorffDistance(mask, mask, { shape, spacingMm: ['1', '5'] as never })).toThrow(
      'above 0',
    );
    expect(() => evaluation.volumeError(mask, mask, { spacingMm: 5 as never })).toThrow('a list of lengths');
    expect(() => evaluation.thresholdMask({ dataSync: 1 } as never)).toThrow('an array or a typed array');
    expect(() => evaluation.classMask(undefined as never, 1)).toThrow('an array or a typed array');
  });
});
