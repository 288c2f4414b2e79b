import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { centerlineDiceLoss } from '../../src/losses/index.js';
import { softSkeleton } from '../../src/losses/softSkeleton.js';
import { describeOnEveryEngine } from '../backends.js';
import { randomData, tensor } from './data.js';

describeOnEveryEngine('softSkeleton(image, iterations)', () => {
  it('of a bar three pixels wide is its middle line', () => {
    tf.tidy(() => {
      const bar = tf.tensor4d(
        Array.from({ length: 7 * 9 }, (_, i) => (Math.floor(i / 9) >= 2 && Math.floor(i / 9) <= 4 ? 1 : 0)),
        [1, 7, 9, 1],
      );
      const rows = tf.sum(softSkeleton(bar, 3), [0, 2, 3]).dataSync();
      expect(Array.from(rows)).toEqual([0, 0, 0, 9, 0, 0, 0]);
    });
  });

  it('of a volume one slice deep is that of the image, value and gradient of the loss', () => {
    tf.tidy(() => {
      const { y, p } = randomData({ images: 2, space: [5, 6], classes: 2 });
      const at = (space: number[]) =>
        tf.valueAndGrad((x: tf.Tensor) => centerlineDiceLoss(tensor(y, space), x))(tensor(p, space));
      const [flat, deep] = [at([5, 6]), at([1, 5, 6])];
      expect(deep.value.dataSync()[0]).toBeCloseTo(flat.value.dataSync()[0]!, 6);
      const right = flat.grad.dataSync();
      deep.grad.dataSync().forEach((g, i) => expect(g).toBeCloseTo(right[i]!, 5));
    });
  });
});
