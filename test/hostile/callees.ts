import * as tf from '@tensorflow/tfjs';
import * as evaluation from '../../src/evaluation/index.js';
import * as losses from '../../src/losses/index.js';
import { LOSS_TABLE } from '../../src/losses/lossTable.js';
import * as overlap from '../../src/overlap/index.js';
import type { Callee } from './hostileCall.js';

type Gives = Callee['gives'];
const of = (name: string, call: (...args: never[]) => unknown, args: () => unknown[], gives: Gives = []): Callee => ({
  name,
  call,
  args,
  gives,
});

const reference = () => [1, 1, 0, 0, 0, 1];
const prediction = () => [1, 0, 1, 0, 0, 1];
const grid = () => ({ shape: [2, 3], spacingMm: [1, 2] });
const counts = () => ({ tp: 3, fp: 1, fn: 2, tn: 4 });
const images = () =>
  ['a', 'b', 'c'].map((id, k) => ({ id, patient: id, counts: [{ tp: k, fp: 1, fn: 2 - k }], pixels: 9 }));
const scores = () => ({ one: [0.5, 0.6, 0.7, 0.4], two: [0.4, 0.7, 0.9, 0.5], three: [0.2, 0.3, 0.1, 0.6] });
const [a, b] = [() => [0.5, 0.6, 0.7, 0.4], () => [0.4, 0.7, 0.9, 0.5]];
const drawn = () => ({ resamples: 20, seed: 1, level: 0.9, patients: ['x', 'x', 'y', 'z'] });
const NAN: Gives = ['NaN'];
const ANY: Gives = ['NaN', 'infinite'];

const {
  conventions: [convention],
} = evaluation;

