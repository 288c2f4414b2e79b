import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import * as losses from '../../src/losses/index.js';
import { LOSS_TABLE } from '../../src/losses/lossTable.js';
import { seededRandom } from '../../src/random.js';
import { describeLossesOnEveryEngine } from '../backends.js';
import { centralDifference, directions, maskTensor, randomData, tensor, type Shape } from './data.js';
import * as reference from './reference.js';
import type { ReferenceOptions, Values } from './reference.js';

type Loss = (labels: tf.Tensor, predictions: tf.Tensor, options?: never) => tf.Scalar;
interface Subject {
  loss: Loss;
  reference: (y: Values, p: Values, options?: ReferenceOptions) => number;
  /** Combinations of the loss's own options. */
  own?: ReferenceOptions[];
  /** The common options that it takes. */
  takes: (keyof ReferenceOptions)[];
  shapes: Partial<Shape>[];
}

const OVERLAP: Subject['takes'] = [
  'per',
  'epsilon',
  'squared',
  'classWeights',
  'mask',
  'background',
  'empty',
  'reduction',
  'fromLogits',
  'overlapping',
  'pixelWeights',
];
const SOFT = OVERLAP.filter((key) => key !== 'squared');
const PIXELS: Subject['takes'] = ['per', 'mask', 'reduction', 'fromLogits', 'overlapping', 'pixelWeights'];
const LABELS: Subject['takes'] = [...PIXELS, 'labelSmoothing'];
const hardAndSoft: Partial<Shape>[] = [{ classes: 1 }, { classes: 3 }, { classes: 3, soft: true }];
const volumes: Partial<Shape>[] = [
  { classes: 2, space: [3, 4, 3] },
  { classes: 2, space: [3, 4, 3], soft: true },
];
const exclusive: Partial<Shape>[] = [
  { classes: 1 },
  { classes: 1, soft: true },
  { classes: 3, exclusive: true },
  { classes: 3, exclusive: true, soft: true },
];

