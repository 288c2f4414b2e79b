import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { lossFromSpec, lossIds } from '../../src/losses/index.js';

// The law: no worse prediction has a smaller loss. Of two predictions of the same labels, the one whose logits lie
// farther from the labels at some pixels, and nowhere nearer, is worse: at a pixel of one channel, or of regions that
// overlap, the logit moves away from its label; at a pixel of classes that exclude each other, the logit of its class
// falls, and the others share what it loses.
beforeAll(async () => void (await startEngine({ only: 'cpu' })));

type Logits = number[][];
interface Case {
  /** `pixels x classes`, 0 or 1. */
  labels: Logits;
  logits: Logits;
  /** How far each pixel's logits move towards the labels, at least 0. */
  steps: number[];
}
type Score = (labels: Logits, logits: Logits) => number;

const PIXELS = 9;
const IMAGE = [1, 3, 3];
const tensor = (values: Logits) => tf.tensor(values.flat(), [...IMAGE, values[0]!.length]);
const scoreOf = (spec: string): Score => {
  const { loss } = lossFromSpec(spec);
  return (labels, logits) => tf.tidy(() => loss(tensor(labels), tensor(logits)).dataSync()[0]!);
};

const step = fc.oneof(fc.constantFrom(0, 100), fc.float({ min: 0, max: 4, noNaN: true }));
const logit = fc.oneof(fc.constantFrom(-40, 0, 40), fc.float({ min: -4, max: 4, noNaN: true }));
const pixels = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: PIXELS, maxLength: PIXELS });
/** Labels of class 0 alone, of the last class alone, or of both. */
const cases = (classes: number): fc.Arbitrary<Case> =>
  fc.record({
    labels: fc.oneof(
      ...[fc.constant(0), fc.constant(1), fc.nat(1)].map((kind) =>
        pixels(classes === 1 ? kind.map((y) => [y]) : kind.map((k) => oneHot(classes, k * (classes - 1)))),
      ),
    ),
    logits: pixels(fc.array(logit, { minLength: classes, maxLength: classes })),
    steps: pixels(step),
  });
const oneHot = (classes: number, k: number) => Array.from({ length: classes }, (_, c) => Number(c === k));
/** Overlapping regions: any labels. */
const regions = (classes: number): fc.Arbitrary<Case> =>
  cases(classes).chain((found) =>
    fc.record({
      labels: pixels(fc.array(fc.constantFrom(0, 1), { minLength: classes, maxLength: classes })),
      logits: fc.constant(found.logits),
      steps: fc.constant(found.steps),
    }),
  );

/** Moves logits towards their labels; `exclusive`: that of the pixel's class alone. */
const nearer = ({ labels, logits, steps }: Case, exclusive: boolean): Logits =>
  logits.map((pixel, v) =>
    pixel.map((s, c) => s + steps[v]! * (labels[v]![c] === 1 ? 1 : exclusive && pixel.length > 1 ? 0 : -1)),
  );
const perfect = (labels: Logits): Logits => labels.map((pixel) => pixel.map((label) => (label === 1 ? 40 : -40)));
const wrong = (labels: Logits): Logits => perfect(labels).map((pixel) => pixel.map((s) => -s));

/** A loss of one rounding to float32 each, over sums of nine. */
const ROUNDING = 2e-6;
const options = { seed: 1, numRuns: 150 };
const notSmaller = (worse: number, better: number): void => {
  expect(worse).toBeGreaterThanOrEqual(better - ROUNDING * Math.max(1, Math.abs(better)));
};

const holds = (score: Score, found: fc.Arbitrary<Case>, exclusive: boolean) =>
  fc.assert(
    fc.property(found, (one) => notSmaller(score(one.labels, one.logits), score(one.labels, nearer(one, exclusive)))),
    options,
  );

/** Not a function of each pixel's error alone: its weights are distances that other pixels decide. */
const ENDS_ONLY: Record<string, string> = {
  hausdorff: 'a wrong pixel more can bring the boundary, and with it every distance, nearer',
};
const all = (label: number): Logits => Array.from({ length: PIXELS }, () => [label]);

/** Exempt by definition, each with predictions of which the worse one has the smaller loss. */
const EXEMPT: Record<string, { why: string; labels: Logits; better: Logits; worse: Logits }> = {
  centerlineDice: {
    why: 'a mask without boundary has no centreline, and only what lies on one is scored: take it beside soft Dice',
    labels: all(0),
    better: perfect(all(0).map((_, v) => [Number(v === 4)])),
    worse: wrong(all(0)),
  },
};

