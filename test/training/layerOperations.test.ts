import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownOperations, useOwnOperations } from '../../src/engine/ownOperations.js';
import { startEngine } from '../../src/engine/startEngine.js';
import { seededRandom } from '../../src/random.js';
import { adam } from '../../src/training/adam.js';
import { layerOperations } from '../../src/training/layerOperations.js';
import { upFilter, upFilterGradient } from '../../src/training/upFilter.js';
import { presentEngines } from '../backends.js';

if (presentEngines.includes('native')) await startEngine({ only: 'native' });
const present = presentEngines.includes('native') && ownOperations() !== undefined;
if (!present) console.warn("skipped: the workbook's own operations are not built on this machine");

const random = seededRandom(3);
const normal = (n: number) => Float32Array.from({ length: n }, random.normal);

describe.runIf(present)("a layer's own operations", () => {
  beforeAll(async () => void (await startEngine({ only: 'native' })));

  // Channels that fill lanes of 16 and that do not; images that end within a block of 8192 and that span several.
  it.each(
    [1, 2, 3, 4, 8, 12, 16, 32, 48].flatMap((channels) => [
      [3, channels],
      [16, channels],
      [65, channels],
    ]),
  )('give the gradient of a ReLU and its bias on 2 images of %d x 7 with %d channels', (height, channels) => {
    const n = 2 * height * 7 * channels;
    const [dy, y] = [normal(n), normal(n).map((value) => Math.max(0, value))];
    const expected = dy.map((slope, i) => (y[i]! > 0 ? slope : 0));
    const sums = new Float64Array(channels);
    expected.forEach((slope, i) => (sums[i % channels]! += slope));
    tf.tidy(() => {
      const shape: [number, number, number, number] = [2, height, 7, channels];
      const [dx, bias] = layerOperations()!.reluGradient(tf.tensor4d(dy, shape), tf.tensor4d(y, shape));
      expect(dx.shape).toEqual(shape);
      expect(dx.dataSync()).toEqual(expected);
      // Summed in float64 and rounded once, against values of order 1.
      bias
        .dataSync()
        .forEach((sum, c) => expect(Math.abs(sum - sums[c]!)).toBeLessThan(1e-6 * (1 + Math.abs(sums[c]!))));
      expect(layerOperations()!.biasGradient(dx).dataSync()).toEqual(bias.dataSync());
      const [a, b] = [normal(n), normal(n)];
      const sum = layerOperations()!.addRelu(tf.tensor4d(a, shape), tf.tensor4d(b, shape)).dataSync();
      expect(sum).toEqual(a.map((value, i) => Math.max(0, Math.fround(value + b[i]!))));
    });
  });

  it('let NaN through', () => {
    tf.tidy(() => {
      const values = [NaN, 1, -1, 0];
      const sum = layerOperations()!.addRelu(tf.tensor4d(values, [1, 1, 4, 1]), tf.zeros([1, 1, 4, 1]));
      expect([...sum.dataSync()]).toEqual([NaN, 1, 0, 0]);
      for (let k = 0; k < 4; k++) {
        const square = [1, 2, 3, 4].map((value, i) => (i === k ? NaN : value));
        expect(
          layerOperations()!
            .pool(tf.tensor4d(square, [1, 2, 2, 1]))[0]
            .dataSync()[0],
        ).toBeNaN();
      }
    });
  });

  // Odd sides, whose last row and column are in no square; equal pixels, of which the first counts.
  it.each([
    [2, 6, 8, 16],
    [3, 7, 5, 3],
    [1, 2, 2, 1],
  ])('give the largest of 2x2 pixels and its gradient on [%d,%d,%d,%d]', (...shape) => {
    const [images, height, width, channels] = shape as [number, number, number, number];
    const x = normal(images * height * width * channels).map((value) => Math.max(0, Math.round(2 * value)));
    const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
    const [dy, other] = [normal(images * rows * columns * channels), normal(x.length)];
    const largest: number[] = [];
    const gradient = Float32Array.from(other);
    for (let n = 0; n < images; n++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          for (let c = 0; c < channels; c++) {
            const at = (k: number) => ((n * height + 2 * row + (k >> 1)) * width + 2 * column + (k % 2)) * channels + c;
            const values = [0, 1, 2, 3].map((k) => x[at(k)]!);
            const place = at(values.indexOf(Math.max(...values)));
            gradient[place] = gradient[place]! + dy[largest.length]!;
            largest.push(Math.max(...values));
          }
    tf.tidy(() => {
      const input = tf.tensor4d(x, shape as [number, number, number, number]);
      const pooled = layerOperations()!.pool(input);
      expect(pooled[0].shape).toEqual([images, rows, columns, channels]);
      expect([...pooled[0].dataSync()]).toEqual(largest);
      const own = layerOperations()!.poolGradient(
        tf.tensor4d(dy, pooled[0].shape),
        input,
        pooled,
        tf.tensor4d(other, input.shape),
      );
      expect(own.dataSync()).toEqual(gradient);
    });
  });

  it('sum the filter of an upsampled image as the table of upFilter.ts does, and its gradient', () => {
    tf.tidy(() => {
      const [filter, gradient4] = [tf.tensor4d(normal(9 * 15), [3, 3, 3, 5]), tf.tensor4d(normal(240), [4, 4, 3, 5])];
      const pairs = [
        [layerOperations()!.upFilter(filter), upFilter(filter)],
        [layerOperations()!.upFilterGradient(gradient4), upFilterGradient(gradient4)],
      ] as const;
      for (const [own, composed] of pairs) {
        expect(own.shape).toEqual(composed.shape);
        const expected = composed.dataSync();
        own.dataSync().forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-6));
      }
      // Of a filter of ones: as many of its entries as meet the same pixel.
      const rows = [1, 2, 2, 1];
      expect([
        ...layerOperations()!
          .upFilter(tf.ones([3, 3, 1, 1]))
          .dataSync(),
      ]).toEqual(rows.flatMap((row) => rows.map((column) => row * column)));
    });
  });

  it('take a vector apart and put it together', () => {
    tf.tidy(() => {
      const shapes = [[2, 3], [4], [1, 2, 1, 3], [1]];
      const flat = normal(17);
      const pieces = layerOperations()!.unpack(tf.tensor1d(flat), shapes);
      expect(pieces.map(({ shape }) => shape)).toEqual(shapes);
      expect([...pieces[2]!.dataSync()]).toEqual([...flat.slice(10, 16)]);
      expect(layerOperations()!.pack(pieces).dataSync()).toEqual(flat);
    });
  });

  // A normal gradient of 1000 numbers is about 32 long.
  it.each([Infinity, 5, 100])('take the steps of Adam that its formula composes, clipped at %d', (clipNorm) => {
    const [start, ...gradients] = Array.from({ length: 6 }, () => normal(1000));
    const walk = (own: boolean) => {
      useOwnOperations(own);
      const optimiser = adam(1000, { clipNorm });
      const end = gradients
        .reduce(
          (parameters: tf.Tensor1D, gradient) => optimiser.update(parameters, tf.tensor1d(gradient), 0.01),
          tf.tensor1d(start!),
        )
        .dataSync();
      optimiser.dispose();
      return end;
    };
    tf.tidy(() => {
      const [own, composed] = [walk(true), walk(false)];
      useOwnOperations(true);
      // Five steps of at most 0.01 each, in float32.
      own.forEach((value, i) => expect(Math.abs(value - composed[i]!)).toBeLessThan(1e-6));
      expect(own).not.toEqual(start);
    });
  });
});
