import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { crossEntropyLoss, softDiceLoss } from '../../src/losses/index.js';
import { regionSums } from '../../src/losses/regionSums.js';
import { describeLossesOnEveryEngine } from '../backends.js';

/** The cpu engine takes 15 s, and several times that on a machine that has other work. */
const TIME_LIMIT_MS = 240_000;

describeLossesOnEveryEngine('ten million voxels', () => {
  it.each([
    [1e7, 1],
    [5e6, 2],
  ])(
    'of %d x %d keep soft Dice and cross-entropy within 1e-6',
    (voxels, classes) => {
      // Every probability is float32(0.1), every tenth label is 1: the sums are known exactly. A running float32 sum
      // would be wrong by percents.
      const p = Math.fround(0.1);
      tf.tidy(() => {
        const probabilities = tf.fill([1, voxels, classes], p);
        const labels = tf.tensor3d(
          Float32Array.from({ length: voxels * classes }, (_, k) => (Math.floor(k / classes) % 10 === 0 ? 1 : 0)),
          [1, voxels, classes],
        );
        const dice = 1 - (2 * p * (voxels / 10)) / (voxels / 10 + p * voxels);
        expect(Math.abs(softDiceLoss(labels, probabilities).dataSync()[0]! / dice - 1)).toBeLessThan(1e-6);
        // The slope is checked where the engine's own sum is farthest off, with the classes last.
        if (classes > 1) {
          const slope = tf
            .grad((x: tf.Tensor) => softDiceLoss(labels, x))(probabilities)
            .slice([0, 0, 0], [1, 1, 1])
            .dataSync()[0]!;
          expect(slope / (-(1 + dice) / (voxels / 10 + p * voxels) / classes)).toBeCloseTo(1, 5);
          return;
        }
        const entropy = -(0.1 * Math.log(p) + 0.9 * Math.log(1 - p));
        expect(Math.abs(crossEntropyLoss(labels, probabilities).dataSync()[0]! / entropy - 1)).toBeLessThan(1e-6);
      });
    },
    TIME_LIMIT_MS,
  );

  // Among 60 constants these were farthest off, by 1.6e-6, when WebAssembly summed 64 of them at a time; float32 itself
  // rounds by at most 6e-8.
  it.each([0.001, 0.30173158645629883, 0.0005889711901545525])(
    'of %d sum to ten million times that, within 1e-6',
    (constant) => {
      const value = Math.fround(constant);
      const values = tf.fill<tf.Rank.R3>([1, 1e7, 1], value);
      const [sum] = regionSums(values);
      values.dispose();
      expect(Math.abs(sum! / (1e7 * value) - 1)).toBeLessThan(1e-6);
    },
  );
});