const subjects: Record<string, Subject> = {
  softDiceLoss: { loss: losses.softDiceLoss, reference: reference.softDice, takes: OVERLAP, shapes: hardAndSoft },
  softJaccardLoss: {
    loss: losses.softJaccardLoss,
    reference: reference.softJaccard,
    takes: OVERLAP,
    shapes: hardAndSoft,
  },
  softTverskyLoss: {
    loss: losses.softTverskyLoss,
    reference: reference.softTversky,
    own: [
      { alpha: 0.2, beta: 0.8 },
      { alpha: 2, beta: 2, squared: true },
      { alpha: 0, beta: 1 },
    ],
    takes: SOFT,
    shapes: hardAndSoft,
  },
  softFBetaLoss: {
    loss: losses.softFBetaLoss,
    reference: reference.softFBeta,
    own: [{ b: 2 }, { b: 0.5 }, { b: 1, squared: true }],
    takes: SOFT,
    shapes: hardAndSoft,
  },
  focalTverskyLoss: {
    loss: losses.focalTverskyLoss,
    reference: reference.focalTversky,
    own: [{ gamma: 0.75 }, { gamma: 2, alpha: 0.4 }],
    takes: SOFT,
    shapes: hardAndSoft,
  },
  jaccardMetricLoss: {
    loss: losses.jaccardMetricLoss,
    reference: reference.jaccardMetric,
    own: [{ variant: 2 }],
    takes: SOFT,
    shapes: hardAndSoft,
  },
  diceSemimetricLoss: {
    loss: losses.diceSemimetricLoss,
    reference: reference.diceSemimetric,
    own: [{ variant: 2 }],
    takes: SOFT,
    shapes: hardAndSoft,
  },
  matthewsLoss: { loss: losses.matthewsLoss, reference: reference.matthews, takes: SOFT, shapes: hardAndSoft },
  generalizedDiceLoss: {
    loss: losses.generalizedDiceLoss,
    reference: reference.generalizedDice,
    own: [{ weighting: 'simple' }, { weighting: 'uniform' }],
    takes: SOFT.filter((key) => key !== 'classWeights'),
    shapes: hardAndSoft,
  },
  generalizedWassersteinDiceLoss: {
    loss: losses.generalizedWassersteinDiceLoss,
    reference: reference.generalizedWassersteinDice,
    own: [
      {
        distances: [
          [0, 2, 2],
          [2, 0, 1],
          [2, 1, 0],
        ],
      },
    ],
    takes: ['per', 'epsilon', 'mask', 'pixelWeights', 'empty', 'reduction', 'fromLogits'],
    shapes: exclusive.slice(2),
  },
  crossEntropyLoss: {
    loss: losses.crossEntropyLoss,
    reference: reference.crossEntropy,
    takes: LABELS,
    shapes: exclusive,
  },
  weightedCrossEntropyLoss: {
    loss: (y, p, options) => losses.weightedCrossEntropyLoss(y, p, options ?? { classWeights: [] }),
    reference: reference.weightedCrossEntropy,
    own: [
      { classWeights: [0.5, 3] },
      { classWeights: [0.5, 3], per: 'batch' },
      { classWeights: [2, 0], mask: [] },
      { classWeights: [1, 4], fromLogits: true, mask: [] },
      { classWeights: [1, 4], labelSmoothing: 0.1, pixelWeights: [] },
      { classWeights: [1, 4], labelSmoothing: 0.1, pixelWeights: [], fromLogits: true },
    ],
    takes: [],
    shapes: exclusive.slice(0, 2),
  },
  'weightedCrossEntropyLoss of three classes': {
    loss: (y, p, options) => losses.weightedCrossEntropyLoss(y, p, options ?? { classWeights: [] }),
    reference: reference.weightedCrossEntropy,
    own: [
      { classWeights: [0.5, 3, 0] },
      { classWeights: [1, 2, 3], mask: [], per: 'batch' },
      { classWeights: [1, 2, 3], fromLogits: true },
      { classWeights: [1, 2, 3], labelSmoothing: 0.1, pixelWeights: [] },
      { classWeights: [1, 4], overlapping: true },
      { classWeights: [1, 4], overlapping: true, fromLogits: true, labelSmoothing: 0.3 },
    ],
    takes: [],
    shapes: exclusive.slice(2),
  },
  focalLoss: {
    loss: losses.focalLoss,
    reference: reference.focal,
    own: [{ gamma: 0 }, { gamma: 0.5 }, { gamma: 3 }],
    takes: PIXELS,
    shapes: exclusive,
  },
  'focalLoss of one channel weighed by alpha': {
    loss: losses.focalLoss,
    reference: reference.focal,
    own: [
      { alpha: 0.6, gamma: 1 },
      { alpha: 1, fromLogits: true },
      { alpha: 0.6, pixelWeights: [] },
    ],
    takes: [],
    shapes: exclusive.slice(0, 2),
  },
  'focalLoss of three weighted classes': {
    loss: losses.focalLoss,
    reference: reference.focal,
    own: [
      { classWeights: [0.5, 3, 0], gamma: 1 },
      { classWeights: [1, 2, 3], fromLogits: true, mask: [] },
    ],
    takes: [],
    shapes: exclusive.slice(2),
  },
  topKCrossEntropyLoss: {
    loss: losses.topKCrossEntropyLoss,
    reference: reference.topKCrossEntropy,
    own: [{ k: 0.3 }, { k: 1 }],
    takes: LABELS.filter((key) => key !== 'pixelWeights'),
    shapes: exclusive,
  },
  lovaszSoftmaxLoss: {
    loss: losses.lovaszSoftmaxLoss,
    reference: reference.lovaszSoftmax,
    own: [{ classes: 'all' }],
    takes: ['per', 'classWeights', 'mask', 'pixelWeights', 'background', 'reduction', 'fromLogits'],
    shapes: [{ classes: 1 }, { classes: 3, exclusive: true }, { classes: 5, exclusive: true }],
  },
  lovaszSigmoidLoss: {
    loss: losses.lovaszSigmoidLoss,
    reference: reference.lovaszSigmoid,
    takes: ['per', 'classWeights', 'mask', 'pixelWeights', 'background', 'empty', 'reduction', 'fromLogits'],
    shapes: [{ classes: 1 }, { classes: 3 }],
  },
  lovaszHingeLoss: {
    loss: losses.lovaszHingeLoss,
    reference: reference.lovaszHinge,
    takes: ['per', 'classWeights', 'mask', 'pixelWeights', 'background', 'empty', 'reduction'],
    shapes: [
      { classes: 1, logits: true },
      { classes: 3, logits: true },
    ],
  },
  boundaryLoss: {
    loss: losses.boundaryLoss,
    reference: reference.boundary,
    own: [{ spacingMm: [0.5, 2] }],
    takes: ['classWeights', 'mask', 'pixelWeights', 'background', 'reduction', 'fromLogits', 'overlapping'],
    shapes: hardAndSoft,
  },
  hausdorffLoss: {
    loss: losses.hausdorffLoss,
    reference: reference.hausdorff,
    own: [{ alpha: 1, spacingMm: [0.5, 2] }],
    takes: ['classWeights', 'mask', 'pixelWeights', 'background', 'reduction', 'fromLogits', 'overlapping'],
    shapes: hardAndSoft,
  },
  centerlineDiceLoss: {
    loss: losses.centerlineDiceLoss,
    reference: reference.centerlineDice,
    own: [{ iterations: 1 }],
    takes: ['mask', 'pixelWeights', 'reduction', 'fromLogits', 'overlapping', 'epsilon'],
    shapes: hardAndSoft,
  },
  'softDiceLoss of volumes': {
    loss: losses.softDiceLoss,
    reference: reference.softDice,
    own: [{}, { mask: [], per: 'batch', fromLogits: true, overlapping: true }],
    takes: [],
    shapes: volumes,
  },
  'boundaryLoss of volumes': {
    loss: losses.boundaryLoss,
    reference: reference.boundary,
    own: [{}, { mask: [], spacingMm: [3, 0.5, 1] }],
    takes: [],
    shapes: volumes,
  },
  'hausdorffLoss of volumes': {
    loss: losses.hausdorffLoss,
    reference: reference.hausdorff,
    own: [{}, { mask: [], spacingMm: [3, 0.5, 1] }],
    takes: [],
    shapes: volumes,
  },
  'centerlineDiceLoss of volumes': {
    loss: losses.centerlineDiceLoss,
    reference: reference.centerlineDice,
    own: [{}, { mask: [], iterations: 1 }],
    takes: [],
    shapes: volumes,
  },
};