/** Every function of `dice-workbook/evaluation`. What may be NaN or infinite is what its documentation says. */
export const EVALUATION: readonly Callee[] = [
  of('addBins', evaluation.addBins, () => [
    [0, 1].map(() => evaluation.probabilityBins(reference(), b().concat(0.1, 1), { bins: 2 })),
  ]),
  of(
    'aggregate',
    evaluation.aggregate,
    () => [[[counts()], [counts()]], overlap.dice, { empty: 'one', worstPercent: 50 }],
    NAN,
  ),
  of(
    'aggregateUnits',
    evaluation.aggregateUnits,
    () => [images(), { per: 'image', measure: 'dice', resamples: 20, seed: 1, level: 0.9, empty: 'one' }],
    NAN,
  ),
  ...(['hausdorffDistance', 'averageSymmetricSurfaceDistance', 'meanAverageSurfaceDistance'] as const).map((name) =>
    of(name, evaluation[name], () => [reference(), prediction(), { ...grid(), empty: 'infinite' }], ANY),
  ),
  of(
    'hausdorffDistance at 95',
    evaluation.hausdorffDistance,
    () => [reference(), prediction(), { ...grid(), percentile: 95, directions: 'pool' }],
    ANY,
  ),
  of('surfaceDistances', evaluation.surfaceDistances, () => [reference(), prediction(), grid()], ANY),
  of('distanceTransform', evaluation.distanceTransform, () => [reference(), grid()], ['infinite']),
  of(
    'normalizedSurfaceDice',
    evaluation.normalizedSurfaceDice,
    () => [reference(), prediction(), { ...grid(), toleranceMm: 1, surface: 'elements', empty: 'nan' }],
    NAN,
  ),
  of('bestGroup', evaluation.bestGroup, () => [{ one: 0.5, two: 0.7 }, () => true]),
  of('brierScore', evaluation.brierScore, () => [reference(), b().concat(0.1, 1), { valid: [1, 1, 0, 1, 1, 1] }]),
  of('calibrationError', evaluation.calibrationError, () => [[{ count: 4, sumOfProbabilities: 1, sumOfLabels: 2 }]]),
  of(
    'caseScores',
    evaluation.caseScores,
    () => [
      reference(),
      prediction(),
      {
        ...grid(),
        empty: 'nan',
        emptyDistance: 'diagonal',
        toleranceMm: 1,
        surface: 'voxels',
        valid: [1, 1, 1, 1, 1, 0],
        lesions: { minimumOverlap: 0.5, oneToOne: true, minimumVoxels: 1 },
      },
    ],
    ANY,
  ),
  of('chiSquareSurvival', evaluation.chiSquareSurvival, () => [3, 2]),
  of('classMask', evaluation.classMask, () => [
    [0, 1, 2, 2],
    [1, 2],
  ]),
  of('cohensDz', evaluation.cohensDz, () => [a(), b(), { patients: ['x', 'x', 'y', 'z'] }], ['infinite']),
  of('collapse', evaluation.collapse, () => [images(), ['background', 'lesion']]),
  of(
    'compareMethods',
    evaluation.compareMethods,
    () => [scores(), { baseline: 'one', margin: 0.01, alpha: 0.05, resamples: 20, seed: 1 }],
    ['infinite'],
  ),
  of('connectedComponents', evaluation.connectedComponents, () => [reference(), { shape: [2, 3], connectivity: 8 }]),
  of('conventionScore', evaluation.conventionScore, () => [{ ...convention }, reference(), prediction(), grid()], ANY),
  of('countClasses', evaluation.countClasses, () => [[0, 1, 2, 2], [0, 1, 1, 2], 2, [1, 1, 0, 1]]),
  of('countedUnits', evaluation.countedUnits, () => [images(), 'patient']),
  of('criticalDifference', evaluation.criticalDifference, () => [5, 20, 0.05]),
  ...(['dice', 'jaccard', 'precision', 'sensitivity', 'specificity'] as const).map((name) =>
    of(name, evaluation[name], () => [reference(), prediction(), { empty: 'nan', valid: [1, 1, 0, 1, 1, 1] }], NAN),
  ),
  of('tversky', evaluation.tversky, () => [reference(), prediction(), { alpha: 0.3, beta: 0.7, empty: 'nan' }], NAN),
  of('maskScore', evaluation.maskScore, () => [overlap.dice, reference(), prediction(), { empty: 'nan' }], NAN),
  of('imageScores', evaluation.imageScores, () => [reference(), prediction(), { empty: 'nan' }], NAN),
  of('differenceVerdict', evaluation.differenceVerdict, () => [
    { mean: 0.1, lower: 0, upper: 0.2, p: 0.01 },
    { margin: 0.01, alpha: 0.05 },
  ]),
  of('equivalenceTest', evaluation.equivalenceTest, () => [a(), b(), { margin: 0.1, ...drawn() }]),
  of('expectedCalibrationError', evaluation.expectedCalibrationError, () => [
    reference(),
    b().concat(0.1, 1),
    { bins: 5, valid: [1, 1, 0, 1, 1, 1] },
  ]),
  of('fSurvival', evaluation.fSurvival, () => [3, 2, 5]),
  of('friedmanTest', evaluation.friedmanTest, () => [scores()], ['infinite']),
  of('holm', evaluation.holm, () => [[0.01, 0.2, 0.03]]),
  of('kendallTau', evaluation.kendallTau, () => [a(), b()]),
  of(
    'labelMapScores',
    evaluation.labelMapScores,
    () => [[0, 1, 2, 2], [0, 1, 1, 2], { regions: { all: [1, 2] }, ignore: [3], empty: 'nan', valid: [1, 1, 1, 1] }],
    NAN,
  ),
  of(
    'lesionDetection',
    evaluation.lesionDetection,
    () => [
      reference(),
      prediction(),
      { shape: [2, 3], connectivity: 4, minimumOverlap: 0.5, oneToOne: true, minimumVoxels: 1, empty: 'nan' },
    ],
    NAN,
  ),
  of('letterDisplay', evaluation.letterDisplay, () => [['one', 'two', 'three'], () => true]),
  of(
    'matchInstances',
    evaluation.matchInstances,
    () => [[0, 1, 2, 2], [0, 1, 1, 2], { iouThreshold: 0.5, empty: 'nan' }],
    NAN,
  ),
  of('pairedBootstrap', evaluation.pairedBootstrap, () => [a(), b(), drawn()]),
  of('probabilityBins', evaluation.probabilityBins, () => [reference(), b().concat(0.1, 1), { bins: 5 }]),
  of('probabilityOfSuperiority', evaluation.probabilityOfSuperiority, () => [
    a(),
    b(),
    { patients: ['x', 'x', 'y', 'z'] },
  ]),
  of('quantile', evaluation.quantile, () => [[0.1, 0.5, 0.7], 0.5], ['infinite']),
  of('rankGroups', evaluation.rankGroups, () => [{ one: 1.2, two: 1.8, three: 3 }, 0.7]),
  of(
    'rankMethods',
    evaluation.rankMethods,
    () => [scores(), { average: 'means', better: 'larger', missing: 'leaveOut', resamples: 20, seed: 1 }],
    ['infinite'],
  ),
  of('rankOverTasks', evaluation.rankOverTasks, () => [
    { first: scores(), second: scores() },
    { resamples: 20, seed: 1, level: 0.9 },
  ]),
  of(
    'relativeVolumeError',
    evaluation.relativeVolumeError,
    () => [reference(), prediction(), { empty: 'infinite' }],
    ANY,
  ),
  of('volumeError', evaluation.volumeError, () => [reference(), prediction(), { spacingMm: [1, 2, 3] }]),
  of(
    'ratioBootstrap',
    evaluation.ratioBootstrap,
    () => [
      { low: a(), some: b(), high: a(), patients: ['x', 'x', 'y', 'z'] },
      { resamples: 20, seed: 1, level: 0.9 },
    ],
    ANY,
  ),
  of(
    'bootstrapStatistics',
    evaluation.bootstrapStatistics,
    () => [4, (drawn: number[]) => [drawn.length], { resamples: 20, seed: 1, level: 0.9 }],
    ANY,
  ),
  of('lowestMean', evaluation.lowestMean, () => [a(), 0.5]),
  of('reliability', evaluation.reliability, () => [reference(), b().concat(0.1, 1), { bins: 5 }], NAN),
  of('reliabilityRows', evaluation.reliabilityRows, () => [[{ count: 4, sumOfProbabilities: 1, sumOfLabels: 2 }]], NAN),
  of('signFlipTest', evaluation.signFlipTest, () => [a(), b(), { resamples: 20, seed: 1 }]),
  of('thresholdMask', evaluation.thresholdMask, () => [b(), 0.5]),
  of(
    'ThresholdCurves',
    (first: never, ...rest: never[]) => {
      const curves = new evaluation.ThresholdCurves();
      curves.add(...([first, ...rest] as unknown as Parameters<typeof curves.add>));
      return curves.fit();
    },
    () => ['a', b(), [1, 0, 1, 1], [1, 1, 0, 1]],
    NAN,
  ),
  of('unitScores', evaluation.unitScores, () => [images(), { per: 'image', empty: 'leaveOut', classIndex: 0 }], NAN),
  of('volumeBias', evaluation.volumeBias, () => [[{ tp: 8, fp: 4, fn: 2, softVolume: 11 }]], NAN),
  of('wilcoxonSignedRank', evaluation.wilcoxonSignedRank, () => [a(), b(), { zeros: 'pratt', continuity: true }]),
  ...evaluation.lossConventions.map(({ library, loss }) =>
    of(`loss of ${library}`, loss, () => [[{ labels: [1, 0], probabilities: [0.5, 0.1] }]], NAN),
  ),
];

