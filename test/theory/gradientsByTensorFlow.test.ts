import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { softDiceLoss, softJaccardLoss } from 'dice-workbook/losses';
import { dice, jaccard, type Measure } from 'dice-workbook/overlap';
import { rational } from 'dice-workbook/rigor';
import { jaccardGradientFactor, softGradient } from 'dice-workbook/theory';
import { describeOnEveryEngine } from '../backends.js';

const labels = [1, 1, 0, 0, 0];
const tenths = [9, 4, 6, 2, 1];
const exact = (measure: Measure) =>
  softGradient(
    measure,
    labels,
    tenths.map((tenth) => rational(tenth, 10)),
  ).map((slope) => slope.toNumber());

/** TensorFlow.js's own automatic differentiation of a function of the probabilities. */
const slopesOf = (f: (p: tf.Tensor) => tf.Tensor): number[] =>
  tf.tidy(() =>
    Array.from(
      tf
        .grad(f)(
          tf.tensor(
            tenths.map((tenth) => tenth / 10),
            [1, 5, 1],
          ),
        )
        .dataSync(),
    ),
  );

// A float has 24 bits: its sums of five terms are good to about 1e-7.
const FLOAT_DIGITS = 6;
const expectClose = (actual: number[], expected: number[]) =>
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, FLOAT_DIGITS));

describeOnEveryEngine('the gradients by automatic differentiation', () => {
  const y = () => tf.tensor(labels, [1, 5, 1]);
  const score = (p: tf.Tensor, kind: 'dice' | 'jaccard') => {
    const common = p.mul(y()).sum();
    const volumes = p.sum().add(y().sum());
    return kind === 'dice' ? common.mul(2).div(volumes) : common.div(volumes.sub(common));
  };
  it('of 2I/(A + P) in plain operations are (2y − D)/(A + P)', () =>
    expectClose(
      slopesOf((p) => score(p, 'dice')),
      exact(dice),
    ));
  it('of I/(A + P − I) in plain operations are 2/(2 − D)² times as large', () => {
    expectClose(
      slopesOf((p) => score(p, 'jaccard')),
      exact(dice).map((slope) => slope * jaccardGradientFactor(13 / 21)),
    );
  });
  it('are not 2/(2 − D) times as large', () => {
    expect(slopesOf((p) => score(p, 'jaccard'))[0]).not.toBeCloseTo((exact(dice)[0]! * 2) / (2 - 13 / 21), 2);
  });
  it('of softDiceLoss and softJaccardLoss are the same with the opposite sign', () => {
    expectClose(
      slopesOf((p) => softDiceLoss(y(), p)),
      exact(dice).map((slope) => -slope),
    );
    expectClose(
      slopesOf((p) => softJaccardLoss(y(), p)),
      exact(jaccard).map((slope) => -slope),
    );
  });
});
