import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { seededRandom } from '../../../src/random.js';
import {
  alongPenalty,
  applyChain,
  chainTangent,
  convolutionChain,
  criticLoss,
  gradientPenalty,
  penaltyDirection,
  pyramidSizes,
  trainPyramidGan,
} from '../../../src/training/index.js';
import { describeOnEveryEngine } from '../../backends.js';

it('pyramidSizes(size) leads in equal ratios from 25 pixels to the image', () => {
  // ⌈ln(25/64)/ln .75⌉ = ⌈3.27⌉ = 4 steps of (25/64)^(1/4) = .7906.
  expect(pyramidSizes(64)).toEqual([25, 32, 40, 51, 64]);
  expect(pyramidSizes(250)).toHaveLength(10);
  expect([pyramidSizes(250)[0], pyramidSizes(250).at(-1)]).toEqual([25, 250]);
  expect(pyramidSizes(32)).toEqual([25, 32]);
  expect([pyramidSizes(25), pyramidSizes(16)]).toEqual([[25], [16]]);
});

function picture(size: number, channels: number, seed = 1): tf.Tensor4D {
  const random = seededRandom(seed);
  return tf.tensor4d(
    Float32Array.from({ length: size * size * channels }, () => 2 * random.uniform() - 1),
    [1, size, size, channels],
  );
}

/** Of central differences: the penalty is in float32. */
const STEP = 1e-3;

describeOnEveryEngine('the pyramid', () => {
  it('gradientPenalty of a linear critic is (rate − 1)², and 0 at rate 1', () => {
    const images = picture(4, 2);
    const rate = (x: number, y: number) => (of: tf.Tensor4D) => tf.sum(tf.mul(of, tf.tensor1d([x, y])));
    // The norm over both channels: √(3² + 4²) − 1 = 4.
    expect(gradientPenalty(rate(3, 4), images).dataSync()[0]).toBeCloseTo(16, 4);
    expect(gradientPenalty(rate(0.6, 0.8), images).dataSync()[0]).toBeCloseTo(0, 5);
    // A critic that does not change at all, whose norm has no derivative.
    expect(gradientPenalty(rate(0, 0), images).dataSync()[0]).toBeCloseTo(1, 4);
  });

  it('gradientPenalty has the second derivatives that central differences have, through a whole critic', () => {
    const critic = convolutionChain(seededRandom(5), { inputs: 2, outputs: 1, features: 3 });
    // Larger filters than a training starts with, so that the penalty is no constant.
    const values = critic.variables.map((variable) => tf.mul(variable, 15) as tf.Tensor);
    const bias = values.pop()!;
    const images = picture(6, 2);
    const penalty = (...of: tf.Tensor[]) => gradientPenalty((x) => applyChain([...of, bias], x), images);
    const gradients = tf.grads(penalty)(values);
    const random = seededRandom(6);
    // Of every filter, scale and shift; the last bias changes no gradient.
    const close = values.map((value, which) => {
      const data = value.dataSync();
      const at = random.integer(data.length);
      const moved = (by: number) => {
        const other = data.slice();
        other[at]! += by;
        return penalty(...values.with(which, tf.tensor(other, value.shape))).dataSync()[0]!;
      };
      const numeric = (moved(STEP) - moved(-STEP)) / (2 * STEP);
      return Math.abs(gradients[which]!.dataSync()[at]! - numeric) < 0.02 * Math.max(1, Math.abs(numeric));
    });
    // Where a step crosses the kink of a leaky ReLU the penalty jumps, and differences tell nothing.
    expect(close.filter(Boolean).length).toBeGreaterThanOrEqual(values.length - 2);
    critic.dispose();
  });

  it('the chain is told wrong by a slope that has no second derivative', () => {
    // The control: TensorFlow.js's own leaky ReLU cannot stand in a penalty.
    const filter = tf.ones([3, 3, 1, 1]) as tf.Tensor4D;
    const own = (f: tf.Tensor) =>
      gradientPenalty((x) => tf.leakyRelu(tf.conv2d(x, f as tf.Tensor4D, 1, 'same')), picture(4, 1));
    expect(() => tf.grad(own)(filter)).toThrow('Greater');
  });

  /** Of one output, two channels, with larger filters than a training starts with. */
  function critic(): tf.Tensor[] {
    const { variables } = convolutionChain(seededRandom(5), { inputs: 2, outputs: 1, features: 3 });
    return variables.map((variable) => tf.mul(variable, 15) as tf.Tensor);
  }
  const furthest = (a: readonly tf.Tensor[], b: readonly tf.Tensor[]) =>
    Math.max(
      ...a.map(
        (one, k) => tf.max(tf.abs(tf.sub(one, b[k]!))).dataSync()[0]! / (1 + tf.max(tf.abs(one)).dataSync()[0]!),
      ),
    );

  it('chainTangent is how a chain changes along a direction', () => {
    const variables = critic();
    const [images, direction] = [picture(6, 2), picture(6, 2, 2)];
    const at = (t: number) => applyChain(variables, tf.add(images, tf.mul(direction, t)));
    const numeric = tf.div(tf.sub(at(1e-3), at(-1e-3)), 2e-3);
    expect(furthest([numeric], [chainTangent(variables, images, direction)])).toBeLessThan(0.01);
    // The control: along another direction.
    expect(furthest([numeric], [chainTangent(variables, images, images)])).toBeGreaterThan(0.1);
  });

  it('alongPenalty has the derivatives of gradientPenalty in every variable', () => {
    const variables = critic();
    const images = picture(6, 2);
    const direction = penaltyDirection(variables, images);
    const gradient = tf.grad((x) => tf.sum(applyChain(variables, x as tf.Tensor4D)))(images) as tf.Tensor4D;
    // The last bias changes no gradient.
    const bias = variables.pop()!;
    const whole = tf.grads((...of) => gradientPenalty((x) => applyChain([...of, bias], x), images))(variables);
    const along = (v: tf.Tensor4D) => tf.grads((...of) => alongPenalty([...of, bias], images, v))(variables);
    expect(furthest(whole, along(direction))).toBeLessThan(1e-4);
    // The control: the penalty that asks for a rate of 0, not of 1, has another direction.
    expect(furthest(whole, along(tf.div(gradient, 18)))).toBeGreaterThan(0.01);
  });

  it('criticLoss has the derivatives of what is said of made ones less of real ones, and a tenth of the penalty', () => {
    const variables = critic();
    const [real, made, between] = [picture(6, 2, 2), picture(6, 2, 3), picture(6, 2, 4)];
    const direction = penaltyDirection(variables, between);
    const said = (of: readonly tf.Tensor[], images: tf.Tensor4D) => tf.mean(applyChain(of, images));
    const loss =
      (weight: number) =>
      (...of: tf.Tensor[]) =>
        tf.add(
          tf.sub(said(of, made), said(of, real)),
          tf.mul(
            gradientPenalty((x) => applyChain(of, x), between),
            weight,
          ),
        ) as tf.Scalar;
    const found = tf.grads((...of) => criticLoss(of, { real, made, between, direction }))(variables);
    expect(furthest(tf.grads(loss(0.1))(variables), found)).toBeLessThan(1e-4);
    // The control: without the penalty.
    expect(furthest(tf.grads(loss(0))(variables), found)).toBeGreaterThan(0.01);
  });
});

