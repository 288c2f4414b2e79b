import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import * as losses from '../../src/losses/index.js';
import { LOSS_TABLE } from '../../src/losses/lossTable.js';
import { describeLossesOnEveryEngine } from '../backends.js';

const column = (values: number[]) => tf.tensor3d(values, [1, values.length, 1]);
const pixels = (rows: number[][]) => tf.tensor3d(rows.flat(), [1, rows.length, rows[0]!.length]);
const finite = (call: () => tf.Tensor) => tf.tidy(() => void expect(Number.isFinite(call().dataSync()[0])).toBe(true));
const refused = (call: () => tf.Tensor, sentence: RegExp) => expect(() => tf.tidy(call)).toThrow(sentence);
const any = (value: object) => value as never;
const nestedNaN = () =>
  pixels([
    [NaN, 1],
    [1, 0],
  ]);
const logitsOf = (count: number) => tf.zeros([1, count, 2]);
const [y, p] = [
  [1, 0, 1],
  [0.5, 0.25, 0.75],
];

describeLossesOnEveryEngine('a loss refuses with a sentence', () => {
  it('what is no tensor', () => {
    const gone = column(y);
    gone.dispose();
    for (const loss of Object.values(LOSS_TABLE).map((entry) => entry.loss)) {
      for (const [values, sentence] of [
        [undefined, /Loss: the labels must be a tensor \[batch, \.\.\.space, classes\], but are undefined/],
        [null, /labels must be a tensor .* but are null/],
        [[[[1]]], /labels must be a tensor .* but are \[\[\[1\]\]\]/],
        [1n, /labels must be a tensor .* but are the BigInt 1n/],
        [gone, /labels must be a tensor .* but are a tensor that was disposed/],
        [tf.tensor3d(['a'], [1, 1, 1], 'string'), /labels must be numbers, but are a tensor of the type string/],
      ] as const) {
        refused(() => loss(any(values as never), column(p), {}), sentence);
        if (values === undefined)
          refused(() => loss(column(y), any(values as never), {}), /predictions must be a tensor/);
      }
    }
  });
  it('options of another kind', () => {
    const dice = (options: unknown) => () => losses.softDiceLoss(column(y), column(p), options as never);
    refused(dice(null), /softDiceLoss: the options must be an object \{ per, epsilon, .* \}, but are null/);
    refused(dice(column(y)), /options must be an object .* but are a tensor \[1,3,1\]/);
    refused(dice('batch'), /options must be an object .* but are 'batch'/);
    refused(dice({ epsilon: 1n }), /epsilon must be a finite number of at least 0, but is the BigInt 1n/);
    refused(dice({ epsilon: '1' }), /epsilon must be a finite number of at least 0, but is '1'/);
    refused(dice({ epsilon: Symbol('x') }), /but is Symbol\(x\)/);
    refused(dice({ epsilon: Object.create(null) }), /but is an object/);
    refused(dice({ epsilon: () => 1 }), /but is a function/);
    refused(dice({ classWeights: [1n] }), /but is \[the BigInt 1n\]/);
    refused(dice({ classWeights: new Array(100).fill('x') }), /but is \['x', .*, …\]/);
    refused(dice({ mask: [1, 1, 1] }), /mask must be a tensor of numbers, but is \[1, 1, 1\]/);
    refused(dice({ fromLogits: 1 }), /fromLogits must be one of false, true, but is 1/);
    refused(dice({ toString: 1 }), /softDiceLoss has no option 'toString'/);
    finite(dice({ per: undefined, mask: undefined }));
  });
  it('labels that overlap under a softmax, and nothing of it where a sigmoid is asked for', () => {
    const [nested, logits] = [
      pixels([
        [1, 1],
        [1, 0],
        [0, 0],
      ]),
      pixels([
        [2, -1],
        [1, 0],
        [-2, 1],
      ]),
    ];
    for (const entry of Object.values(LOSS_TABLE)) {
      const weights = entry.options.classWeights?.required ? { classWeights: [1, 2] } : {};
      const call = (options: object) => () => entry.loss(tf.keep(nested), tf.keep(logits), { ...weights, ...options });
      if (entry.exclusive)
        refused(call({}), /the labels of the classes must sum to one .* take overlapping: true, or lovaszSigmoidLoss/);
      else finite(call({}));
      if (entry.options.overlapping) finite(call({ overlapping: true }));
      else refused(call({ overlapping: true }), /has no option 'overlapping'/);
    }
    tf.dispose([nested, logits]);
    refused(
      () => losses.softDiceLoss(nestedNaN(), logitsOf(2), { fromLogits: true }),
      /labels hold NaN, but must be numbers/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), { overlapping: true, background: false }),
      /overlapping regions have no channel of the background, but background is false/,
    );
  });
  it('weights of pixels that are none', () => {
    const weighted = (pixelWeights: tf.Tensor) => () => losses.softDiceLoss(column(y), column(p), { pixelWeights });
    refused(weighted(tf.ones([1, 2])), /pixelWeights must have the shape \[1,3\] or \[1,3,1\], but has \[1,2\]/);
    for (const value of [-1, NaN, Infinity])
      refused(
        weighted(tf.tensor2d([[1, value, 1]])),
        new RegExp(`pixelWeights must hold finite numbers of at least 0, but hold ${value}`),
      );
    refused(
      () => losses.topKCrossEntropyLoss(column(y), column(p), any({ pixelWeights: tf.ones([1, 3]) })),
      /topKCrossEntropyLoss has no option 'pixelWeights'/,
    );
  });
  it('shapes that differ', () => {
    refused(
      () => losses.softDiceLoss(column(y), column([...p, 0.5])),
      /softDiceLoss: labels and predictions must have the same shape, but have \[1,3,1\] and \[1,4,1\]/,
    );
  });
  it('a rank below 3', () => {
    for (const loss of [losses.softDiceLoss, losses.centerlineDiceLoss]) {
      refused(
        () => loss(tf.tensor2d([[1]]), tf.tensor2d([[1]])),
        /rank 3 or more, but the predictions have the shape \[1,1\]/,
      );
    }
  });
  it('nothing to score', () => {
    refused(() => losses.softDiceLoss(tf.zeros([0, 2, 1]), tf.zeros([0, 2, 1])), /nothing to score/);
  });
  it('logits passed as probabilities', () => {
    for (const loss of [
      losses.softDiceLoss,
      losses.crossEntropyLoss,
      losses.lovaszSigmoidLoss,
      losses.boundaryLoss,
      losses.centerlineDiceLoss,
    ]) {
      refused(
        () => loss(column(y), column([-3, 0.5, 4])),
        /probabilities must lie in \[0, 1\], but run from -3 to 4\. These look like logits.*fromLogits: true/,
      );
    }
  });
  it('labels outside [0, 1]', () => {
    refused(
      () => losses.softDiceLoss(column([255, 0, 0]), column(p)),
      /labels must lie in \[0, 1\], but run from 0 to 255\. Divide 8-bit masks by 255/,
    );
    refused(() => losses.crossEntropyLoss(column([-1, 0, 0]), column(p)), /labels must lie in \[0, 1\]/);
  });
  it('infinite labels', () => {
    for (const loss of [losses.softDiceLoss, losses.crossEntropyLoss, losses.lovaszSigmoidLoss, losses.focalLoss]) {
      refused(
        () => loss(column([Infinity, 0, 0]), column(p)),
        /labels must lie in \[0, 1\], but run from 0 to Infinity/,
      );
    }
    refused(() => losses.lovaszHingeLoss(column([Infinity, 0, 0]), column(p)), /labels must lie in \[0, 1\]/);
  });
  it('NaN', () => {
    refused(() => losses.softDiceLoss(column(y), column([NaN, 0, 0])), /probabilities hold NaN/);
    refused(() => losses.crossEntropyLoss(column(y), column([NaN, 0, 0])), /probabilities hold NaN/);
    refused(() => losses.crossEntropyLoss(pixels([[1, 0]]), pixels([[NaN, 0.2]])), /probabilities hold NaN/);
    refused(() => losses.matthewsLoss(column([NaN, 0, 0]), column(p)), /labels hold NaN/);
    refused(() => losses.crossEntropyLoss(column(y), column([NaN, 0, 0]), { fromLogits: true }), /logits hold NaN/);
    refused(() => losses.lovaszHingeLoss(column(y), column([Infinity, 0, 0])), /logits must be finite/);
  });
  it('probabilities or labels of exclusive classes that do not sum to one', () => {
    const labels = pixels([
      [1, 0],
      [0, 1],
    ]);
    const half = pixels([
      [0.5, 0.4],
      [0, 1],
    ]);
    for (const loss of [
      losses.crossEntropyLoss,
      losses.focalLoss,
      losses.topKCrossEntropyLoss,
      losses.lovaszSoftmaxLoss,
      losses.generalizedWassersteinDiceLoss,
    ]) {
      refused(
        () => loss(labels, half),
        /probabilities of the classes must sum to one at every valid pixel, but sum to 0\.900000 at pixel 0/,
      );
      refused(
        () =>
          loss(
            pixels([
              [1, 0],
              [0, 0],
            ]),
            pixels([
              [1, 0],
              [0, 1],
            ]),
          ),
        /labels of the classes must sum to one .* Mask out pixels without a label/,
      );
    }
  });
  it('but not pixels that the mask leaves out', () => {
    tf.tidy(() => {
      const mask = tf.tensor2d([[1, 0]]);
      expect(
        losses
          .crossEntropyLoss(
            pixels([
              [1, 0],
              [0, 0],
            ]),
            pixels([
              [0.5, 0.5],
              [0.2, 0.2],
            ]),
            { mask },
          )
          .dataSync()[0],
      ).toBeCloseTo(Math.log(2), 6);
    });
  });
  it('soft labels where hard ones are needed', () => {
    for (const loss of [losses.lovaszSoftmaxLoss, losses.lovaszSigmoidLoss, losses.lovaszHingeLoss]) {
      refused(
        () => loss(column([0.5, 0, 1]), column(p)),
        /needs hard labels of 0 and 1, but the labels hold 0\.5\. For soft labels take jaccardMetricLoss/,
      );
    }
  });
  it('class weights of the wrong length or sign', () => {
    refused(
      () => losses.softDiceLoss(column(y), column(p), { classWeights: [1, 2] }),
      /classWeights must hold 1 numbers \(one per channel of the tensors\), but holds 2/,
    );
    refused(
      () => losses.weightedCrossEntropyLoss(column(y), column(p), { classWeights: [1] }),
      /classWeights must hold 2 numbers \(background, foreground\), but holds 1/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), { classWeights: [-1] }),
      /classWeights must be a list of numbers, each a finite number of at least 0, but is \[-1\]/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), any({ classWeights: 3 })),
      /classWeights must be a list of numbers, each .* but is 3/,
    );
    refused(
      () => losses.weightedCrossEntropyLoss(column(y), column(p), any({})),
      /needs classWeights, a list of numbers/,
    );
  });
  it('a mask of another shape, or with other values than 0 and 1', () => {
    refused(
      () => losses.softDiceLoss(column(y), column(p), { mask: tf.ones([1, 2]) }),
      /mask must have the shape \[1,3\] or \[1,3,1\], but has \[1,2\]/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), { mask: tf.fill([1, 3], 0.5) }),
      /mask must hold 0 \(ignored\) and 1 \(counts\) only, but holds 0\.5/,
    );
    refused(
      () => losses.centerlineDiceLoss(tf.ones([1, 3, 3, 1]), tf.ones([1, 3, 3, 1]), { mask: tf.ones([1, 2]) }),
      /mask must have the shape/,
    );
  });
  it('options that have no meaning for it', () => {
    refused(
      () => losses.softDiceLoss(column(y), column(p), any({ smooth: 1 })),
      /softDiceLoss has no option 'smooth'\. Its options are per, epsilon/,
    );
    for (const option of ['squared', 'empty', 'background', 'classWeights']) {
      refused(
        () => losses.crossEntropyLoss(column(y), column(p), any({ [option]: true })),
        new RegExp(`crossEntropyLoss has no option '${option}'`),
      );
    }
    for (const option of ['squared', 'classWeights']) {
      refused(
        () => losses.generalizedDiceLoss(column(y), column(p), any({ [option]: true })),
        new RegExp(`has no option '${option}'`),
      );
    }
    for (const option of ['per', 'empty', 'epsilon']) {
      refused(
        () => losses.boundaryLoss(column(y), column(p), any({ [option]: 'image' })),
        new RegExp(`has no option '${option}'`),
      );
      refused(
        () => losses.hausdorffLoss(column(y), column(p), any({ [option]: 'image' })),
        new RegExp(`has no option '${option}'`),
      );
    }
    refused(
      () => losses.lovaszHingeLoss(column(y), column(p), any({ fromLogits: true })),
      /lovaszHingeLoss has no option 'fromLogits'/,
    );
    refused(() => losses.jaccardMetricLoss(column(y), column(p), any({ squared: true })), /has no option 'squared'/);
    refused(
      () => losses.centerlineDiceLoss(column(y), column(p), any({ classWeights: [1] })),
      /has no option 'classWeights'/,
    );
  });
  it('values that an option does not have', () => {
    refused(
      () => losses.softDiceLoss(column(y), column(p), any({ per: 'pixel' })),
      /per must be one of image, batch, but is 'pixel'/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), any({ empty: 'nan' })),
      /empty must be one of one, zero, skip, but is 'nan'/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), any({ reduction: 'max' })),
      /reduction must be one of mean, sum, none, but is 'max'/,
    );
    refused(
      () => losses.softDiceLoss(column(y), column(p), { epsilon: -1 }),
      /epsilon must be a finite number of at least 0, but is -1/,
    );
    refused(() => losses.softDiceLoss(column(y), column(p), { epsilon: NaN }), /epsilon/);
    refused(
      () => losses.crossEntropyLoss(column(y), column(p), { epsilon: 0 }),
      /epsilon must be a number in \[1e-12, 0\.5\], but is 0/,
    );
    refused(
      () => losses.softTverskyLoss(column(y), column(p), { alpha: -1 }),
      /alpha must be a finite number of at least 0, but is -1/,
    );
    refused(() => losses.focalTverskyLoss(column(y), column(p), { gamma: 0 }), /gamma/);
    refused(() => losses.focalLoss(column(y), column(p), { alpha: 2 }), /alpha must be a number in \[0, 1\], but is 2/);
    refused(
      () => losses.topKCrossEntropyLoss(column(y), column(p), { k: 0 }),
      /k must be a number in \(0, 1\], but is 0/,
    );
    refused(
      () => losses.jaccardMetricLoss(column(y), column(p), any({ variant: 3 })),
      /variant must be one of 1, 2, but is 3/,
    );
    refused(
      () => losses.generalizedDiceLoss(column(y), column(p), any({ weighting: 'cube' })),
      /weighting must be one of square, simple, uniform, but is 'cube'/,
    );
    refused(
      () => losses.lovaszSoftmaxLoss(column(y), column(p), any({ classes: 'some' })),
      /classes must be one of present, all, but is 'some'/,
    );
    refused(
      () => losses.hausdorffLoss(column(y), column(p), { spacingMm: [1, 1] }),
      /spacingMm must hold 1 lengths, one per axis of space, but holds 2/,
    );
    refused(
      () => losses.boundaryLoss(column(y), column(p), { spacingMm: [0] }),
      /spacingMm must be a list of numbers, each a finite number above 0, but is \[0\]/,
    );
    refused(
      () => losses.centerlineDiceLoss(tf.ones([1, 3, 3, 1]), tf.ones([1, 3, 3, 1]), { iterations: 1.5 }),
      /iterations must be a whole number/,
    );
  });
  it('combinations whose score would leave [0, 1]', () => {
    refused(
      () => losses.softTverskyLoss(column(y), column(p), { alpha: 0.3, beta: 0.7, squared: true }),
      /squared form needs alpha = beta, .* alpha is 0\.3 and beta is 0\.7/,
    );
    refused(() => losses.softFBetaLoss(column(y), column(p), { b: 2, squared: true }), /squared form needs b = 1/);
  });
  it('weights of focal loss under the wrong name', () => {
    refused(
      () => losses.focalLoss(column(y), column(p), { classWeights: [1, 2] }),
      /with one channel, or overlapping regions, the classes are weighed by alpha/,
    );
    refused(
      () => losses.focalLoss(pixels([[1, 0]]), pixels([[1, 0]]), { alpha: 0.5 }),
      /with 2 channels take classWeights/,
    );
  });
  it('a matrix that holds no distances', () => {
    const call = (distances: number[][]) => () =>
      losses.generalizedWassersteinDiceLoss(pixels([[1, 0]]), pixels([[1, 0]]), { distances });
    refused(call([[0, 1]]), /must be a 2 x 2 matrix, a list of rows, but is \[\[0,1\]\]/);
    refused(call(any([0, 1])), /must be a matrix, a list of rows of numbers, .* but is \[0, 1\]/);
    refused(call(any(1 as never)), /but is 1/);
    refused(
      call([
        [0, 1],
        [2, 0],
      ]),
      /symmetric with zeros on the diagonal, but distances\[0\]\[1\] is 1 and distances\[1\]\[0\] is 2/,
    );
    refused(
      call([
        [1, 1],
        [1, 0],
      ]),
      /distances\[0\]\[0\] is 1/,
    );
    refused(
      call([
        [0, 0],
        [0, 0],
      ]),
      /must hold one above 0/,
    );
    refused(() => losses.generalizedWassersteinDiceLoss(column(y), column(p)), /needs two classes or more/);
  });
  it('a combination of nothing, or without a scalar', () => {
    expect(() => losses.combinedLoss([])).toThrow(/needs at least one part/);
    expect(() => losses.combinedLoss([{ loss: losses.softDiceLoss, weight: -1 }])).toThrow(/weight of part 0 must be/);
    expect(() => losses.combinedLoss([any(losses.softDiceLoss)])).toThrow(
      /part 0 must be \{ loss, weight \} with a loss function, but its loss is undefined/,
    );
    refused(
      () =>
        losses.combinedLoss([{ loss: losses.softDiceLoss, weight: 1 }])(column(y), column(p), { reduction: 'none' }),
      /adds scalars/,
    );
  });
});

describe('a probability just past 1', () => {
  it('is the rounding of a softmax and is taken', () => {
    for (const loss of [losses.softDiceLoss, losses.crossEntropyLoss, losses.lovaszSigmoidLoss]) {
      expect(tf.tidy(() => loss(column([1, 0]), column([1 + 2 ** -23, 0])).dataSync()[0])).toBeCloseTo(0, 5);
    }
  });
});
