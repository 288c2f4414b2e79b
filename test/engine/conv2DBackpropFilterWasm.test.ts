import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { seededRandom } from '../../src/random.js';
import { presentEngines } from '../backends.js';

/** The plain JavaScript backend of TensorFlow.js has this kernel: the independent reference. */
async function filterGradientOn(
  engine: 'wasm' | 'cpu',
  size: [number, number],
  filter: [number, number, number, number],
  stride: number,
  pad: 'same' | 'valid',
) {
  await startEngine({ only: engine });
  const random = seededRandom(7);
  const values = (n: number) => Float32Array.from({ length: n }, () => random.normal());
  return tf.tidy(() => {
    const x = tf.tensor4d(values(2 * size[0] * size[1] * filter[2]), [2, ...size, filter[2]]);
    const w = tf.tensor4d(values(filter.reduce((a, b) => a * b)), filter);
    return tf
      .grad((f) => tf.sum(tf.square(tf.conv2d(x, f as tf.Tensor4D, stride, pad))))(w)
      .arraySync();
  });
}

describe.skipIf(!presentEngines.includes('wasm'))('the filter gradient composed for WebAssembly', () => {
  it.each([
    ['3x3, same', [6, 7], [3, 3, 2, 3], 1, 'same'],
    ['3x3, valid', [6, 7], [3, 3, 2, 3], 1, 'valid'],
    ['1x1', [5, 4], [1, 1, 3, 2], 1, 'same'],
    ['stride 2, same', [7, 8], [3, 3, 1, 2], 2, 'same'],
    ['stride 2 that leaves a row over, valid', [8, 7], [3, 2, 1, 2], 2, 'valid'],
  ] as const)('is that of plain JavaScript: %s', async (_, size, filter, stride, pad) => {
    const args = [[...size], [...filter], stride, pad] as Parameters<typeof filterGradientOn> extends [
      unknown,
      ...infer Rest,
    ]
      ? Rest
      : never;
    const wasm = (await filterGradientOn('wasm', ...args)) as number[][][][];
    const reference = (await filterGradientOn('cpu', ...args)) as number[][][][];
    const flat = reference.flat(3);
    // float32 sums of at most 100 products of size 10 in another order: 1e-5 of the largest entry.
    const tolerance = 1e-5 * Math.max(...flat.map(Math.abs));
    wasm.flat(3).forEach((value, i) => expect(Math.abs(value - flat[i]!)).toBeLessThan(tolerance));
  });

  it('leaves no tensor behind', async () => {
    await filterGradientOn('wasm', [6, 7], [3, 3, 2, 3], 1, 'same');
    const before = tf.memory().numTensors;
    await filterGradientOn('wasm', [6, 7], [3, 3, 2, 3], 1, 'same');
    expect(tf.memory().numTensors).toBe(before);
  });
});
