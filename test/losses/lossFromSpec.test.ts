import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import * as losses from '../../src/losses/index.js';
import { lossFromSpec, lossIds } from '../../src/losses/index.js';
import { maskTensor, randomData, tensor } from './data.js';

beforeAll(async () => void (await startEngine()));

const data = (classes: number) => randomData({ images: 2, space: [4, 4], classes, exclusive: true, logits: true });
const same = (spec: string, direct: (y: tf.Tensor, logits: tf.Tensor, mask: tf.Tensor) => tf.Scalar, classes = 1) =>
  tf.tidy(() => {
    const found = data(classes);
    const [y, s, mask] = [tensor(found.y, found.space), tensor(found.p, found.space), maskTensor(found)];
    expect(lossFromSpec(spec).loss(y, s, { mask }).dataSync()[0]).toBeCloseTo(direct(y, s, mask).dataSync()[0]!, 6);
  });

describe('lossFromSpec(spec)', () => {
  it('knows the six losses of the comparison', () => {
    expect(lossIds()).toEqual(
      expect.arrayContaining([
        'crossEntropy',
        'weightedCrossEntropy',
        'softDice',
        'softJaccard',
        'softTversky',
        'lovaszSoftmax',
      ]),
    );
  });

  it.each(lossIds())('%s runs on the logits of one class and of three', (id) => {
    for (const classes of [1, 3]) {
      if (id === 'generalizedWassersteinDice' && classes === 1) continue;
      const weights = classes === 1 ? '1,5' : '1,2,3';
      const { loss } = lossFromSpec(id === 'weightedCrossEntropy' ? `${id}:${weights}` : id);
      const found = data(classes);
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
        loss(tensor(found.y, found.space), x, { mask: maskTensor(found) }),
      )(tensor(found.p, found.space));
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      expect(grad.dataSync().every(Number.isFinite)).toBe(true);
      tf.dispose([value, grad]);
    }
  });

  it('applies the sigmoid, the mask and the parameters', () => {
    same('softTversky:alpha=0.2,beta=0.8', (y, s, mask) =>
      losses.softTverskyLoss(y, s, { alpha: 0.2, beta: 0.8, mask, fromLogits: true }),
    );
    same('weightedCrossEntropy:1,5', (y, s, mask) =>
      losses.weightedCrossEntropyLoss(y, s, { classWeights: [1, 5], mask, fromLogits: true }),
    );
    same('softDice:per=batch, squared=true, epsilon=1e-3', (y, s, mask) =>
      losses.softDiceLoss(y, s, { per: 'batch', squared: true, epsilon: 1e-3, mask, fromLogits: true }),
    );
    same('lovaszHinge', (y, s, mask) => losses.lovaszHingeLoss(y, s, { mask }));
  });

  it('applies the softmax to several classes', () => {
    same(
      'softDice:background=false,classWeights=1:2:3',
      (y, s, mask) => losses.softDiceLoss(y, s, { background: false, classWeights: [1, 2, 3], mask, fromLogits: true }),
      3,
    );
  });

  it('adds losses', () => {
    same('softDice + 0.5*crossEntropy', (y, s, mask) =>
      tf.add(
        losses.softDiceLoss(y, s, { mask, fromLogits: true }),
        tf.mul(0.5, losses.crossEntropyLoss(y, s, { mask, fromLogits: true })),
      ),
    );
    expect(lossFromSpec('softDice+0.5*crossEntropy')).toMatchObject({
      id: 'combined',
      spec: 'softDice+0.5*crossEntropy',
      title: 'soft Dice + 0.5 cross-entropy',
    });
    expect(lossFromSpec('softDice:epsilon=1e+0').id).toBe('softDice');
  });

  it('tells id, spec and title', () => {
    expect(lossFromSpec(' softDice ')).toMatchObject({ id: 'softDice', spec: 'softDice', title: 'soft Dice' });
    expect(lossFromSpec('weightedCrossEntropy:1,5').title).toBe('weighted cross-entropy (classWeights = 1:5)');
  });

  it.each([
    ['softdice', /unknown loss 'softdice'\. Did you mean 'softDice'\? Losses: crossEntropy, /],
    ['dice', /unknown loss 'dice'/],
    ['', /unknown loss ''/],
    ['toString', /unknown loss 'toString'/],
    [
      'softDice:gamma=2',
      /the loss 'softDice' has no parameter 'gamma' \(in 'softDice:gamma=2'\)\. Its parameters are per, epsilon/,
    ],
    ['softTversky:alpha=', /the alpha of the loss 'softTversky:alpha=' must be a number, but is ''/],
    ['softTversky:alpha=1x', /must be a number, but is '1x'/],
    [
      'weightedCrossEntropy',
      /the loss 'weightedCrossEntropy' needs classWeights, for example 'weightedCrossEntropy:1,5'/,
    ],
    ['weightedCrossEntropy:1,many', /the classWeights of the loss .* must be a number, but is 'many'/],
    ['softDice+crossEntropi', /unknown loss 'crossEntropi'\. Did you mean 'crossEntropy'\?/],
  ])('refuses %j', (spec, sentence) => {
    expect(() => lossFromSpec(spec)).toThrow(sentence);
  });
});