/** Each value of each common option alone, and a few together. */
const COMMON: ReferenceOptions[] = [
  {},
  { per: 'batch' },
  { epsilon: 1 },
  { squared: true },
  { classWeights: [0.5, 2, 0, 1, 1] },
  { mask: [] },
  { background: false },
  { empty: 'zero' },
  { empty: 'skip' },
  { reduction: 'sum' },
  { fromLogits: true },
  { fromLogits: true, mask: [], per: 'batch' },
  { overlapping: true },
  { overlapping: true, fromLogits: true },
  { pixelWeights: [] },
  { pixelWeights: [], mask: [], per: 'batch' },
  { pixelWeights: [], fromLogits: true },
  { labelSmoothing: 0.2 },
  { labelSmoothing: 0.2, fromLogits: true },
  { squared: true, mask: [], background: false, classWeights: [1, 2, 3, 1, 1], empty: 'skip' },
];

/** The reference is the same for every engine: it is evaluated once. */
const known = new Map<string, { right: number; slopes: { direction: number[]; slope: number }[] }>();
function inFloat64(key: string, f: (p: Values) => number, p: Values) {
  const found = known.get(key) ?? {
    right: f(p),
    slopes: directions(p.flat(2).length).map((direction) => ({ direction, slope: centralDifference(f, p, direction) })),
  };
  known.set(key, found);
  return found;
}

/** What a random combination draws from, beside the default. */
const CHOICES: Partial<Record<keyof ReferenceOptions, readonly unknown[]>> = {
  per: ['batch'],
  epsilon: [1e-3, 0.4],
  squared: [true],
  classWeights: [[0.5, 2, 0, 1, 1]],
  mask: [[]],
  background: [false],
  empty: ['zero', 'skip'],
  reduction: ['sum'],
  fromLogits: [true],
  overlapping: [true],
  pixelWeights: [[]],
  labelSmoothing: [0.1, 0.6],
};

