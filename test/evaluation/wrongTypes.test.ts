import { describe, expect, it } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { dice as diceOfCounts } from '../../src/overlap/index.js';
import { UserError } from '../../src/userError.js';

const [y, p, shape] = [
  [0, 1, 1, 0, 0, 1],
  [0, 1, 0, 0, 1, 1],
  [2, 3],
];
const valid = y.map(() => 1);
const probabilities = [0.1, 0.9, 0.4, 0.2, 0.6, 0.7];
const [a, b, patients] = [
  [0.9, 0.8, 0.7, 0.65],
  [0.8, 0.82, 0.6, 0.55],
  ['x', 'x', 'y', 'z'],
];
const draws = { resamples: 20, seed: 1 };
const images = [
  { id: '1', patient: 'p', counts: [{ tp: 3, fp: 1, fn: 1 }] },
  { id: '2', patient: 'q', counts: [{ tp: 2, fp: 1, fn: 0 }] },
];
const bins = evaluation.probabilityBins(y, probabilities);
const never = () => false;

/** A call of every function that works, with every option. */
const CALLS: Record<string, unknown[]> = {
  addBins: [[bins, bins]],
  aggregate: [[[{ tp: 3, fp: 1, fn: 1, tn: 9 }]], diceOfCounts, { empty: 'one', worstPercent: 20 }],
  aggregateUnits: [images, { measure: 'dice', per: 'image', empty: 'one', classIndex: 0, level: 0.9, ...draws }],
  averageSymmetricSurfaceDistance: [y, p, { shape, spacingMm: [1, 2], empty: 'diagonal' }],
  bestGroup: [{ a: 0.5, b: 0.6 }, never],
  brierScore: [y, probabilities, { valid }],
  calibrationError: [bins],
  caseScores: [
    ...[y, p],
    {
      ...{ shape, spacingMm: [1, 2], empty: 'one', emptyDistance: 3, toleranceMm: 1, surface: 'elements', valid },
      lesions: { minimumOverlap: 0.5, oneToOne: true, minimumVoxels: 1 },
    },
  ],
  chiSquareSurvival: [2, 2],
  classMask: [y, 1],
  cohensDz: [a, b, { patients }],
  collapse: [[{ pixels: 10, counts: [{ tp: 0, fp: 0, fn: 4 }] }], ['background', 'lesion']],
  compareMethods: [
    { a, b },
    { margin: 0.01, alpha: 0.05, level: 0.95, patients, ...draws },
  ],
  connectedComponents: [y, { shape, connectivity: 4 }],
  conventionScore: [evaluation.conventions[0], y, p, { shape, spacingMm: [1, 1] }],
  countClasses: [y, p, 1, valid],
  countedUnits: [images, 'image'],
  criticalDifference: [4, 14, 0.05],
  dice: [y, p, { empty: 'one', valid }],
  differenceVerdict: [
    { mean: 0.03, lower: 0.01, upper: 0.05, p: 0.01 },
    { margin: 0.01, alpha: 0.05 },
  ],
  distanceTransform: [y, { shape, spacingMm: [1, 1] }],
  equivalenceTest: [a, b, { margin: 0.01, level: 0.9, patients, ...draws }],
  expectedCalibrationError: [y, probabilities, { bins: 5, valid }],
  fSurvival: [3, 2, 2],
  friedmanTest: [{ a, b }],
  hausdorffDistance: [y, p, { shape, spacingMm: [1, 1], empty: 'nan', percentile: 95, directions: 'max' }],
  holm: [[0.1, 0.2]],
  imageScores: [y, p, { empty: 'one', valid }],
  jaccard: [y, p, { empty: 'one', valid }],
  lowestMean: [[0.1, 0.2], 0.5],
  bootstrapStatistics: [3, (drawn: number[]) => [drawn.length], { resamples: 20, seed: 1, level: 0.9 }],
  ratioBootstrap: [
    { low: a, some: b, high: b, patients },
    { resamples: 20, seed: 1, level: 0.9 },
  ],
  kendallTau: [
    [1, 2, 3],
    [1, 3, 2],
  ],
  labelMapScores: [y, p, { regions: [1], ignore: [2], valid, empty: 'nan' }],
  lesionDetection: [
    ...[y, p],
    { shape, connectivity: 8, minimumOverlap: 0.5, oneToOne: false, minimumVoxels: 1, empty: 'one' },
  ],
  letterDisplay: [['a', 'b'], never],
  maskScore: [diceOfCounts, y, p, { empty: 'one', valid }],
  matchInstances: [y, p, { iouThreshold: 0.5, empty: 'one' }],
  meanAverageSurfaceDistance: [y, p, { shape, empty: 3 }],
  normalizedSurfaceDice: [y, p, { shape, spacingMm: [1, 1], toleranceMm: 1, empty: 'one', surface: 'voxels' }],
  pairedBootstrap: [a, b, { level: 0.95, patients, ...draws }],
  precision: [y, p, { empty: 'one', valid }],
  probabilityBins: [y, probabilities, { bins: 4, valid }],
  probabilityOfSuperiority: [a, b, { patients }],
  quantile: [[1, 2, 3], 0.5],
  rankGroups: [{ a: 1.2, b: 1.8 }, 1.25],
  rankMethods: [
    { a, b },
    { average: 'medians', better: 'smaller', missing: 'leaveOut', patients, ...draws },
  ],
  rankOverTasks: [{ one: { a, b } }, { patients: { one: patients }, level: 0.9, ...draws }],
  relativeVolumeError: [y, p, { empty: 'nan' }],
  reliability: [y, probabilities, { bins: 3, valid }],
  reliabilityRows: [bins],
  sensitivity: [y, p, { empty: 'one', valid }],
  signFlipTest: [a, b, { patients, ...draws }],
  specificity: [y, p, { empty: 'one', valid }],
  surfaceDistances: [y, p, { shape, spacingMm: [1, 1] }],
  thresholdMask: [probabilities, 0.5],
  tversky: [y, p, { alpha: 0.5, beta: 0.5, empty: 'one', valid }],
  unitScores: [images, { per: 'image', empty: 'one', classIndex: 0 }],
  volumeBias: [[{ tp: 1, fp: 1, fn: 1, softVolume: 2 }]],
  volumeError: [y, p, { spacingMm: [1, 2] }],
  wilcoxonSignedRank: [a, b, { zeros: 'pratt', continuity: true }],
};
/** What no argument and no option can be. */
const ODD: [string, unknown][] = [
  ['null', null],
  ["'toString'", 'toString'],
  ["'1'", '1'],
  ['NaN', NaN],
  ['a Map', new Map()],
  ["['1']", ['1']],
  ['a tensor', { shape: [6], dataSync: () => y }],
];
/** Weights are fractions too, which a text may give; and a list of one name is one. */
const TAKEN = ["tversky alpha = '1'", "tversky beta = '1'", "letterDisplay argument 0 = ['1']"];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The calls of a function with one argument, or one of its fields, replaced. */
function calls(name: string, args: unknown[]): { what: string; args: (odd: unknown) => unknown[] }[] {
  return args.flatMap((argument, i) => [
    { what: `${name} argument ${i}`, args: (odd: unknown) => args.with(i, odd) },
    ...Object.keys(isRecord(argument) && name !== 'conventionScore' ? argument : {}).map((key) => ({
      what: `${name} ${key}`,
      args: (odd: unknown) => args.with(i, { ...(argument as object), [key]: odd }),
    })),
  ]);
}

