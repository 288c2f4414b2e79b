import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import * as losses from '../../src/losses/index.js';
import { confusionCounts, dice, jaccard, tversky, type Measure } from '../../src/overlap/index.js';

// The plain engine: the laws are about the formulas, and small tensors are fastest there.
beforeAll(async () => void (await startEngine({ only: 'cpu' })));

type Loss = (labels: tf.Tensor, predictions: tf.Tensor) => tf.Scalar;
const column = (values: ArrayLike<number>) => tf.tensor3d(Float32Array.from(values), [1, values.length, 1]);
const value = (loss: Loss, y: ArrayLike<number>, p: ArrayLike<number>) =>
  tf.tidy(() => loss(column(y), column(p)).dataSync()[0]!);
const gradient = (loss: Loss, y: ArrayLike<number>, p: ArrayLike<number>) =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad((x: tf.Tensor) => loss(column(y), x))(column(p))
        .dataSync(),
    ),
  );

/** A float32 in [0, 1] from raw bits, so that 0, -0, 1, the smallest and the largest below 1 occur. */
const probability = fc.oneof(
  fc.constantFrom(0, -0, 1, 2 ** -149, 1 - 2 ** -24, 0.5),
  fc.float({ min: 0, max: 1, noNaN: true }),
);
const bit = fc.constantFrom(0, 1);
const pairs = (label: fc.Arbitrary<number>, prediction: fc.Arbitrary<number>) =>
  fc
    .array(fc.tuple(label, prediction), { minLength: 1, maxLength: 20 })
    .map((list) => ({ y: list.map(([y]) => y), p: list.map(([, p]) => p) }));
const options = { seed: 1, numRuns: 60 };

/** epsilon = 1e-7 on scores of up to 20 pixels, and one rounding to float32. */
const ROUNDING = 1e-6;

const inUnitRange: Record<string, Loss> = {
  softDiceLoss: losses.softDiceLoss,
  softJaccardLoss: losses.softJaccardLoss,
  softTverskyLoss: losses.softTverskyLoss,
  softFBetaLoss: losses.softFBetaLoss,
  focalTverskyLoss: losses.focalTverskyLoss,
  generalizedDiceLoss: losses.generalizedDiceLoss,
  jaccardMetricLoss: losses.jaccardMetricLoss,
  diceSemimetricLoss: losses.diceSemimetricLoss,
  'squared softDiceLoss': (y, p) => losses.softDiceLoss(y, p, { squared: true }),
  'squared softJaccardLoss': (y, p) => losses.softJaccardLoss(y, p, { squared: true }),
};
const onHardLabels: Record<string, Loss> = {
  lovaszSoftmaxLoss: losses.lovaszSoftmaxLoss,
  lovaszSigmoidLoss: losses.lovaszSigmoidLoss,
};
const unbounded: Record<string, Loss> = {
  crossEntropyLoss: losses.crossEntropyLoss,
  weightedCrossEntropyLoss: (y, p) => losses.weightedCrossEntropyLoss(y, p, { classWeights: [1, 3] }),
  topKCrossEntropyLoss: (y, p) => losses.topKCrossEntropyLoss(y, p, { k: 0.4 }),
  focalLoss: losses.focalLoss,
  'focalLoss (gamma 0.5)': (y, p) => losses.focalLoss(y, p, { gamma: 0.5 }),
  matthewsLoss: losses.matthewsLoss,
};
const spatial: Record<string, Loss> = { boundaryLoss: losses.boundaryLoss, hausdorffLoss: losses.hausdorffLoss };

describe.each(Object.entries(inUnitRange))('%s(labels, probabilities)', (name, loss) => {
  it('lies in [0, 1] for soft labels', () => {
    fc.assert(
      fc.property(pairs(probability, probability), ({ y, p }) => {
        const found = value(loss, y, p);
        expect(found).toBeGreaterThanOrEqual(-ROUNDING);
        expect(found).toBeLessThanOrEqual(1 + ROUNDING);
      }),
      options,
    );
  });

  it('is 0 for a prediction that equals binary labels', () => {
    fc.assert(
      fc.property(fc.array(bit, { minLength: 1, maxLength: 20 }), (y) => {
        expect(value(loss, y, y)).toBeCloseTo(0, name === 'focalTverskyLoss' ? 4 : 6);
      }),
      options,
    );
  });
});

describe.each(Object.entries({ ...inUnitRange, ...onHardLabels, ...unbounded }))('%s', (_, loss) => {
  it('does not depend on the order of the pixels', () => {
    fc.assert(
      fc.property(pairs(bit, probability), ({ y, p }) => {
        expect(value(loss, [...y].reverse(), [...p].reverse())).toBeCloseTo(value(loss, y, p), 5);
      }),
      options,
    );
  });
});

describe.each(Object.entries({ ...inUnitRange, ...onHardLabels, ...unbounded, ...spatial }))(
  'the gradient of %s',
  (_, loss) => {
    it('is finite everywhere in [0, 1]', () => {
      fc.assert(
        fc.property(pairs(bit, probability), ({ y, p }) => {
          expect(gradient(loss, y, p).every(Number.isFinite)).toBe(true);
        }),
        options,
      );
    });
  },
);

