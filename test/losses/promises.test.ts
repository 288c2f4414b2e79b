import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import * as losses from '../../src/losses/index.js';
import { LOSS_TABLE } from '../../src/losses/lossTable.js';
import { seededRandom } from '../../src/random.js';
import { describeLossesOnEveryEngine } from '../backends.js';
import { maskTensor, randomData, tensor } from './data.js';
import type { Values } from './reference.js';

type Loss = (
  labels: tf.Tensor,
  predictions: tf.Tensor,
  options?: { mask?: tf.Tensor; reduction?: 'none'; fromLogits?: boolean },
) => tf.Scalar;
const every: Record<string, Loss> = {
  ...Object.fromEntries(
    Object.entries(losses).filter(([name]) => /Loss$/.test(name) && !/^(combined|weighted|generalizedW)/.test(name)),
  ),
  weightedCrossEntropyLoss: (y, p, options) =>
    losses.weightedCrossEntropyLoss(y, p, { ...options, classWeights: [1, 2, 3] }),
  generalizedWassersteinDiceLoss: losses.generalizedWassersteinDiceLoss,
};

describeLossesOnEveryEngine('every loss', () => {
  it('is there', () =>
    expect(Object.keys(every).sort()).toEqual(
      Object.keys(LOSS_TABLE)
        .map((id) => `${id}Loss`)
        .sort(),
    ));

  it.each(Object.entries(every))('%s leaks no tensor and writes to no input', (_, loss) => {
    const data = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true });
    const [y, p, mask] = [tensor(data.y, data.space), tensor(data.p, data.space), maskTensor(data)];
    const before = tf.memory().numTensors;
    for (const options of [{}, { mask }]) {
      loss(y, p, options).dispose();
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(y, x, options))(p);
      expect(grad.shape).toEqual(p.shape);
      tf.dispose([value, grad]);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(Array.from(y.dataSync())).toEqual(data.y.flat(2));
    expect(Array.from(p.dataSync())).toEqual(data.p.flat(2));
    tf.dispose([y, p, mask]);
  });

  it.each(Object.entries(every))(
    "%s with reduction 'none' gives [batch, classes], or one column for all classes",
    (name, loss) => {
      const data = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true });
      tf.tidy(() => {
        const [y, p] = [tensor(data.y, data.space), tensor(data.p, data.space)];
        const columns = /^(topK|generalized)/.test(name) ? 1 : 3;
        const none = loss(y, p, { reduction: 'none' }) as tf.Tensor;
        expect(none.shape).toEqual([2, columns]);
        const perRow = /CrossEntropy|crossEntropy|focalLoss/.test(name) && columns === 3 ? 2 : none.size;
        expect(Array.from(none.dataSync()).reduce((a, b) => a + b) / perRow).toBeCloseTo(loss(y, p).dataSync()[0]!, 5);
        const weighted = tf.grad((x: tf.Tensor) =>
          tf.sum(tf.mul(loss(y, x, { reduction: 'none' }), tf.tensor2d([[1], [0]]))),
        )(p);
        const [first, second] = [weighted.slice([0], [1]), weighted.slice([1], [1])].map((g) =>
          Array.from(g.dataSync()),
        );
        expect(first!.some((g) => g !== 0)).toBe(true);
        expect(second!.every((g) => g === 0)).toBe(true);
      });
    },
  );

  it.each(Object.entries(every))(
    '%s has a finite gradient where probabilities are 0, 1 and next to them, also without foreground',
    (name, loss) => {
      const edges = [0, 1, 2 ** -149, 1 - 2 ** -24, 1e-8];
      // Classes that exclude each other: only 0 and 1 sum to one.
      const exclusive = /[cC]rossEntropy|focalLoss|lovaszSoftmax|Wasserstein/.test(name);
      for (let seed = 0; seed < 20; seed++) {
        const { integer } = seededRandom(5, seed);
        const hot = () => {
          const k = integer(3);
          return [0, 1, 2].map((c) => Number(c === k));
        };
        const y = Array.from({ length: 2 }, (_, b) =>
          Array.from({ length: 16 }, () => (b === seed % 3 ? [Number(exclusive), 0, 0] : hot())),
        );
        const p = y.map((image) =>
          image.map(() => (exclusive ? hot() : [0, 1, 2].map(() => Math.fround(edges[integer(edges.length)]!)))),
        );
        tf.tidy(() => {
          const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(tensor(y, [4, 4]), x))(tensor(p, [4, 4]));
          expect([...value.dataSync(), ...grad.dataSync()].every(Number.isFinite)).toBe(true);
        });
      }
    },
  );

  it.each(Object.entries(every))(
    '%s leaves out an image without a valid pixel; where no pixel is valid, loss and gradient are 0',
    (_, loss) => {
      const data = randomData({ images: 3, space: [4, 4], classes: 3, exclusive: true });
      tf.tidy(() => {
        const [y, p] = [tensor(data.y, data.space), tensor(data.p, data.space)];
        const mask = (valid: number[]) => tf.mul(tf.ones([3, 4, 4]), tf.tensor3d(valid, [3, 1, 1]));
        const pair = (values: tf.Tensor) => values.slice([0], [2]);
        const [masked, cut] = [
          tf.valueAndGrad((x: tf.Tensor) => loss(y, x, { mask: mask([1, 1, 0]) }))(p),
          tf.valueAndGrad((x: tf.Tensor) => loss(pair(y), x))(pair(p)),
        ];
        expect(masked.value.dataSync()[0]).toBeCloseTo(cut.value.dataSync()[0]!, 6);
        const right = [...cut.grad.dataSync(), ...new Array<number>(16 * 3).fill(0)];
        masked.grad.dataSync().forEach((g, i) => expect(g).toBeCloseTo(right[i]!, 6));
        expect(
          Array.from(
            loss(y, p, { mask: mask([1, 1, 0]), reduction: 'none' })
              .slice([2])
              .dataSync(),
          ).every(Number.isNaN),
        ).toBe(true);
        const nothing = tf.valueAndGrad((x: tf.Tensor) => loss(y, x, { mask: mask([0, 0, 0]) }))(p);
        expect(nothing.value.dataSync()[0]).toBe(0);
        expect(nothing.grad.dataSync().every((g) => g === 0)).toBe(true);
      });
    },
  );

  it.each(Object.entries(every))(
    '%s does not depend on what the mask leaves out, labels or predictions, and has no gradient there',
    (_, loss) => {
      const [data, other] = [1, 2].map((seed) =>
        randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true, seed }),
      );
      const mixed = (inside: Values, outside: Values) =>
        inside.map((image, b) => image.map((pixel, v) => (data!.mask[b]![v] === 1 ? pixel : outside[b]![v]!)));
      tf.tidy(() => {
        const at = (y: Values, p: Values) => {
          const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
            loss(tensor(y, [4, 4]), x, { mask: maskTensor(data!) }),
          )(tensor(p, [4, 4]));
          return { value: value.dataSync()[0]!, gradient: Array.from(grad.dataSync()) };
        };
        const first = at(data!.y, data!.p);
        // Labels of 255 mean "ignore" in many data sets.
        const rubbish = (value: number) =>
          mixed(
            data!.y,
            data!.y.map((image) => image.map((pixel) => pixel.map(() => value))),
          );
        const elsewhere = [
          at(mixed(data!.y, other!.y), mixed(data!.p, other!.p)),
          at(rubbish(255), data!.p),
          at(
            rubbish(NaN),
            mixed(
              data!.p,
              data!.p.map((image) => image.map((pixel) => pixel.map(() => NaN))),
            ),
          ),
        ];
        for (const { value, gradient } of elsewhere) {
          expect(value).toBe(first.value);
          // Equal as numbers: a product with the mask may be -0 for one and 0 for the other.
          expect(gradient.every((g, i) => g === first.gradient[i])).toBe(true);
        }
        const valid = data!.mask.flat();
        expect(first.gradient.every((g, i) => valid[Math.floor(i / 3)] === 1 || g === 0)).toBe(true);
        expect(first.gradient.some((g) => g !== 0)).toBe(true);
      });
    },
  );

  it.each(Object.entries(every))('%s takes boolean and integer labels', (_, loss) => {
    const data = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true });
    tf.tidy(() => {
      const [y, p] = [tensor(data.y, data.space), tensor(data.p, data.space)];
      const right = loss(y, p).dataSync()[0]!;
      for (const type of ['bool', 'int32'] as const) {
        const gradient = tf.valueAndGrad((x: tf.Tensor) => loss(tf.cast(y, type), x))(p);
        expect(gradient.value.dataSync()[0]).toBeCloseTo(right, 6);
      }
    });
  });

  it.each(Object.entries(every))(
    '%s takes boolean and integer predictions, as tf.oneHot and comparisons make them',
    (name, loss) => {
      const data = randomData({ images: 2, space: [4, 4], classes: 3, exclusive: true });
      tf.tidy(() => {
        const y = tensor(data.y, data.space);
        const hard = tensor([data.y[1]!, data.y[0]!], data.space);
        for (const options of /[cC]rossEntropy|focalLoss|lovaszSigmoid|centerline/.test(name)
          ? [{}, { fromLogits: true }]
          : [{}]) {
          const right = loss(y, hard, options).dataSync()[0]!;
          for (const type of ['bool', 'int32'] as const)
            expect(loss(y, tf.cast(hard, type), options).dataSync()[0]).toBeCloseTo(right, 6);
        }
      });
    },
  );

  it('a region that is skipped is NaN under reduction none, and its gradient 0', () => {
    tf.tidy(() => {
      const y = tf.tensor3d([1, 0, 0, 0], [2, 2, 1]);
      const p = tf.tensor3d([0.5, 0.5, 0.5, 0.5], [2, 2, 1]);
      const loss = (x: tf.Tensor) => losses.softDiceLoss(y, x, { empty: 'skip', reduction: 'none' });
      expect(Number.isNaN(loss(p).dataSync()[1])).toBe(true);
      expect(
        Array.from(
          tf
            .grad((x: tf.Tensor) => tf.sum(loss(x)))(p)
            .dataSync(),
        ).slice(2),
      ).toEqual([0, 0]);
    });
  });

  it('per batch, reduction none has one row', () => {
    tf.tidy(() => {
      const data = randomData({ images: 2, space: [4, 4], classes: 3 });
      expect(
        losses.softDiceLoss(tensor(data.y, data.space), tensor(data.p, data.space), {
          per: 'batch',
          reduction: 'none',
          background: false,
        }).shape,
      ).toEqual([1, 2]);
    });
  });

  it('combinedLoss adds its parts, value and gradient', () => {
    tf.tidy(() => {
      const data = randomData({ images: 2, space: [4, 4], classes: 1 });
      const [y, p] = [tensor(data.y, data.space), tensor(data.p, data.space)];
      const both = tf.valueAndGrad((x: tf.Tensor) =>
        losses.combinedLoss([
          { loss: losses.softDiceLoss, weight: 2 },
          { loss: losses.crossEntropyLoss, weight: 0.5 },
        ])(y, x),
      )(p);
      const [a, b] = [losses.softDiceLoss, losses.crossEntropyLoss].map((loss) =>
        tf.valueAndGrad((x: tf.Tensor) => loss(y, x))(p),
      );
      expect(both.value.dataSync()[0]).toBeCloseTo(2 * a!.value.dataSync()[0]! + 0.5 * b!.value.dataSync()[0]!, 5);
      expect(both.grad.dataSync()[3]).toBeCloseTo(2 * a!.grad.dataSync()[3]! + 0.5 * b!.grad.dataSync()[3]!, 5);
    });
  });

  it('two volumes of unlike classes have the loss of their pixels, whatever the rank', () => {
    tf.tidy(() => {
      const data = randomData({ images: 2, space: [24], classes: 3 });
      const at = (space: number[]) => losses.softDiceLoss(tensor(data.y, space), tensor(data.p, space)).dataSync()[0];
      expect(at([2, 3, 4])).toBe(at([24]));
      expect(at([4, 6])).toBe(at([24]));
    });
  });
});