const MEASURES = [
  'dice',
  'jaccard',
  'accuracy',
  'balancedAccuracy',
  'kappa',
  'matthews',
  'precision',
  'recall',
  'specificity',
] as const;

/** Every function of `dice-workbook/overlap`. */
export const OVERLAP: readonly Callee[] = [
  ...MEASURES.flatMap((name) => [
    of(name, overlap[name], () => [counts(), { whenUndefined: 1 }], ANY),
    of(`${name}.exact`, overlap[name].exact, () => [counts(), { whenUndefined: 1 }]),
  ]),
  of('confusionCounts', overlap.confusionCounts, () => [reference(), prediction()]),
  of('masksWithCounts', overlap.masksWithCounts, () => [counts()]),
  of('exactWeight', overlap.exactWeight, () => [0.3]),
  of('fMeasure', overlap.fMeasure, () => [2]),
  of('tversky', overlap.tversky, () => [{ alpha: 0.3, beta: '7/10' }]),
  of('weightedHamming', overlap.weightedHamming, () => [0.3]),
  of('pixelWeightedHamming', overlap.pixelWeightedHamming, () => ['1/3']),
  of('parseMeasure', overlap.parseMeasure, () => ['tversky:0.3,0.7']),
  of('readParameters', overlap.readParameters, () => ['name:1', () => ({ positional: ['x'], known: ['x'] })]),
  of(
    'measure',
    (id: never, formula: never, at: never) => overlap.measure(id, formula)(at),
    () => ['own', overlap.dice.over, counts()],
    ANY,
  ),
];