const VARIANTS = [
  'softDice:squared=true',
  'softJaccard:squared=true',
  'softDice:per=batch,epsilon=1',
  'softDice:epsilon=0',
  'softDice:empty=zero',
  'softDice:empty=skip',
  'softTversky:1,0',
  'softTversky:0,1',
  'softFBeta:2',
  'focalTversky:0.3,0.7,2',
  'focal:0.5',
  'topKCrossEntropy:1',
  'jaccardMetric:variant=2',
  'diceSemimetric:variant=2',
  'generalizedDice:weighting=uniform',
  'matthews:epsilon=1',
  'lovaszSoftmax:classes=all',
  'hausdorff:1',
  'softDice+crossEntropy',
];
const specs = [...lossIds(), ...VARIANTS];
const idOf = (spec: string) => lossFromSpec(spec.replace(/^weightedCrossEntropy$/, '$&:1,5')).id;
const specFor = (spec: string, weights: string) => (spec === 'weightedCrossEntropy' ? `${spec}:${weights}` : spec);
const monotone = specs.filter((spec) => !(idOf(spec) in ENDS_ONLY) && !(idOf(spec) in EXEMPT));

describe.each(monotone)('%s: no worse prediction has a smaller loss', (spec) => {
  if (idOf(spec) !== 'generalizedWassersteinDice')
    it('of one channel', () => holds(scoreOf(specFor(spec, '1,5')), cases(1), true));

  it('of three classes', () => {
    const named = lossFromSpec(specFor(spec, '1,5,2'));
    holds(scoreOf(specFor(spec, '1,5,2')), cases(3), named.exclusive);
  });
});

describe.each(['softDice', 'softTversky', 'crossEntropy', 'focal', 'topKCrossEntropy', 'generalizedDice', 'matthews'])(
  '%s of regions that overlap: no worse prediction has a smaller loss',
  (id) => it('of two regions', () => holds(scoreOf(`${id}:overlapping=true`), regions(2), false)),
);

describe.each(specs.filter((spec) => idOf(spec) in ENDS_ONLY))('%s, whose distances other pixels decide', (spec) => {
  it.each([0, 1])(
    'nothing is better than all right, nothing worse than all wrong, where all labels are %s',
    (label) => {
      const [score, labels] = [scoreOf(spec), all(label)];
      fc.assert(
        fc.property(pixels(logit), (logits) => {
          const any = score(
            labels,
            logits.map((s) => [s]),
          );
          notSmaller(any, score(labels, perfect(labels)));
          notSmaller(score(labels, wrong(labels)), any);
        }),
        options,
      );
    },
  );
});

it.each(Object.entries(EXEMPT).map(([id, one]) => ({ id, ...one })))(
  '$id is exempt: $why',
  ({ id, labels, better, worse }) => {
    expect(scoreOf(id)(labels, worse)).toBeLessThan(scoreOf(id)(labels, better) - 0.1);
  },
);

describe('the law finds', () => {
  // What matthewsLoss was: epsilon added to means, so that 0/0 is 1 for any prediction.
  const before: Score = (labels, logits) => {
    const [y, p] = [labels.flat(), logits.flat().map((s) => 1 / (1 + Math.exp(-s)))];
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const [a, b, epsilon] = [mean(p), mean(y), 1e-7];
    const c = mean(y.map((label, i) => label * p[i]!)) - a * b;
    return 1 - (c + epsilon) / Math.sqrt((a * (1 - a) + epsilon) * (b * (1 - b) + epsilon));
  };
  it('the Matthews loss that rewarded a prediction of foreground everywhere where there is none', () => {
    expect(before(all(0), wrong(all(0)))).toBeCloseTo(0, 6);
    expect(() => holds(before, cases(1), true)).toThrow();
  });
  it('a loss of the wrong sign', () => {
    const dice = scoreOf('softDice');
    expect(() => holds((y, s) => -dice(y, s), cases(1), true)).toThrow();
  });
});

describe('matthews', () => {
  const matthews = scoreOf('matthews');
  it('of nothing labelled is 0 where nothing is predicted and 1 where all is', () => {
    expect(matthews(all(0), perfect(all(0)))).toBeCloseTo(0, 6);
    expect(matthews(all(0), wrong(all(0)))).toBeCloseTo(1, 6);
  });
  it('of all labelled is 0 where all is predicted and 1 where nothing is', () => {
    expect(matthews(all(1), perfect(all(1)))).toBeCloseTo(0, 6);
    expect(matthews(all(1), wrong(all(1)))).toBeCloseTo(1, 6);
  });
  it('one labelled voxel of 100^3 that is missed costs 1', () => {
    const loss = tf.tidy(() => {
      const labels = tf.oneHot(tf.tensor1d([123_456], 'int32'), 1e6).reshape([1, 100, 100, 100, 1]);
      return lossFromSpec('matthews')
        .loss(labels, tf.fill([1, 100, 100, 100, 1], -40))
        .dataSync()[0];
    });
    // sqrt(epsilon) of a voxel right by epsilon.
    expect(loss).toBeCloseTo(1 - Math.sqrt(1e-7), 5);
  });
  it('descends from p = .62 on an empty image to nothing predicted', () => {
    const { loss } = lossFromSpec('matthews');
    const labels = tf.zeros([1, 4, 4, 1]);
    const gradient = tf.grad((s: tf.Tensor) => loss(labels, s));
    const slopes = tf.tidy(() => gradient(tf.fill([1, 4, 4, 1], Math.log(0.62 / 0.38))).dataSync());
    expect([...slopes].every((slope) => slope > 0)).toBe(true);
    labels.dispose();
  });
});
