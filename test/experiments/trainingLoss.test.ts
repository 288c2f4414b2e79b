import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { trainingLoss } from '../../src/experiments/trainingLoss.js';
import { lossFromSpec, lossIds } from '../../src/losses/index.js';

// Two images of four pixels: the second has no foreground.
const labels = () => tf.tensor4d([1, 1, 0, 0, 0, 0, 0, 0], [2, 2, 2, 1]);
const logits = () => tf.tensor4d([1, 0.5, -0.5, 0, 2, -1, 0.3, 0.7], [2, 2, 2, 1]);
type Loss = ReturnType<typeof trainingLoss>;
const valueOf = (loss: Loss) => tf.tidy(() => loss(labels(), logits()).dataSync()[0]!);
const gradientOf = (loss: Loss) =>
  tf.tidy(() => [
    ...tf
      .grad((z) => loss(labels(), z))(logits())
      .dataSync(),
  ]);

describe('trainingLoss(spec, per)', () => {
  beforeAll(async () => void (await startEngine()));

  it('teaches per batch that nothing is to be predicted where there is no foreground, and per image does not', () => {
    const [batch, image] = (['batch', 'image'] as const).map((per) =>
      gradientOf(trainingLoss('softDice', per)).slice(4),
    );
    for (const slope of batch!) expect(slope).toBeGreaterThan(1e-3);
    // epsilon / (sum of probabilities)^2 with epsilon = 1e-7.
    for (const slope of image!) expect(Math.abs(slope)).toBeLessThan(1e-7);
  });

  it('is the soft Dice of all pixels of the batch together', () => {
    const p = [1, 0.5, -0.5, 0, 2, -1, 0.3, 0.7].map((z) => 1 / (1 + Math.exp(-z)));
    const expected = 1 - (2 * (p[0]! + p[1]!)) / (2 + p.reduce((a, b) => a + b));
    expect(valueOf(trainingLoss('softDice', 'batch'))).toBeCloseTo(expected, 6);
  });

  it.each([
    ['softDice', 'softDice:per=batch'],
    ['softTversky:alpha=0.3,beta=0.7', 'softTversky:alpha=0.3,beta=0.7,per=batch'],
    ['0.5*softDice:epsilon=1e+1+0.5*crossEntropy', '0.5*softDice:epsilon=1e+1,per=batch+0.5*crossEntropy'],
    ['softDice:per=image', 'softDice:per=image'],
    ['softJaccard:per=image+lovaszHinge', 'softJaccard:per=image+lovaszHinge:per=batch'],
    ['crossEntropy', 'crossEntropy'],
    ['weightedCrossEntropy:1,5', 'weightedCrossEntropy:1,5'],
  ])('trains %s as %s', (spec, meant) => {
    expect(valueOf(trainingLoss(spec, 'batch'))).toBe(valueOf(lossFromSpec(meant).loss));
  });

  it('covers every loss that can leave empty regions out', () => {
    // Such a loss scores regions; on this batch its value per image and per batch differ.
    for (const id of lossIds().filter(takesEmpty)) {
      const [batch, image] = (['batch', 'image'] as const).map((per) => trainingLoss(id, per));
      const classes = id === 'generalizedWassersteinDice' ? 2 : 1;
      const of = (loss: Loss) => tf.tidy(() => loss(oneHot(labels(), classes), logitsOf(classes)).dataSync()[0]!);
      expect(of(batch!), id).not.toBeCloseTo(of(image!), 3);
    }
  });
});

function takesEmpty(id: string): boolean {
  try {
    return Boolean(lossFromSpec(`${id}:empty=one`));
  } catch {
    return false;
  }
}

function oneHot(values: tf.Tensor4D, classes: number): tf.Tensor {
  return classes === 1 ? values : tf.concat([tf.sub(1, values), values], 3);
}

function logitsOf(classes: number): tf.Tensor {
  return classes === 1 ? logits() : tf.concat([tf.zerosLike(logits()), logits()], 3);
}