const labels = () => tf.tensor3d([1, 0, 0, 1, 1, 0, 0, 1], [1, 4, 2]);
const probabilities = () => tf.tensor3d([0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7], [1, 4, 2]);
const logits = () => tf.tensor3d([2, -1, 0, 1, 3, -2, 0.5, 0], [1, 4, 2]);
const square = () => tf.tensor4d([1, 0, 0, 1], [1, 2, 2, 1]);
const inSquare = () => tf.tensor4d([0.9, 0.1, 0.4, 0.6], [1, 2, 2, 1]);

/** The options of a loss that a call may give, each at a value that it takes. */
const optionsOf = (id: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(LOSS_TABLE[id]!.options).flatMap(([key, { fallback, required }]) =>
      key === 'classWeights' || required
        ? key === 'classWeights'
          ? [[key, [1, 2]]]
          : []
        : fallback === undefined || key === 'overlapping' || key === 'background' || key === 'reduction'
          ? []
          : [[key, fallback]],
    ),
  );

const { LOSSES_OF_SPACE } = { LOSSES_OF_SPACE: ['boundary', 'hausdorff', 'centerlineDice'] };

/** Every function of `dice-workbook/losses`. Of a loss that is skipped everywhere, `none` tells NaN. */
export const LOSSES: readonly Callee[] = [
  ...Object.keys(LOSS_TABLE).flatMap((id) => {
    const { loss } = LOSS_TABLE[id]!;
    const inSpace = LOSSES_OF_SPACE.includes(id);
    const direct = (losses as unknown as Record<string, Callee['call']>)[`${id}Loss`];
    const { classWeights: _, ...ofOne } = optionsOf(id);
    const call = (options: () => object) =>
      inSpace ? () => [square(), inSquare(), options()] : () => [labels(), logits(), options()];
    return [
      of(
        `${id} of logits`,
        loss as Callee['call'],
        call(() => (inSpace ? ofOne : optionsOf(id))),
        NAN,
      ),
      ...(direct
        ? [
            of(
              `${id}Loss`,
              direct,
              inSpace
                ? () => [square(), inSquare(), { ...ofOne, mask: tf.ones([1, 2, 2]) }]
                : () => [labels(), probabilities(), { ...optionsOf(id), mask: tf.ones([1, 4]) }],
              NAN,
            ),
          ]
        : []),
    ];
  }),
  of(
    'generalizedWassersteinDiceLoss',
    losses.generalizedWassersteinDiceLoss,
    () => [
      labels(),
      probabilities(),
      {
        distances: [
          [0, 1],
          [1, 0],
        ],
      },
    ],
    NAN,
  ),
  of(
    'combinedLoss',
    (parts: never, ...rest: never[]) => (losses.combinedLoss(parts) as (...args: unknown[]) => unknown)(...rest),
    () => [
      [
        { loss: losses.softDiceLoss, weight: 0.5 },
        { loss: losses.crossEntropyLoss, weight: 2 },
      ],
      labels(),
      probabilities(),
      { per: 'batch' },
    ],
  ),
  of('lossFromSpec', losses.lossFromSpec, () => ['softTversky:0.3,0.7', { per: 'batch' }]),
  of(
    'lossFromSpec, called',
    (spec: never, ...rest: never[]) => (losses.lossFromSpec(spec).loss as (...args: unknown[]) => unknown)(...rest),
    () => ['softDice:per=batch+0.5*crossEntropy', labels(), logits(), { mask: tf.ones([1, 4]) }],
  ),
  of('splitSpecs', losses.splitSpecs, () => ['softDice,softTversky:0.3,0.7']),
];
