import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/random.js';
import { convolveVolume } from '../../../src/training/volumes/convolveVolume.js';
import { enlargeVolume } from '../../../src/training/volumes/enlargeVolume.js';
import { leakyRelu } from '../../../src/training/volumes/leakyRelu.js';
import { normaliseVolume } from '../../../src/training/volumes/normaliseVolume.js';
import { poolVolume } from '../../../src/training/volumes/poolVolume.js';
import { describeOnEveryEngine } from '../../backends.js';

type T = tf.Tensor5D;

/** Different numbers, far from equal ones and from 0, so that a central difference crosses no kink. */
function apart(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b);
  const order = seededRandom(seed, 1).shuffle([...Array(size).keys()]);
  return tf.tensor(
    order.map((place) => (place - size / 2 + 0.5) * (4 / size)),
    shape,
  );
}

/** The largest difference of `d Σ w·f(x)` from central differences of it, relative to the largest gradient. */
function gradientError(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, step: number): number {
  return tf.tidy(() => {
    const w = apart(f(x).shape, 7);
    const values = x.dataSync();
    const gradient = tf
      .grad((y: tf.Tensor) => tf.sum(tf.mul(f(y), w)))(x)
      .dataSync<'float32'>();
    const weights = w.dataSync();
    const at = (i: number, by: number) => {
      const moved = Float32Array.from(values);
      moved[i]! += by;
      // Summed in doubles: the difference of two float32 sums would lose what is sought.
      return f(tf.tensor(moved, x.shape))
        .dataSync<'float32'>()
        .reduce((sum, value, k) => sum + value * weights[k]!, 0);
    };
    const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3);
    const places =
      values.length > 60
        ? Array.from({ length: 60 }, (_, k) => Math.floor((k * values.length) / 60))
        : [...values.keys()];
    return Math.max(...places.map((i) => Math.abs((at(i, step) - at(i, -step)) / (2 * step) - gradient[i]!) / largest));
  });
}

describeOnEveryEngine('the gradient of', () => {
  const x = () => apart([2, 3, 4, 5, 2], 1);

  it.each([
    ['3×3×3', [3, 3, 3, 2, 3]],
    ['3×3×1', [3, 3, 1, 2, 3]],
    ['1×1×1', [1, 1, 1, 2, 3]],
  ])('a convolution of %s is that of its image, kernel and bias', (_, shape) => {
    tf.tidy(() => {
      const [image, kernel, bias] = [x() as T, apart(shape, 2) as T, apart([3], 3) as tf.Tensor1D];
      // Linear in each: a wide step costs nothing, and float32 leaves 1e-4.
      expect(gradientError((one) => convolveVolume(one as T, kernel, bias), image, 0.5)).toBeLessThan(1e-4);
      expect(gradientError((one) => convolveVolume(image, one as T, bias), kernel, 0.5)).toBeLessThan(1e-4);
      expect(gradientError((one) => convolveVolume(image, kernel, one as tf.Tensor1D), bias, 0.5)).toBeLessThan(1e-4);
    });
  });

  it('a convolution agrees with plain loops, kernel not flipped, zeros outside', () => {
    tf.tidy(() => {
      const [image, kernel, bias] = [x() as T, apart([3, 3, 1, 2, 3], 2) as T, apart([3], 3) as tf.Tensor1D];
      const [v, k, b] = [image.arraySync(), kernel.arraySync(), bias.arraySync()];
      const y = convolveVolume(image, kernel, bias).arraySync();
      for (const [n, i, j, l, o] of [
        [0, 0, 0, 0, 0],
        [1, 1, 2, 3, 2],
        [1, 2, 3, 4, 1],
      ] as const) {
        let sum = b[o]!;
        for (let p = 0; p < 3; p++)
          for (let q = 0; q < 3; q++)
            for (let c = 0; c < 2; c++) sum += (v[n]![i + p - 1]?.[j + q - 1]?.[l]?.[c] ?? 0) * k[p]![q]![0]![c]![o]!;
        expect(y[n]![i]![j]![l]![o]).toBeCloseTo(sum, 4);
      }
    });
  });

  it('the leaky ReLU', () => {
    tf.tidy(() => {
      // 240 numbers on [-2, 2] lie 0.017 apart and 0.008 from 0.
      expect(gradientError(leakyRelu, x(), 0.004)).toBeLessThan(1e-3);
      expect(gradientError((one) => tf.relu(one), x(), 0.004)).toBeLessThan(1e-3);
    });
  });

  it('instance normalisation', () => {
    tf.tidy(() => {
      expect(gradientError((one) => normaliseVolume(one as T), x(), 0.02)).toBeLessThan(2e-3);
    });
  });

  it('instance normalisation is 0 in a map of one voxel, and of equal ones', () => {
    tf.tidy(() => {
      for (const shape of [
        [1, 1, 1, 1, 3],
        [1, 3, 3, 3, 1],
      ] as T['shape'][]) {
        const [y, dx] = [
          normaliseVolume(tf.fill(shape, 5) as T),
          tf.grad((one: tf.Tensor) => tf.sum(normaliseVolume(one as T)))(tf.fill(shape, 5) as T),
        ];
        expect([...y.dataSync(), ...dx.dataSync()].every((value) => value === 0)).toBe(true);
      }
    });
  });

  it.each(['average', 'max'] as const)('pooling, %s', (pooling) => {
    tf.tidy(() => {
      const image = apart([1, 6, 3, 6, 2], 4);
      expect(gradientError((one) => poolVolume(one as T, pooling), image, 0.004)).toBeLessThan(1e-3);
    });
  });

  it('pooling below zero gives what is below zero, and shares among equals', () => {
    tf.tidy(() => {
      const flat = tf.fill([1, 3, 3, 3, 1], -2) as T;
      expect(poolVolume(flat, 'max').dataSync()[0]).toBe(-2);
      const dx = tf
        .grad((one: tf.Tensor) => tf.sum(poolVolume(one as T, 'max')))(flat)
        .dataSync();
      for (const share of dx) expect(share).toBeCloseTo(1 / 27, 6);
    });
  });

  it('interpolation, which is repetition and a mean of 3×3×3', () => {
    tf.tidy(() => {
      expect(gradientError((one) => enlargeVolume(one as T), x(), 0.5)).toBeLessThan(1e-4);
      const line = enlargeVolume(tf.tensor([0, 3, 9], [1, 3, 1, 1, 1]) as T);
      expect(line.shape).toEqual([1, 7, 1, 1, 1]);
      [0, 1, 2, 3, 5, 7, 9].forEach((value, i) => expect(line.dataSync()[i]).toBeCloseTo(value, 5));
    });
  });
});
