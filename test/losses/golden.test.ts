import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import * as losses from '../../src/losses/index.js';
import { describeLossesOnEveryEngine } from '../backends.js';

// Worked by hand in exact rationals: I = 13/10, A = 11/5, P = 2, Q = 69/50.
const y = [1, 1, 0, 0, 0];
const p = [0.9, 0.4, 0.6, 0.2, 0.1];
const column = (values: number[]) => tf.tensor3d(values, [1, values.length, 1]);
const value = (loss: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Scalar, predictions = p, labels = y) =>
  tf.tidy(() => loss(column(labels), column(predictions)).dataSync()[0]!);
const slope = (loss: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Scalar) =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad((x) => loss(column(y), x))(column(p))
        .dataSync(),
    ),
  );

// float32 inputs: 0.9 and 0.4 are off by up to 3e-8 each.
const DIGITS = 6;

describeLossesOnEveryEngine('the golden vector', () => {
  it.each([
    ['soft Dice is 8/21', (a: tf.Tensor, b: tf.Tensor) => losses.softDiceLoss(a, b), 8 / 21],
    ['soft Jaccard is 16/29', (a: tf.Tensor, b: tf.Tensor) => losses.softJaccardLoss(a, b), 16 / 29],
    ['squared soft Dice is 3/13', (a: tf.Tensor, b: tf.Tensor) => losses.softDiceLoss(a, b, { squared: true }), 3 / 13],
    [
      'squared soft Jaccard is 3/8',
      (a: tf.Tensor, b: tf.Tensor) => losses.softJaccardLoss(a, b, { squared: true }),
      3 / 8,
    ],
    [
      'soft Dice with epsilon 1 is 4/13',
      (a: tf.Tensor, b: tf.Tensor) => losses.softDiceLoss(a, b, { epsilon: 1 }),
      4 / 13,
    ],
    [
      'soft Tversky (0.3, 0.7) is 38/103',
      (a: tf.Tensor, b: tf.Tensor) => losses.softTverskyLoss(a, b, { alpha: 0.3, beta: 0.7 }),
      38 / 103,
    ],
    [
      'soft Tversky (0.7, 0.3) is 42/107',
      (a: tf.Tensor, b: tf.Tensor) => losses.softTverskyLoss(a, b, { alpha: 0.7, beta: 0.3 }),
      42 / 107,
    ],
    ['Lovász-softmax is 53/120', (a: tf.Tensor, b: tf.Tensor) => losses.lovaszSoftmaxLoss(a, b), 53 / 120],
    ['cross-entropy is 0.453289209276', (a: tf.Tensor, b: tf.Tensor) => losses.crossEntropyLoss(a, b), 0.453289209276],
    [
      'cross-entropy weighted [1, 3] is 0.861949708288',
      (a: tf.Tensor, b: tf.Tensor) => losses.weightedCrossEntropyLoss(a, b, { classWeights: [1, 3] }),
      0.861949708288,
    ],
  ])('%s', (_, loss, expected) => expect(value(loss)).toBeCloseTo(expected, DIGITS));

  it('Lovász hinge of the logits (2, -1/2, 1/2, -1, -3) is 1', () => {
    expect(value(losses.lovaszHingeLoss, [2, -0.5, 0.5, -1, -3])).toBeCloseTo(1, DIGITS);
  });

  it('the slope of soft Dice is -145/441 on foreground and 65/441 on background', () => {
    slope(losses.softDiceLoss).forEach((g, i) => expect(g).toBeCloseTo(y[i] ? -145 / 441 : 65 / 441, DIGITS));
  });

  it('the slope of soft Jaccard is -10/29 on foreground and 130/841 on background', () => {
    slope(losses.softJaccardLoss).forEach((g, i) => expect(g).toBeCloseTo(y[i] ? -10 / 29 : 130 / 841, DIGITS));
  });

  it('the tie in the errors does not matter to Lovász-softmax', () => {
    const order = [2, 0, 4, 1, 3];
    expect(
      value(
        losses.lovaszSoftmaxLoss,
        order.map((i) => p[i]!),
        order.map((i) => y[i]!),
      ),
    ).toBeCloseTo(53 / 120, DIGITS);
  });
});
