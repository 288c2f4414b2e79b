import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import * as losses from '../../src/losses/index.js';
import { lossFromSpec, lossIds } from '../../src/losses/index.js';
import { maskTensor, randomData, tensor } from './data.js';

beforeAll(async () => void (await startEngine()));

const data = (classes: number) => randomData({ images: 2, space: [4, 4], classes, exclusive: true, logits: true });
const same = (
  spec: string,
  direct: (y: tf.Tensor, logits: tf.Tensor, mask: tf.Tensor) => tf.Scalar,
  classes = 1,
  defaults: losses.SpecDefaults = {},
) =>
  tf.tidy(() => {
    const found = data(classes);
    const [y, s, mask] = [tensor(found.y, found.space), tensor(found.p, found.space), maskTensor(found)];
    expect(lossFromSpec(spec, defaults).loss(y, s, { mask }).dataSync()[0]).toBeCloseTo(
      direct(y, s, mask).dataSync()[0]!,
      6,
    );
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
    expect(lossFromSpec('softTversky').title).toBe('soft Tversky (alpha = 0.3, beta = 0.7)');
    expect(lossFromSpec('softDice:squared=true').title).toBe('soft Dice (squared = true)');
    expect(lossFromSpec('weightedCrossEntropy:1,5').title).toBe('weighted cross-entropy (classWeights = 1:5)');
  });

  it.each([
    ['softTversky', 'softTversky'],
    ['softTversky:0.3,0.7', 'softTversky'],
    ['softTversky:beta=0.7,alpha=0.3', 'softTversky'],
    [' softTversky : 0.2 , beta = 8e-1 ', 'softTversky:0.2,0.8'],
    ['softTversky:1/4,3/4', 'softTversky:0.25,0.75'],
    ['softTversky:beta=0.5', 'softTversky:0.3,0.5'],
    ['focalTversky:gamma=0.5', 'focalTversky:0.3,0.7,0.5'],
    ['softFBeta:2', 'softFBeta:2'],
    ['focal:gamma=3,alpha=0.5', 'focal:3,alpha=0.5'],
    ['weightedCrossEntropy:classWeights=1:5', 'weightedCrossEntropy:1,5'],
    ['softDice:epsilon=1,squared=true,classWeights=1:2', 'softDice:epsilon=1,squared=true,classWeights=1:2'],
    ['softDice:squared=true,empty=one,epsilon=1e-7', 'softDice:squared=true'],
    [
      'generalizedWassersteinDice:distances=0:1:1|1:0:1/2|1:.5:0',
      'generalizedWassersteinDice:distances=0:1:1|1:0:0.5|1:0.5:0',
    ],
    // Without `per` a loss follows what its caller says.
    ['softDice:per=image', 'softDice:per=image'],
    ['0.5*crossEntropy+1*softDice', 'softDice+0.5*crossEntropy'],
    ['2*softDice', '2*softDice'],
    ['softDice:per=image+softDice:per=batch', 'softDice:per=batch+softDice:per=image'],
    [
      'crossEntropy:overlapping=true+softDice:overlapping=true',
      'softDice:overlapping=true+crossEntropy:overlapping=true',
    ],
  ])('names %j by the one spec %j, which names itself', (spec, one) => {
    expect(lossFromSpec(spec).spec).toBe(one);
    expect(lossFromSpec(one).spec).toBe(one);
    expect(lossFromSpec(one).title).toBe(lossFromSpec(spec).title);
  });

  it('takes parameters by position', () => {
    same('softTversky:0.2,0.8', (y, s, mask) =>
      losses.softTverskyLoss(y, s, { alpha: 0.2, beta: 0.8, mask, fromLogits: true }),
    );
    same('softFBeta:2', (y, s, mask) => losses.softFBetaLoss(y, s, { b: 2, mask, fromLogits: true }));
    same('focal:3', (y, s, mask) => losses.focalLoss(y, s, { gamma: 3, mask, fromLogits: true }));
    same('focalTversky:0.2,0.8,2', (y, s, mask) =>
      losses.focalTverskyLoss(y, s, { alpha: 0.2, beta: 0.8, gamma: 2, mask, fromLogits: true }),
    );
  });

  it('per batch teaches that nothing is to be predicted where there is no foreground, and per image does not', () => {
    // Two images of four pixels: the second has no foreground.
    const slopes = (per: 'image' | 'batch') =>
      tf.tidy(() => {
        const labels = tf.tensor4d([1, 1, 0, 0, 0, 0, 0, 0], [2, 2, 2, 1]);
        const logits = tf.tensor4d([1, 0.5, -0.5, 0, 2, -1, 0.3, 0.7], [2, 2, 2, 1]);
        const { loss } = lossFromSpec('softDice', { per });
        return [
          ...tf
            .grad((z: tf.Tensor) => loss(labels, z))(logits)
            .dataSync(),
        ].slice(4);
      });
    for (const slope of slopes('batch')) expect(slope).toBeGreaterThan(1e-3);
    // epsilon / (sum of probabilities)^2 with epsilon = 1e-7.
    for (const slope of slopes('image')) expect(Math.abs(slope)).toBeLessThan(1e-7);
  });

  it.each([
    ['0.5*softDice:epsilon=1e+1+0.5*crossEntropy', '0.5*softDice:epsilon=1e+1,per=batch+0.5*crossEntropy'],
    ['softJaccard:per=image+lovaszHinge', 'softJaccard:per=image+lovaszHinge:per=batch'],
    ['weightedCrossEntropy:1,5', 'weightedCrossEntropy:1,5'],
  ])('per batch %s is %s', (spec, meant) => {
    same(spec, (y, s, mask) => lossFromSpec(meant).loss(y, s, { mask }), 1, { per: 'batch' });
  });

  it('refuses defaults that are none, and what is no text', () => {
    expect(() => lossFromSpec('softDice', { per: 'pixel' as never })).toThrow(/per must be one of image, batch/);
    expect(() => lossFromSpec('softDice', { steps: 1 } as never)).toThrow(/lossFromSpec has no option 'steps'/);
    for (const spec of [undefined, null, 1, {}])
      expect(() => lossFromSpec(spec as never)).toThrow(/a loss is named by a text such as 'softDice'/);
  });

  it.each([
    ['softdice', /unknown loss 'softdice'\. Did you mean 'softDice'\? Losses: crossEntropy, /],
    ['dice', /unknown loss 'dice'/],
    ['', /unknown loss ''/],
    ['toString', /unknown loss 'toString'/],
    [
      'softDice:gamma=2',
      /'softDice' has no parameter 'gamma' \(in 'softDice:gamma=2'\)\. Its parameters are per, epsilon/,
    ],
    ['softTversky:alpha=', /the loss 'softTversky:alpha=': alpha must be a finite number of at least 0, but is ''/],
    ['softTversky:alpha=1x', /must be a finite number of at least 0, but is '1x'/],
    ['weightedCrossEntropy', /the loss 'weightedCrossEntropy' needs classWeights, a list of numbers/],
    [
      'weightedCrossEntropy:1,many',
      /classWeights must be a list of numbers, each a finite number of at least 0, but is '1:many'/,
    ],
    ['softTversky:alpha=NaN', /alpha must be a finite number of at least 0, but is 'NaN'/],
    ['softTversky:alpha=-1', /alpha must be a finite number of at least 0, but is -1/],
    ['softTversky:Infinity,1', /alpha must be a finite number of at least 0, but is 'Infinity'/],
    ['softDice:per=pixel', /per must be one of image, batch, but is 'pixel'/],
    ['softDice:squared=1', /squared must be one of false, true, but is '1'/],
    ['softDice:mask=1', /has no parameter 'mask'/],
    ['softDice:reduction=none', /has no parameter 'reduction'/],
    [
      'softDice:0.3',
      /'softDice' takes no value by position, but 'softDice:0\.3' gives '0\.3'\. By name it takes per, /,
    ],
    ['softTversky:1,2,3', /'softTversky' takes alpha, beta by position, but 'softTversky:1,2,3' gives 3 values/],
    ['softTversky:0.3,alpha=0.5', /gives alpha twice/],
    ['softTversky:alpha=0.5,0.7', /gives '0\.7' by position after a value by name/],
    ['softTversky:0.3,', /beta must be a finite number of at least 0, but is ''/],
    ['softTversky:squared=true', /squared form needs alpha = beta/],
    ['softFBeta:2,squared=true', /squared form needs b = 1/],
    ['centerlineDice:1.5', /iterations must be a whole number of at least 0, but is 1\.5/],
    ['topKCrossEntropy:1.5', /k must be a number in \(0, 1\], but is 1\.5/],
    ['0*softDice', /the loss '0\*softDice': a weight must be a finite number above 0, but is 0/],
    ['1e400*softDice+crossEntropy', /a weight must be a finite number above 0, but is Infinity/],
    ['..*softDice', /a weight must be a finite number above 0, but is NaN/],
    ['softDice:overlapping=true,background=false', /overlapping regions have no channel of the background/],
    ['softDice:overlapping=true+crossEntropy', /overlapping regions in one loss and for classes in another/],
    ['softDice+softDice:squared=false', /names softDice twice/],
    ['softDice+crossEntropi', /unknown loss 'crossEntropi'\. Did you mean 'crossEntropy'\?/],
  ])('refuses %j', (spec, sentence) => {
    expect(() => lossFromSpec(spec)).toThrow(sentence);
  });
});