function compare(
  name: string,
  { loss, reference: expected, takes }: Subject,
  options: ReferenceOptions,
  shape: Partial<Shape>,
  emptyImage: boolean,
): void {
  const classes = shape.classes!;
  const softmax = options.fromLogits && takes.includes('overlapping') && !options.overlapping;
  const data = randomData({
    images: 3,
    space: [4, 3],
    classes,
    ...shape,
    // Only labels that exclude each other go with a softmax, and any do where regions may overlap.
    ...(softmax ? { exclusive: true } : options.overlapping ? { exclusive: false } : {}),
    emptyImage,
    logits: shape.logits ?? options.fromLogits ?? false,
    seed: 7,
  });
  const { mask, pixelWeights, classWeights, ...plain } = options;
  const weights = classWeights && takes.includes('classWeights') ? classWeights.slice(0, classes) : classWeights;
  const ours = { ...plain, ...(weights ? { classWeights: weights } : {}) };
  const weightOf = (_: number, v: number) => [1, 0, 3, 2][v % 4]!;
  const counts = data.mask.map((image) => image.map(weightOf));
  const theirs = {
    ...ours,
    ...(mask ? { mask: data.mask } : {}),
    ...(pixelWeights ? { pixelWeights: counts } : {}),
    space: data.space,
  };
  const [value, gradient] = tf.tidy(() => {
    const y = tensor(data.y, data.space);
    const given = {
      ...ours,
      ...(mask ? { mask: maskTensor(data) } : {}),
      ...(pixelWeights ? { pixelWeights: maskTensor({ ...data, mask: counts }) } : {}),
    } as never;
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(y, x, given))(tensor(data.p, data.space));
    return [value.dataSync()[0]!, Array.from(grad.dataSync())];
  });
  const { right, slopes } = inFloat64(
    JSON.stringify([name, options, shape, emptyImage]),
    (p) => expected(data.y, p, theirs),
    data.p,
  );
  const told = `${JSON.stringify(shape)} ${JSON.stringify(options)}`;
  // float32 results of float64 sums: 2^-24 relative; the engines' own softmax and logarithms lose two digits more.
  expect(Math.abs(value - right), `${told}: ${value} for ${right}`).toBeLessThan(
    2e-6 * Math.max(1, Math.abs(right)) + 1e-6,
  );
  const scale = Math.max(1e-3, ...gradient.map(Math.abs)) * Math.sqrt(gradient.length);
  slopes.forEach(({ direction, slope }) => {
    const along = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
    expect(Math.abs(along - slope) / scale, `${told}: slope ${along} for ${slope}`).toBeLessThan(2e-5);
  });
}

it('every loss of the table is compared', () => {
  const compared = Object.keys(subjects).map((name) => name.split(' ')[0]);
  expect(Object.keys(LOSS_TABLE).filter((id) => !compared.includes(`${id}Loss`))).toEqual([]);
});

describeLossesOnEveryEngine('every loss agrees with its formula in float64 and with central differences', () => {
  describe.each(Object.entries(subjects))('%s', (name, subject) => {
    const { own = [], takes, shapes } = subject;
    const combinations = [
      ...COMMON.filter((options) => Object.keys(options).every((key) => takes.includes(key as never))),
      ...own,
    ];
    const required = takes.length > 0 ? combinations : own;
    it.each(required.map((options) => [JSON.stringify(options), options] as const))('%s', (_, options) => {
      for (const shape of shapes) {
        for (const emptyImage of Object.keys(options).length === 0 ? [false, true] : [true])
          compare(name, subject, options, shape, emptyImage);
      }
    });

    it.skipIf(takes.length === 0)('under random combinations of its options', () => {
      for (let draw = 0; draw < 20; draw++) {
        const { uniform, integer } = seededRandom(11, draw);
        const pick = <T>(values: readonly T[]) => values[integer(values.length)]!;
        const common = Object.fromEntries(takes.filter(() => uniform() < 0.5).map((key) => [key, pick(CHOICES[key]!)]));
        // Overlapping regions have no background to leave out.
        const { background, ...rest } = common;
        const settled = common.overlapping ? rest : { ...rest, ...(background === undefined ? {} : { background }) };
        compare(name, subject, { ...settled, ...pick([{}, ...own]) }, pick(shapes), uniform() < 0.5);
      }
    });
  });
});
