import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { adam, type AdamOptions } from '../../src/training/adam.js';
import { describeLossesOnEveryEngine } from '../backends.js';

/** The parameters after each step. */
function walk(start: number[], steps: { gradient: number[]; rate: number }[], options?: AdamOptions): number[][] {
  return tf.tidy(() => {
    const optimiser = adam(start.length, options);
    let parameters = tf.tensor1d(start);
    const path = steps.map(({ gradient, rate }) => {
      parameters = optimiser.update(parameters, tf.tensor1d(gradient), rate);
      return [...parameters.dataSync()];
    });
    optimiser.dispose();
    return path;
  });
}

const STEPS = [
  { gradient: [3, 0, -4], rate: 0.1 },
  { gradient: [0.1, 0.2, 0.3], rate: 0.05 },
];

function expectClose(found: number[] | undefined, expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  // Two steps in float32 from values of order 1.
  expected.forEach((value, i) => expect(Math.abs(found![i]! - value)).toBeLessThan(1e-6));
}

describeLossesOnEveryEngine('adam(size, options)', () => {
  it('takes the steps of PyTorch with a clipped gradient and a rate for each step', () => {
    // torch 2.15: torch.optim.Adam([p], 0.1) from p = [1, 2, 3]; before each step clip_grad_norm_([p], 1.0), and
    // param_groups[0]['lr'] = the step's rate.
    const [first, second] = walk([1, 2, 3], STEPS, { clipNorm: 1 });
    expectClose(first, [0.89999998, 2, 3.0999999]);
    expectClose(second, [0.86083359, 1.96279311, 3.11829782]);
  });

  it('steps by the learning rate against the sign of the first gradient, however long it is', () => {
    expectClose(walk([1, 1], [{ gradient: [0.1, -1e3], rate: 0.25 }])[0], [0.75, 1.25]);
  });

  it('stays where it is with a rate of 0, and remembers the gradient', () => {
    const held = walk([1, 2, 3], [{ ...STEPS[0]!, rate: 0 }, STEPS[1]!]);
    expect(held[0]).toEqual([1, 2, 3]);
    const fresh = walk([1, 2, 3], [STEPS[1]!]);
    expect(Math.abs(held[1]![0]! - fresh[0]![0]!)).toBeGreaterThan(1e-3);
  });

  it('clips a gradient to its direction at the given length, and leaves a shorter one alone', () => {
    const clipped = walk([1, 2, 3], STEPS, { clipNorm: 1 });
    const [first, second] = STEPS as [(typeof STEPS)[0], (typeof STEPS)[0]];
    const byHand = walk([1, 2, 3], [{ ...first, gradient: [0.6, 0, -0.8] }, second]);
    clipped.forEach((parameters, i) => expectClose(parameters, byHand[i]!));
    // A control: the same steps unclipped end elsewhere.
    expect(Math.abs(walk([1, 2, 3], STEPS)[1]![0]! - clipped[1]![0]!)).toBeGreaterThan(1e-4);
    expect(walk([1, 2, 3], STEPS, { clipNorm: 5.001 })).toEqual(walk([1, 2, 3], STEPS));
  });

  it('clips a gradient whose square overflows', () => {
    const [parameters] = walk([1, 2], [{ gradient: [3e30, -4e30], rate: 0.1 }], { clipNorm: 1 });
    expectClose(parameters, [0.9, 2.1]);
  });

  it.each([NaN, Infinity])('gives no number for a gradient that holds %d', (wrong) => {
    const [parameters] = walk([1, 2], [{ gradient: [wrong, 1], rate: 0.1 }], { clipNorm: 1 });
    expect(parameters![0]).toBeNaN();
  });

  it('leaves no tensor behind but the parameters', () => {
    const [parameters, gradient] = [tf.zeros([3]) as tf.Tensor1D, tf.ones([3]) as tf.Tensor1D];
    const before = tf.memory().numTensors;
    const optimiser = adam(3, { clipNorm: 1 });
    const next = optimiser.update(parameters, gradient, 0.1);
    expect(tf.memory().numTensors).toBe(before + 3);
    optimiser.dispose();
    next.dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([parameters, gradient]);
  });

  it('refuses a length that is none', () => {
    for (const clipNorm of [0, -1, NaN])
      expect(() => adam(3, { clipNorm })).toThrow(/clipNorm must be a number above 0 \(Infinity for none\), got/);
  });
});