describe('on binary masks', () => {
  const measures: Record<string, [Loss, Measure]> = {
    'softDiceLoss is 1 - dice': [losses.softDiceLoss, dice],
    'squared softDiceLoss is 1 - dice': [(y, p) => losses.softDiceLoss(y, p, { squared: true }), dice],
    'diceSemimetricLoss is 1 - dice': [losses.diceSemimetricLoss, dice],
    'softFBetaLoss (b = 1) is 1 - dice': [losses.softFBetaLoss, dice],
    'softJaccardLoss is 1 - jaccard': [losses.softJaccardLoss, jaccard],
    'jaccardMetricLoss is 1 - jaccard': [losses.jaccardMetricLoss, jaccard],
    'lovaszSigmoidLoss is 1 - jaccard': [losses.lovaszSigmoidLoss, jaccard],
    'softTverskyLoss is 1 - tversky': [losses.softTverskyLoss, tversky({ alpha: 0.3, beta: 0.7 })],
  };
  it.each(Object.entries(measures))('%s', (_, [loss, measure]) => {
    fc.assert(
      fc.property(pairs(bit, bit), ({ y, p }) => {
        expect(value(loss, y, p)).toBeCloseTo(1 - measure(confusionCounts(y, p), { whenUndefined: 1 }), 5);
      }),
      options,
    );
  });
});

describe('between losses', () => {
  it('Lovász is at most soft Jaccard', () => {
    fc.assert(
      fc.property(pairs(bit, probability), ({ y, p }) => {
        expect(value(losses.lovaszSigmoidLoss, y, p)).toBeLessThanOrEqual(
          value(losses.softJaccardLoss, y, p) + ROUNDING,
        );
      }),
      { ...options, numRuns: 200 },
    );
  });

  it('soft Jaccard is 2d/(1 + d) of soft Dice d', () => {
    fc.assert(
      fc.property(pairs(bit, probability), ({ y, p }) => {
        const d = value((a, b) => losses.softDiceLoss(a, b, { epsilon: 0 }), y, p);
        expect(value((a, b) => losses.softJaccardLoss(a, b, { epsilon: 0 }), y, p)).toBeCloseTo((2 * d) / (1 + d), 5);
      }),
      options,
    );
  });

  it('the gradient of soft Jaccard is 2/(2 - D)^2 times that of soft Dice', () => {
    fc.assert(
      fc.property(pairs(bit, fc.float({ min: Math.fround(0.01), max: Math.fround(0.99), noNaN: true })), ({ y, p }) => {
        const score = 1 - value(losses.softDiceLoss, y, p);
        const factor = 2 / (2 - score) ** 2;
        const ofDice = gradient(losses.softDiceLoss, y, p);
        gradient(losses.softJaccardLoss, y, p).forEach((g, i) => expect(g).toBeCloseTo(factor * ofDice[i]!, 4));
      }),
      options,
    );
  });

  it('soft Dice weighs foreground to background as 1 to the Jaccard index of its score', () => {
    const slopes = gradient(losses.softDiceLoss, [1, 1, 0, 0, 0], [0.9, 0.4, 0.6, 0.2, 0.1]);
    // D = 13/21, so J = 13/29, worked by hand.
    expect(-slopes[0]! / slopes[2]!).toBeCloseTo(29 / 13, 4);
  });

  it('cross-entropy grows with each weight', () => {
    fc.assert(
      fc.property(pairs(bit, probability), fc.tuple(fc.nat(5), fc.nat(5)), ({ y, p }, [w0, w1]) => {
        const weighted = (classWeights: number[]) =>
          value((a, b) => losses.weightedCrossEntropyLoss(a, b, { classWeights }), y, p);
        expect(weighted([w0 + 1, w1])).toBeGreaterThanOrEqual(weighted([w0, w1]));
      }),
      options,
    );
  });

  it('soft labels are the minimum of the metric and semimetric losses, but not of soft Dice', () => {
    // One pixel with label 1/2: soft Dice is least at p = 1, 1 - 2(1/2)/(3/2) = 1/3.
    expect(value(losses.softDiceLoss, [0.5], [1])).toBeCloseTo(1 / 3, 5);
    expect(value(losses.softDiceLoss, [0.5], [0.5])).toBeCloseTo(1 / 2, 5);
    for (const loss of [losses.jaccardMetricLoss, losses.diceSemimetricLoss]) {
      expect(value(loss, [0.5], [0.5])).toBeCloseTo(0, 5);
      expect(value(loss, [0.5], [1])).toBeGreaterThan(0.3);
    }
  });

  it('the squared soft Dice loss of soft labels is least at the labels', () => {
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 20 }), (y) => {
        expect(value((a, b) => losses.softDiceLoss(a, b, { squared: true }), y, y)).toBeCloseTo(0, 5);
      }),
      options,
    );
  });

  it('jaccardMetricLoss fulfils the triangle inequality', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(probability, probability, probability), { minLength: 1, maxLength: 8 }),
        (triples) => {
          const [x, y, z] = [0, 1, 2].map((k) => triples.map((triple) => triple[k]!)) as [number[], number[], number[]];
          for (const variant of [1, 2] as const) {
            const d = (a: number[], b: number[]) => value((u, v) => losses.jaccardMetricLoss(u, v, { variant }), a, b);
            expect(d(x, y)).toBeLessThanOrEqual(d(x, z) + d(z, y) + ROUNDING);
          }
        },
      ),
      options,
    );
  });

  it('diceSemimetricLoss breaks the triangle inequality: {1} and {2} by way of {1, 2}', () => {
    const d = (a: number[], b: number[]) => value(losses.diceSemimetricLoss, a, b);
    expect(d([1, 0], [0, 1])).toBeCloseTo(1, 5);
    expect(d([1, 0], [1, 1]) + d([1, 1], [0, 1])).toBeCloseTo(2 / 3, 5);
  });
});
