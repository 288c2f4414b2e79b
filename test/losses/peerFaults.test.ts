import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import * as losses from '../../src/losses/index.js';
import { describeLossesOnEveryEngine } from '../backends.js';
import { randomData, tensor } from './data.js';
import * as reference from './reference.js';

/*
 * Faults that were measured in, or reported of, widely used segmentation libraries. Each name says what is right; each
 * expected value comes from the float64 reference or is worked by hand, and the value that the fault would give is
 * shown to differ.
 */

const column = (values: number[]) => tf.tensor3d(values, [1, values.length, 1]);
const scalar = (make: () => tf.Tensor) => tf.tidy(() => make().dataSync()[0]!);

describeLossesOnEveryEngine('the losses keep clear of known faults:', () => {
  it('Lovász-softmax sorts the foreground indicator, not the class index', () => {
    for (const classes of [2, 3, 5]) {
      const { y, p, space } = randomData({ images: 2, space: [6, 5], classes, exclusive: true, seed: classes });
      const ours = scalar(() => losses.lovaszSoftmaxLoss(tensor(y, space), tensor(p, space), { classes: 'all' }));
      expect(ours).toBeCloseTo(reference.lovaszSoftmax(y, p, { classes: 'all' }), 5);
    }
  });

  it('Lovász-sigmoid sorts each channel by itself, not all channels together', () => {
    const { y, p, space } = randomData({ images: 2, space: [6, 5], classes: 3, seed: 4 });
    const ours = scalar(() => losses.lovaszSigmoidLoss(tensor(y, space), tensor(p, space)));
    expect(ours).toBeCloseTo(reference.lovaszSigmoid(y, p), 5);
    const together = (values: reference.Values) => values.map((image) => image.flat().map((v) => [v]));
    expect(Math.abs(ours - reference.lovaszSigmoid(together(y), together(p)))).toBeGreaterThan(1e-4);
  });

  it('Lovász takes channels-last images of any size as they are', () => {
    const { y, p } = randomData({ images: 2, space: [4, 6], classes: 2, exclusive: true });
    const wide = scalar(() => losses.lovaszSoftmaxLoss(tensor(y, [4, 6]), tensor(p, [4, 6])));
    expect(scalar(() => losses.lovaszSoftmaxLoss(tensor(y, [2, 3, 4]), tensor(p, [2, 3, 4])))).toBeCloseTo(wide, 6);
  });

  it('Tversky scores each class, so that alpha and beta do not act through their sum alone', () => {
    // Summed over exclusive classes first, false positives and false negatives agree, and only alpha + beta would
    // matter.
    const { y, p, space } = randomData({ images: 2, space: [5, 5], classes: 3, exclusive: true });
    const at = (alpha: number, beta: number) =>
      scalar(() => losses.softTverskyLoss(tensor(y, space), tensor(p, space), { alpha, beta }));
    expect(Math.abs(at(0.2, 0.8) - at(0.8, 0.2))).toBeGreaterThan(1e-3);
    const pixels = [...y.keys()].flatMap((b) =>
      y[b]!.flatMap((labels, v) => labels.map((label, c) => ({ label, predicted: p[b]![v]![c]! }))),
    );
    const sum = (of: (pixel: (typeof pixels)[number]) => number) =>
      pixels.reduce((total, pixel) => total + of(pixel), 0);
    const tp = sum(({ label, predicted }) => label * predicted);
    const [predicted, labelled] = [sum((pixel) => pixel.predicted), sum((pixel) => pixel.label)];
    const micro = (alpha: number, beta: number) => tp / (tp + alpha * (predicted - tp) + beta * (labelled - tp));
    expect(micro(0.2, 0.8)).toBeCloseTo(micro(0.8, 0.2), 6);
  });

  it('generalised Wasserstein Dice of a batch is the mean of its images', () => {
    const { y, p, space } = randomData({ images: 4, space: [3, 3], classes: 3, exclusive: true });
    const each = y.map((image, b) =>
      scalar(() => losses.generalizedWassersteinDiceLoss(tensor([image], space), tensor([p[b]!], space))),
    );
    const batch = scalar(() => losses.generalizedWassersteinDiceLoss(tensor(y, space), tensor(p, space)));
    expect(batch).toBeCloseTo(each.reduce((a, b) => a + b) / 4, 6);
  });

  it('generalised Wasserstein Dice of two classes at distance 1 is soft Dice', () => {
    const { y, p, space } = randomData({ images: 2, space: [4, 4], classes: 2, exclusive: true });
    const foreground = (values: reference.Values) => values.map((image) => image.map((pixel) => [pixel[1]!]));
    const ours = scalar(() => losses.generalizedWassersteinDiceLoss(tensor(y, space), tensor(p, space)));
    expect(ours).toBeCloseTo(reference.softDice(foreground(y), foreground(p)), 5);
  });

  it('a mask acts after the activation: perfect inside the mask is a loss of 0', () => {
    // Logits that the mask multiplies would become 0 outside, and their probability 1/2.
    const mask = tf.tensor2d([[1, 1, 0, 0]]);
    const loss = scalar(() =>
      losses.softDiceLoss(column([1, 0, 0, 1]), column([50, -50, 50, -50]), { mask, fromLogits: true }),
    );
    expect(loss).toBeCloseTo(0, 6);
    mask.dispose();
  });

  it('cross-entropy is a mean over valid pixels only', () => {
    const mask = tf.tensor2d([[1, 1, 0, 0, 0]]);
    const [y, p] = [
      [1, 0, 1, 1, 1],
      [0.5, 0.2, 0.9, 0.9, 0.9],
    ];
    const loss = scalar(() => losses.crossEntropyLoss(column(y), column(p), { mask }));
    expect(loss).toBeCloseTo(-(Math.log(0.5) + Math.log(0.8)) / 2, 6);
    mask.dispose();
  });

  it('weighted cross-entropy is not divided by the sum of the weights', () => {
    const at = (factor: number) =>
      scalar(() =>
        losses.weightedCrossEntropyLoss(column([1, 0]), column([0.3, 0.4]), { classWeights: [factor, 2 * factor] }),
      );
    expect(at(3)).toBeCloseTo(3 * at(1), 5);
  });

  it('an image that the mask leaves without pixels adds neither loss nor weight', () => {
    const { y, p, space } = randomData({ images: 2, space: [3, 3], classes: 1 });
    const first = scalar(() => losses.softDiceLoss(tensor([y[0]!], space), tensor([p[0]!], space)));
    const mask = tf.tensor3d([...new Array<number>(9).fill(1), ...new Array<number>(9).fill(0)], [2, 3, 3]);
    for (const empty of ['one', 'zero', 'skip'] as const) {
      expect(scalar(() => losses.softDiceLoss(tensor(y, space), tensor(p, space), { mask, empty }))).toBeCloseTo(
        first,
        6,
      );
    }
    mask.dispose();
  });

  it('a batch without any valid pixel has loss and gradient 0', () => {
    const mask = tf.zeros([1, 3]);
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => losses.softDiceLoss(column([1, 0, 1]), x, { mask }))(
      column([0.4, 0.5, 0.6]),
    );
    expect([value.dataSync()[0], ...grad.dataSync()]).toEqual([0, 0, 0, 0]);
    tf.dispose([value, grad, mask]);
  });

  it('the power of focal Tversky is taken before the mean over classes', () => {
    const { y, p, space } = randomData({ images: 2, space: [4, 4], classes: 3 });
    const ours = scalar(() => losses.focalTverskyLoss(tensor(y, space), tensor(p, space), { gamma: 2 }));
    const after = scalar(() => losses.softTverskyLoss(tensor(y, space), tensor(p, space))) ** 2;
    expect(ours).toBeCloseTo(reference.focalTversky(y, p, { gamma: 2 }), 5);
    expect(Math.abs(ours - after)).toBeGreaterThan(1e-4);
  });

  it('focal Tversky takes powers below 1, and their infinite slope at a perfect score does not make the gradient NaN', () => {
    const at = (p: number[]) =>
      tf.tidy(() =>
        Array.from(
          tf
            .grad((x: tf.Tensor) => losses.focalTverskyLoss(column([1, 0]), x, { gamma: 0.75 }))(column(p))
            .dataSync(),
        ),
      );
    expect(at([0.5, 0])[0]).toBeLessThan(0);
    expect(at([1, 0]).every(Number.isFinite)).toBe(true);
  });

  it('generalised Dice is not decided by a class that is absent', () => {
    // 1/(n + 1e-10)^2 would weigh the absent class by 1e20: the loss would be 1 for any probability of it, however
    // small.
    const [y, space] = [[[...new Array<number[]>(8).fill([1, 0, 0]), ...new Array<number[]>(8).fill([0, 1, 0])]], [16]];
    const p = y.map((image) => image.map((pixel) => pixel.map((v, c) => (c === 2 ? 0.01 : v === 1 ? 0.98 : 0.01))));
    expect(scalar(() => losses.generalizedDiceLoss(tensor(y, space), tensor(p, space)))).toBeLessThan(0.05);
  });

  it('generalised Dice sums over classes before it divides: the weights do not cancel', () => {
    const { y, p, space } = randomData({ images: 3, space: [5, 5], classes: 3, exclusive: true });
    const at = (weighting: 'square' | 'uniform', per: 'image' | 'batch') =>
      scalar(() => losses.generalizedDiceLoss(tensor(y, space), tensor(p, space), { weighting, per }));
    for (const per of ['image', 'batch'] as const)
      expect(Math.abs(at('square', per) - at('uniform', per))).toBeGreaterThan(1e-4);
  });

  it('false positives on an image without foreground are not free', () => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => losses.softDiceLoss(column([0, 0, 0]), x))(
      column([0.9, 0.9, 0.9]),
    );
    expect(value.dataSync()[0]).toBeCloseTo(1, 5);
    grad.dataSync().forEach((g) => expect(g).toBeGreaterThan(0));
    tf.dispose([value, grad]);
  });

  it('an image without foreground and without prediction scores 1', () => {
    expect(scalar(() => losses.softDiceLoss(column([0, 0, 0]), column([0, 0, 0])))).toBe(0);
  });

  it('the squared form squares the labels too: soft labels are its minimum', () => {
    expect(scalar(() => losses.softDiceLoss(column([0.5, 0.25]), column([0.5, 0.25]), { squared: true }))).toBeCloseTo(
      0,
      6,
    );
  });

  it('per image and per batch are different losses, and per image does not depend on the batch size', () => {
    const { y, p, space } = randomData({ images: 4, space: [4, 4], classes: 2 });
    const loss = (images: number[], per: 'image' | 'batch') =>
      scalar(() =>
        losses.softDiceLoss(
          tensor(
            images.map((b) => y[b]!),
            space,
          ),
          tensor(
            images.map((b) => p[b]!),
            space,
          ),
          { per },
        ),
      );
    expect(loss([0, 1, 2, 3], 'image')).toBeCloseTo((loss([0, 1], 'image') + loss([2, 3], 'image')) / 2, 6);
    expect(Math.abs(loss([0, 1, 2, 3], 'batch') - loss([0, 1, 2, 3], 'image'))).toBeGreaterThan(1e-5);
  });

  it('classWeights has one length, with the background scored or not', () => {
    const { y, p, space } = randomData({ images: 2, space: [4, 4], classes: 3 });
    const loss = (background: boolean) =>
      scalar(() => losses.softDiceLoss(tensor(y, space), tensor(p, space), { background, classWeights: [5, 1, 2] }));
    expect(loss(false)).toBeCloseTo(reference.softDice(y, p, { background: false, classWeights: [5, 1, 2] }), 5);
    expect(loss(true)).toBeCloseTo(reference.softDice(y, p, { classWeights: [5, 1, 2] }), 5);
  });

  it('fromLogits means the same to every loss of probabilities', () => {
    const { y, p, space } = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true, logits: true });
    const probabilities = p.map((image) => image.map(reference.softmax));
    for (const loss of [
      losses.softDiceLoss,
      losses.focalLoss,
      losses.crossEntropyLoss,
      losses.lovaszSoftmaxLoss,
      losses.topKCrossEntropyLoss,
    ]) {
      const [a, b] = [
        scalar(() => loss(tensor(y, space), tensor(p, space), { fromLogits: true })),
        scalar(() => loss(tensor(y, space), tensor(probabilities, space))),
      ];
      expect(a).toBeCloseTo(b, 5);
    }
  });

  it('cross-entropy of logits far out is exact, and its gradient is not lost', () => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      losses.crossEntropyLoss(column([1, 0]), x, { fromLogits: true }),
    )(column([-200, 90]));
    expect(value.dataSync()[0]).toBeCloseTo(145, 4);
    expect(Array.from(grad.dataSync())).toEqual([-0.5, 0.5]);
    tf.dispose([value, grad]);
  });

  it('a pixel that is wrong with certainty still learns', () => {
    const grad = tf.tidy(() =>
      Array.from(
        tf
          .grad((x: tf.Tensor) => losses.crossEntropyLoss(column([1, 0]), x))(column([0, 1]))
          .dataSync(),
      ),
    );
    expect(grad[0]).toBeLessThan(-1e6);
    expect(grad[1]).toBeGreaterThan(1e6);
  });

  it('a probability below epsilon counts as epsilon, with the slope there; with logits epsilon has no effect', () => {
    for (const loss of [losses.crossEntropyLoss, losses.topKCrossEntropyLoss]) {
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(column([1]), x, { epsilon: 0.01 }))(
        column([0.001]),
      );
      expect(value.dataSync()[0]).toBeCloseTo(-Math.log(0.01), 5);
      expect(grad.dataSync()[0]).toBeCloseTo(-100, 4);
      expect(scalar(() => loss(column([1]), column([-9]), { epsilon: 0.01, fromLogits: true }))).toBeCloseTo(
        Math.log1p(Math.exp(9)),
        5,
      );
      tf.dispose([value, grad]);
    }
  });

  it('one channel is a probability, never rounded to a class: every loss tells 0.7 from 0.2, with a gradient', () => {
    const {
      crossEntropyLoss,
      focalLoss,
      focalTverskyLoss,
      generalizedDiceLoss,
      lovaszSoftmaxLoss,
      matthewsLoss,
      softDiceLoss,
    } = losses;
    for (const loss of [
      crossEntropyLoss,
      focalLoss,
      focalTverskyLoss,
      generalizedDiceLoss,
      lovaszSoftmaxLoss,
      matthewsLoss,
      softDiceLoss,
    ]) {
      const at = (p: number) => scalar(() => loss(column([1, 1, 0]), column([p, p, 0.1])));
      expect(at(0.7)).toBeLessThan(at(0.2) - 1e-3);
      const slope = tf.tidy(
        () =>
          tf
            .grad((x: tf.Tensor) => loss(column([1, 1, 0]), x))(column([0.7, 0.7, 0.1]))
            .dataSync()[0]!,
      );
      expect(slope).toBeLessThan(0);
    }
  });

  it('soft Dice is a mean over classes, not the Dice of all classes summed together', () => {
    const { y, p, space } = randomData({ images: 2, space: [5, 5], classes: 3, exclusive: true, seed: 2 });
    const ours = scalar(() => losses.softDiceLoss(tensor(y, space), tensor(p, space)));
    expect(ours).toBeCloseTo(reference.softDice(y, p), 5);
    const together = (values: reference.Values) => values.map((image) => image.flat().map((v) => [v]));
    expect(Math.abs(ours - reference.softDice(together(y), together(p)))).toBeGreaterThan(1e-3);
  });

  it('labels are taken as they are: a perfect prediction has a Lovász loss of exactly 0', () => {
    // An epsilon added to one-hot labels, so that they sum to more than one, would leave an error at every pixel.
    const { y, space } = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true });
    for (const loss of [losses.lovaszSoftmaxLoss, losses.lovaszSigmoidLoss])
      expect(scalar(() => loss(tensor(y, space), tensor(y, space)))).toBe(0);
  });

  it('the score of a batch of several classes never exceeds 1', () => {
    const { y, space } = randomData({ images: 4, space: [4, 4], classes: 3, exclusive: true });
    for (const per of ['image', 'batch'] as const) {
      for (const loss of [losses.softDiceLoss, losses.softJaccardLoss, losses.generalizedDiceLoss]) {
        const found = scalar(() => loss(tensor(y, space), tensor(y, space), { per }));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThan(1e-6);
      }
    }
  });

  it('a volume of 64 x 64 x 64 foreground voxels has a finite loss: its sums pass 65504, the largest half-precision number', () => {
    const [y, p] = [tf.ones([1, 64, 64, 64, 1]), tf.fill([1, 64, 64, 64, 1], 0.5)];
    expect(scalar(() => losses.softDiceLoss(y, p))).toBeCloseTo(1 / 3, 6);
    expect(scalar(() => losses.crossEntropyLoss(y, p))).toBeCloseTo(Math.log(2), 6);
    tf.dispose([y, p]);
  });

  it('the boundary loss may be negative: the labels themselves are its least value', () => {
    const { y, p, space } = randomData({ images: 2, space: [5, 5], classes: 2 });
    const least = scalar(() => losses.boundaryLoss(tensor(y, space), tensor(y, space)));
    expect(least).toBeLessThan(0);
    expect(scalar(() => losses.boundaryLoss(tensor(y, space), tensor(p, space)))).toBeGreaterThan(least);
  });

  it('squares of small probabilities below the fraction make no NaN', () => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      losses.softDiceLoss(column([0, 0, 0]), x, { squared: true }),
    )(column([0, 2 ** -149, 1e-20]));
    expect([...value.dataSync(), ...grad.dataSync()].every(Number.isFinite)).toBe(true);
    tf.dispose([value, grad]);
  });

  it('a class absent from the labels has a finite slope in generalised Dice, of the size of the others', () => {
    const y = [new Array<number[]>(16).fill([1, 0, 0])];
    const p = [new Array<number[]>(16).fill([0.8, 0.1, 0.1])];
    const slopes = tf.tidy(() =>
      Array.from(
        tf
          .grad((x: tf.Tensor) => losses.generalizedDiceLoss(tensor(y, [16]), x))(tensor(p, [16]))
          .dataSync(),
      ),
    );
    slopes.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1));
    expect(slopes[1]).toBeGreaterThan(0);
  });

  it('the centreline loss of two classes is the mean of each: it is no constant', () => {
    const { y, p, space } = randomData({ images: 2, space: [6, 6], classes: 2 });
    const loss = scalar(() => losses.centerlineDiceLoss(tensor(y, space), tensor(p, space)));
    expect(loss).toBeCloseTo(reference.centerlineDice(y, p, { space }), 5);
    expect(loss).toBeGreaterThan(0.01);
  });
});
