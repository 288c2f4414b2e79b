import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { activeKernels } from '../../src/training/activeKernels.js';
import { describeLossesOnEveryEngine } from '../backends.js';

const EPSILON = 1e-5;

interface Case {
  /** `[batch, ...sides, channels]` */
  shape: number[];
  x: Float64Array;
  scale: Float64Array;
  shift: Float64Array;
  /** The gradient of the result. */
  dy: Float64Array;
}

/** Numbers that float32 holds, so that all that differs from float64 is the arithmetic. */
const singles = (values: ArrayLike<number>) => Float64Array.from(Float32Array.from(values));

function randomCase(shape: number[], mean = 0): Case {
  const random = seededRandom(7, ...shape);
  const normal = (length: number, from = 0) => singles(Array.from({ length }, () => from + random.normal()));
  const size = shape.reduce((a, b) => a * b);
  const channels = shape[shape.length - 1]!;
  return { shape, x: normal(size, mean), scale: normal(channels, 1), shift: normal(channels), dy: normal(size) };
}

/** The pixels of one channel of one image, as indices. */
function maps({ shape, x }: Case): { channel: number; pixels: number[] }[] {
  const channels = shape[shape.length - 1]!;
  const size = x.length / shape[0]!;
  return Array.from({ length: shape[0]! * channels }, (_, k) => {
    const start = Math.floor(k / channels) * size + (k % channels);
    return { channel: k % channels, pixels: Array.from({ length: size / channels }, (_, p) => start + p * channels) };
  });
}

const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** `max(0, scale · (x − mean) / √(variance + ε) + shift)` in plain loops and float64. */
function plainValue(given: Case): Float64Array {
  const y = new Float64Array(given.x.length);
  for (const { channel, pixels } of maps(given)) {
    const mean = meanOf(pixels.map((i) => given.x[i]!));
    const variance = meanOf(pixels.map((i) => (given.x[i]! - mean) ** 2));
    for (const i of pixels) {
      const normal = (given.x[i]! - mean) / Math.sqrt(variance + EPSILON);
      y[i] = Math.max(0, given.scale[channel]! * normal + given.shift[channel]!);
    }
  }
  return y;
}

type Gradient = Record<'x' | 'scale' | 'shift', Float64Array>;

/** The slope of `Σ dy · y` in every number that goes in, by central differences of the float64 value. */
function differences(given: Case): Gradient {
  const total = (changed: Partial<Case>) =>
    plainValue({ ...given, ...changed }).reduce((sum, y, i) => sum + given.dy[i]! * y, 0);
  const slopes = (name: keyof Gradient) =>
    given[name].map((value, i) => {
      const h = 1e-6;
      const [up, down] = [value + h, value - h].map((v) => total({ [name]: given[name].with(i, v) }));
      return (up! - down!) / (2 * h);
    });
  return { x: slopes('x'), scale: slopes('scale'), shift: slopes('shift') };
}

/**
 * The closed form in plain loops and float64. `withMeans` false leaves out that the mean and the variance move with the
 * input: the mistake that the comparisons must see.
 */
function plainGradient(given: Case, withMeans = true): Gradient {
  const [x, scale, shift] = [given.x, given.scale, given.shift].map(({ length }) => new Float64Array(length));
  const y = plainValue(given);
  for (const { channel, pixels } of maps(given)) {
    const mean = meanOf(pixels.map((i) => given.x[i]!));
    const deviation = Math.sqrt(meanOf(pixels.map((i) => (given.x[i]! - mean) ** 2)) + EPSILON);
    const normal = pixels.map((i) => (given.x[i]! - mean) / deviation);
    const g = pixels.map((i) => (y[i]! > 0 ? given.dy[i]! : 0));
    const [meanG, meanProduct] = [meanOf(g), meanOf(g.map((slope, k) => slope * normal[k]!))];
    pixels.forEach((i, k) => {
      const through = withMeans ? meanG + normal[k]! * meanProduct : 0;
      x![i] = (given.scale[channel]! / deviation) * (g[k]! - through);
    });
    scale![channel]! += meanProduct * pixels.length;
    shift![channel]! += meanG * pixels.length;
  }
  return { x: x!, scale: scale!, shift: shift! };
}

/** What the engine computes. */
function computed({ shape, x, scale, shift, dy }: Case): Gradient & { y: Float32Array } {
  const [y, dx, dScale, dShift] = tf.tidy(() => {
    const { normaliseRelu, normaliseReluGradient } = activeKernels();
    const images = tf.tensor(Float32Array.from(x), shape);
    const vectors = [scale, shift].map((values) => tf.tensor1d(Float32Array.from(values)));
    const [scales, shifts] = vectors as [tf.Tensor1D, tf.Tensor1D];
    const [value, ...moments] = normaliseRelu(images, scales, shifts);
    const slope = tf.tensor(Float32Array.from(dy), shape);
    const gradient = normaliseReluGradient(slope, images, ...moments, scales, shifts);
    return [value, ...gradient].map((tensor) => tensor.dataSync() as Float32Array);
  });
  const wide = (values?: Float32Array) => Float64Array.from(values ?? []);
  return { y: y!, x: wide(dx), scale: wide(dScale), shift: wide(dShift) };
}

/** The largest difference, relative to the largest of the expected values (at least 1). */
function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [largest, most] = [1, found.length === expected.length ? 0 : Infinity];
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]!));
    const difference = Math.abs(found[i]! - expected[i]!);
    // A NaN is no small difference.
    most = difference <= most ? most : difference;
  }
  return most / largest;
}

const farthest = (found: Gradient, expected: Gradient) =>
  Math.max(...(['x', 'scale', 'shift'] as const).map((name) => distance(found[name], expected[name])));

const SMALL = randomCase([2, 3, 5, 2]);

