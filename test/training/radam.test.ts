import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { lookahead } from '../../src/training/lookahead.js';
import type { Optimiser } from '../../src/training/optimiser.js';
import { OPTIMISERS } from '../../src/training/optimisers.js';
import { radam, rectification } from '../../src/training/radam.js';
import { describeLossesOnEveryEngine } from '../backends.js';

const STEPS: [rate: number, gradient: number[]][] = [
  [0.1, [0.6, 0, -0.8]],
  [0.1, [0.1, 0.2, 0.3]],
  [0.1, [-0.5, 0.4, 0.1]],
  [0.05, [0.3, -0.2, 0.2]],
  [0.05, [0.2, 0.1, -0.4]],
  [0.1, [0.1, 0.3, 0.5]],
  [0.1, [-0.3, 0.2, 0.1]],
  [0.1, [0.4, -0.1, 0.3]],
];

/** torch 2.15: torch.optim.RAdam([p], lr=0.1) from p = [1, 2, 3], param_groups[0]['lr'] = the step's rate. */
const PYTORCH = [
  [0.94, 2.0, 3.07999992],
  [0.9063158, 1.9894737, 3.10210514],
  [0.90351135, 1.96807146, 3.11236334],
  [0.89815515, 1.96338987, 3.11309314],
  [0.89166498, 1.95863056, 3.1185286],
  [0.89076883, 1.95712423, 3.11840558],
  [0.89037138, 1.95500815, 3.11811829],
  [0.88922518, 1.95313752, 3.11732078],
];

/**
 * The same, and after the sixth step `slow = slow + 0.5 * (p - slow); p.copy_(slow)` with slow = [1, 2, 3] before, in
 * torch.
 */
const WITH_LOOKAHEAD = [
  ...PYTORCH.slice(0, 5),
  [0.94538438, 1.97856212, 3.05920267],
  [0.94498694, 1.97644603, 3.05891538],
  [0.94384074, 1.9745754, 3.05811787],
];

/** The parameters after each step. */
function walk(optimiser: Optimiser, steps = STEPS): number[][] {
  return tf.tidy(() => {
    let parameters = tf.tensor1d([1, 2, 3]);
    const path = steps.map(([rate, gradient]) => {
      parameters = optimiser.update(parameters, tf.tensor1d(gradient), rate);
      return [...parameters.dataSync()];
    });
    optimiser.dispose();
    return path;
  });
}

const distance = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

describe('rectification(t)', () => {
  it('is none in the first five steps, and grows to 1', () => {
    expect([1, 2, 3, 4, 5].map(rectification)).toEqual(Array(5).fill(undefined));
    expect(rectification(100_000)).toBeCloseTo(1, 6);
  });

  it('is that of the formula at the sixth step', () => {
    // ρ₆ = 1999 − 12 · .994014980014994 / .005985019985006 = 5.99416…, by hand with .999⁶.
    const power = 0.999 ** 6;
    const rho = 1999 - (12 * power) / (1 - power);
    expect(rho).toBeCloseTo(5.994, 3);
    expect(rectification(6)).toBeCloseTo(Math.sqrt((((rho - 4) * (rho - 2)) / rho / (1995 * 1997)) * 1999), 12);
  });
});

describeLossesOnEveryEngine('radam(size), lookahead(optimiser)', () => {
  it('radam takes the steps of PyTorch, before and after the rate adapts', () => {
    walk(radam(3)).forEach((parameters, k) => expect(distance(parameters, PYTORCH[k]!)).toBeLessThan(2e-6));
  });

  it('a control: Adam, which is not rectified, is elsewhere from the first step on', () => {
    walk(OPTIMISERS.adam(3)).forEach((parameters, k) =>
      expect(distance(parameters, PYTORCH[k]!)).toBeGreaterThan(1e-3),
    );
  });

  it('ranger goes half of the way back at the sixth step, and on from there', () => {
    walk(OPTIMISERS.ranger(3)).forEach((parameters, k) =>
      expect(distance(parameters, WITH_LOOKAHEAD[k]!)).toBeLessThan(2e-6),
    );
  });

  it('a control: without Lookahead the sixth step ends elsewhere', () => {
    const [plain, ahead] = [walk(radam(3)), walk(OPTIMISERS.ranger(3))];
    expect(distance(plain[4]!, ahead[4]!)).toBe(0);
    expect(distance(plain[5]!, ahead[5]!)).toBeGreaterThan(0.01);
  });

  it('lookahead follows an optimiser by the halves of its way, worked by hand', () => {
    // Each inner step takes 1 off: 6 steps from 10 go to 4, so to 7; six more to 1, so to 4.
    const down: Optimiser = { update: (p) => tf.sub(p, 1) as tf.Tensor1D, dispose: () => undefined };
    const path = walk(
      lookahead(down),
      Array.from({ length: 12 }, () => [1, [0, 0, 0]] as [number, number[]]),
    ).map(([first]) => first! + 9);
    expect(path).toEqual([9, 8, 7, 6, 5, 7, 6, 5, 4, 3, 2, 4]);
  });

  it('clips as Adam does', () => {
    const clipped = walk(radam(3, { clipNorm: 0.5 }), [[0.1, [6, 0, -8]]]);
    expect(distance(clipped[0]!, [1 - 0.03, 2, 3 + 0.04])).toBeLessThan(1e-6);
    expect(() => radam(3, { clipNorm: 0 })).toThrow(/clipNorm must be a number above 0/);
  });

  it('leaves no tensor behind but the parameters', () => {
    const [parameters, gradient] = [tf.zeros([3]) as tf.Tensor1D, tf.ones([3]) as tf.Tensor1D];
    const before = tf.memory().numTensors;
    const optimiser = OPTIMISERS.ranger(3);
    let current = tf.clone(parameters);
    for (let k = 0; k < 13; k++) {
      const next = optimiser.update(current, gradient, 0.1);
      current.dispose();
      current = next;
    }
    optimiser.dispose();
    current.dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([parameters, gradient]);
  });
});