/** What a call throws, or that it returns. */
function outcome(name: string, args: unknown[]): unknown {
  try {
    (evaluation as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args);
    return 'an answer';
  } catch (error) {
    return error instanceof UserError || error instanceof RangeError ? 'refused' : error;
  }
}

describe('every exported function', () => {
  it('is tried here, or takes no argument', () => {
    const functions = Object.entries(evaluation).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([name]) => name).filter((name) => !(name in CALLS))).toEqual([
      'conventionRows',
      'lossConventionRows',
      'ThresholdCurves',
    ]);
  });

  it.each(Object.entries(CALLS))('%s refuses a wrong type in every place, with a sentence', (name, args) => {
    expect(outcome(name, args)).toBe('an answer');
    for (const { what, args: withOdd } of calls(name, args))
      for (const [shown, odd] of ODD)
        if (!TAKEN.includes(`${what} = ${shown}`))
          expect(outcome(name, withOdd(odd)), `${what} = ${shown}`).toBe('refused');
  });

  it.each(['bestGroup', 'conventionScore', 'differenceVerdict'])('%s is not called without arguments', (name) => {
    expect(outcome(name, [])).toBe('refused');
  });
});

describe('what JSON makes of NaN', () => {
  it('is no score of 0: null is refused wherever it stands', () => {
    const odd = [0.7, null, 0.6, 0.5] as number[];
    for (const call of [
      () => evaluation.pairedBootstrap(a, odd),
      () => evaluation.wilcoxonSignedRank(odd, b),
      () => evaluation.rankMethods({ a, odd }, { missing: 'leaveOut' }),
      () => evaluation.kendallTau(a, odd),
      () => evaluation.holm([0.1, null as never]),
    ])
      expect(call).toThrow(/value 1 of .* is a number, not null/);
  });
  it('nor is a label map of it background', () =>
    expect(() => evaluation.classMask([1, NaN, 0], 1)).toThrow('pixel 1 holds NaN'));
});

describe('ThresholdCurves', () => {
  it('refuses lists that differ, logits, and what does not say which pixels count', () => {
    const add = (...args: unknown[]) => new evaluation.ThresholdCurves().add('a', ...(args as [number[], number[]]));
    expect(() => add([0.5], [1, 0])).toThrow('1 probabilities stand beside 2 labels');
    expect(() => add([-3, 2], [1, 0])).toThrow('lie in [0, 1], and pixel 0 holds -3');
    expect(() => add([NaN, 0.2], [1, 0])).toThrow('pixel 0 holds NaN');
    expect(() => add({ dataSync: 1 }, [1, 0])).toThrow(UserError);
    expect(() => add([0.5, 0.5], [1, 0], [1])).toThrow('each of the 2 pixels');
  });
});

describe('scores of stored counts', () => {
  it('need every count: one that is missing is not 0', () => {
    expect(() => evaluation.volumeBias([{ tp: 1, fp: 1, fn: 1 } as never])).toThrow(
      'softVolume of unit 0 is undefined',
    );
    expect(() => evaluation.collapse([{ pixels: 4, counts: [] }], ['background', 'lesion'])).toThrow(
      'has counts of 0 classes, and 1 are named',
    );
  });
});