describeLossesOnEveryEngine('instance normalisation with ReLU', () => {
  // Lanes of 16 that the channels fill and do not; images within a block of 8192 values and over several; fewer images
  // than threads; an image of a line, of a volume.
  it.each([
    [[2, 3, 5, 2]],
    [[3, 7, 4, 1]],
    [[2, 4, 4, 16]],
    [[2, 5, 3, 24]],
    [[1, 40, 36, 12]],
    [[5, 33, 31, 16]],
    [[2, 9, 3]],
    [[2, 5, 4, 6, 3]],
  ])('is that of plain float64 loops on images %j, and so is its gradient', (shape) => {
    const given = randomCase(shape, 0.5);
    const found = computed(given);
    // Float32 values of order 1, a few roundings each; sums of the gradient over all pixels.
    expect(distance(found.y, plainValue(given))).toBeLessThan(3e-6);
    expect(farthest(found, plainGradient(given))).toBeLessThan(1e-5);
  });

  it('has the gradient of central differences', () => {
    expect(farthest(computed(SMALL), differences(SMALL))).toBeLessThan(1e-5);
  });

  it('would not pass with a gradient that forgets the mean and the variance', () => {
    const wrong = plainGradient(SMALL, false);
    expect(farthest(wrong, differences(SMALL))).toBeGreaterThan(0.1);
    expect(farthest(computed(SMALL), wrong)).toBeGreaterThan(0.1);
  });

  it('has the gradient that TensorFlow.js takes of the composed formula', () => {
    const given = randomCase([2, 6, 5, 3]);
    let gradients: Float64Array[] = [];
    tf.tidy(() => {
      const formula = (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor) => {
        const { mean, variance } = tf.moments(x, [1, 2], true);
        const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, EPSILON)));
        const y = tf.relu(tf.add(tf.mul(normal, scale), shift));
        return tf.sum(tf.mul(y, tf.tensor(Float32Array.from(given.dy), given.shape)));
      };
      gradients = tf
        .grads(formula)([
          tf.tensor(Float32Array.from(given.x), given.shape),
          tf.tensor1d(Float32Array.from(given.scale)),
          tf.tensor1d(Float32Array.from(given.shift)),
        ])
        .map((tensor) => Float64Array.from(tensor.dataSync()));
    });
    const [x, scale, shift] = gradients as [Float64Array, Float64Array, Float64Array];
    expect(farthest(computed(given), { x, scale, shift })).toBeLessThan(1e-5);
  });

  it('is InstanceNorm2d(affine=True) and ReLU of PyTorch', () => {
    // torch 2.15: x = torch.tensor([[1, 2, 4, 8], [-3, 0, 0, 3]]).reshape(1, 2, 2, 2), weight [2, -1], bias [.5, .25],
    // (torch.relu(norm(x)) * torch.arange(1, 9).reshape(1, 2, 2, 2)).sum().backward(); here channels come last.
    const last = (first: number[]) => singles([0, 4, 1, 5, 2, 6, 3, 7].map((i) => first[i]!));
    const found = computed({
      shape: [1, 2, 2, 2],
      x: last([1, 2, 4, 8, -3, 0, 0, 3]),
      scale: singles([2, -1]),
      shift: singles([0.5, 0.25]),
      dy: last([1, 2, 3, 4, 5, 6, 7, 8]),
    });
    const y = [0, 0, 0.68650079, 3.67051411, 1.66421199, 0.25, 0.25, 0];
    const x = [-0.03892366, -0.49949899, 0.81736028, -0.27893767, 0.94280529, -0.70710599, -1.17850995, 0.94281065];
    expect(distance(found.y, last(y))).toBeLessThan(1e-6);
    const gradient = { x: last(x), scale: singles([6.62077951, -7.0710597]), shift: singles([7, 18]) };
    // Float32 on both sides; the input's gradient is a small difference of larger numbers.
    expect(farthest(found, gradient)).toBeLessThan(5e-6);
  });

  it.each([
    ['all pixels equal', [2, 4, 4, 3]],
    ['one pixel', [2, 1, 1, 3]],
  ])('gives the shift, and gradients that are numbers, on maps of %s', (_, shape) => {
    const given = { ...randomCase(shape), x: singles(new Float64Array(shape.reduce((a, b) => a * b)).fill(123.4)) };
    const found = computed(given);
    found.y.forEach((y, i) => expect(y).toBeCloseTo(Math.max(0, given.shift[i % 3]!), 2));
    for (const slopes of [found.x, found.scale, found.shift]) {
      expect(slopes.every(Number.isFinite)).toBe(true);
    }
    expect(distance(found.shift, plainGradient(given).shift)).toBeLessThan(1e-5);
  });

  it('keeps its digits where the mean is large beside the deviation', () => {
    const given = randomCase([2, 16, 16, 3], 1000);
    // Between 512 and 2048 float32 numbers are up to 1.2e-4 apart, and so are those of deviation 1 about them.
    expect(distance(computed(given).y, plainValue(given))).toBeLessThan(2e-4);
  });

  it('passes on what is no number', () => {
    const found = computed({ ...SMALL, x: SMALL.x.with(0, NaN) });
    const touched = found.y.filter((y) => Number.isNaN(y)).length;
    // On WebAssembly a ReLU turns NaN into 0; the gradient shows it all the same.
    expect(touched === 15 || (tf.getBackend() === 'wasm' && touched === 0)).toBe(true);
    expect(found.scale[0]).toBeNaN();
    expect(found.scale[1]).not.toBeNaN();
  });

  it('gives the same digits every time', () => {
    const given = randomCase([3, 33, 31, 16]);
    expect(computed(given)).toEqual(computed(given));
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    computed(SMALL);
    expect(tf.memory().numTensors).toBe(before);
  });
});