describe('trainPyramidGan(image, settings)', () => {
  beforeAll(async () => void (await startEngine()));

  it('gives the same from the same seed, other images from other noise, and leaves no tensor behind', async () => {
    const image = picture(27, 4);
    const before = tf.memory().numTensors;
    const made = async (seed: number) => {
      const gan = await trainPyramidGan(image, { iterations: 2, features: 2, seed });
      const sample = (from: number, of = 9) => {
        const tensor = gan.sample(seededRandom(of), from);
        const values = tensor.dataSync().slice();
        tensor.dispose();
        return values;
      };
      const found = {
        whole: sample(0),
        other: sample(0, 10),
        fine: sample(1),
        otherFine: sample(1, 10),
        same: sample(2),
        otherSame: sample(2, 10),
        sizes: gan.sizes,
        errors: gan.errors,
      };
      gan.dispose();
      return found;
    };
    const [first, again, otherSeed] = [await made(1), await made(1), await made(2)];
    expect(tf.memory().numTensors).toBe(before);
    expect(again).toEqual(first);
    expect(otherSeed.whole).not.toEqual(first.whole);
    expect(first.sizes).toEqual([25, 27]);
    // From the scale beyond the last on, nothing is drawn: that is the reconstruction.
    expect(first.otherSame).toEqual(first.same);
    const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
    expect(apart(first.fine, first.otherFine)).toBeGreaterThan(0);
    // Drawn from a finer scale on, images differ less.
    expect(apart(first.fine, first.otherFine)).toBeLessThan(apart(first.whole, first.other));
  });
});
