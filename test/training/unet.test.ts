import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { initialParameters } from '../../src/training/initialParameters.js';
import { unetLogits } from '../../src/training/unet.js';
import { parameterCount, parameterShapes, type UnetShape } from '../../src/training/unetShape.js';
import { describeOnEveryEngine } from '../backends.js';

const SHAPE: UnetShape = { inputs: 2, features: 3, outputs: 2 };

function randomTensor(seed: number, shape: [number, number, number, number]): tf.Tensor4D {
  const random = seededRandom(seed);
  return tf.tensor4d(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
    shape,
  );
}

/**
 * Every pixel 2x2 times. Not by resizeNearestNeighbor, whose gradient on TensorFlow.js's plain JavaScript backend is
 * not that of the others.
 */
function repeatPixels(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const twice = (t: tf.Tensor) => tf.concat([t, t], 1);
  const columns = twice(tf.reshape(x, [batch * height * width, 1, channels]));
  return tf.reshape(twice(tf.reshape(columns, [batch * height, 1, 2 * width * channels])), [
    batch,
    2 * height,
    2 * width,
    channels,
  ]);
}

/**
 * The same network as it is drawn in books, layer by layer, with upsampling and concatenation: what the fused one is
 * compared with.
 */
function plainUnet(parameters: tf.Tensor1D, images: tf.Tensor4D): tf.Tensor4D {
  let offset = 0;
  const pieces = parameterShapes(SHAPE).map((sides) => {
    const size = sides.reduce((a, b) => a * b);
    offset += size;
    return tf.reshape(tf.slice(parameters, offset - size, size), sides);
  });
  const take = () => pieces.shift()!;
  const conv = (x: tf.Tensor4D, filter: tf.Tensor) =>
    tf.add(tf.conv2d(x, filter as tf.Tensor4D, 1, 'same'), take()) as tf.Tensor4D;
  const block = (x: tf.Tensor4D) => tf.relu(conv(tf.relu(conv(x, take())), take()));
  const merge = (low: tf.Tensor4D, skip: tf.Tensor4D) => {
    const below = tf.transpose(take(), [0, 1, 3, 2]);
    const merged = tf.concat([repeatPixels(low), skip], 3);
    return tf.relu(conv(tf.relu(conv(merged, tf.concat([below, take()], 2))), take()));
  };
  const a = block(images);
  const b = block(tf.maxPool(a, 2, 2, 'valid'));
  const c = block(tf.maxPool(b, 2, 2, 'valid'));
  return conv(merge(merge(c, b), a), take());
}

describeOnEveryEngine('unetLogits(parameters, images, shape)', (engine) => {
  const images = () => randomTensor(1, [2, 8, 12, 2]);
  const parameters = () => tf.tensor1d(initialParameters(SHAPE, 5));

  it('is the network of two poolings, upsampling and concatenated skips', () => {
    const [fused, plain] = tf.tidy(() => [
      unetLogits(parameters(), images(), SHAPE).arraySync(),
      plainUnet(parameters(), images()).arraySync(),
    ]);
    // float32 sums in another order: some 1e-6 of values of size 1.
    (fused as number[][][][])
      .flat(3)
      .forEach((value, i) => expect(value).toBeCloseTo((plain as number[][][][]).flat(3)[i]!, 4));
  });

  it('has the gradient of that network', () => {
    const weights = randomTensor(3, [2, 8, 12, 2]);
    const gradientOf = (network: (p: tf.Tensor1D) => tf.Tensor) =>
      tf.tidy(() =>
        tf
          .grad((p) => tf.sum(tf.mul(network(p as tf.Tensor1D), weights)))(parameters())
          .dataSync(),
      );
    const fused = gradientOf((p) => unetLogits(p, images(), SHAPE));
    const plain = gradientOf((p) => plainUnet(p, images()));
    const largest = Math.max(...plain.map(Math.abs));
    expect(fused).toHaveLength(parameterCount(SHAPE));
    fused.forEach((value, i) => expect(Math.abs(value - plain[i]!)).toBeLessThan(2e-5 * largest));
  });

  it('has the gradient of central differences', () => {
    const weights = randomTensor(3, [2, 8, 12, 2]);
    const valueAt = (p: Float32Array) =>
      tf.tidy(() => tf.sum(tf.mul(unetLogits(tf.tensor1d(p), images(), SHAPE), weights)).dataSync()[0]!);
    const start = initialParameters(SHAPE, 5);
    const gradient = tf.tidy(() =>
      tf
        .grad((p) => tf.sum(tf.mul(unetLogits(p as tf.Tensor1D, images(), SHAPE), weights)))(tf.tensor1d(start))
        .dataSync(),
    );
    // Along the gradient itself, where the slope is its length and float32 rounding weighs least.
    const slope = Math.hypot(...gradient);
    const h = 1e-3;
    const shifted = (sign: number) => valueAt(start.map((p, i) => p + (sign * h * gradient[i]!) / slope));
    // Rounding of the sum over 2h, and the ReLUs whose sign changes in between: below a percent.
    expect(Math.abs((shifted(1) - shifted(-1)) / (2 * h) / slope - 1)).toBeLessThan(0.01);
  });

  it('leaves no tensor behind but its result', () => {
    const [p, x] = [parameters(), images()];
    const before = tf.memory().numTensors;
    unetLogits(p, x, SHAPE).dispose();
    tf.tidy(() =>
      tf
        .grad((q) => tf.sum(unetLogits(q as tf.Tensor1D, x, SHAPE)))(p)
        .dispose(),
    );
    expect(tf.memory().numTensors, engine).toBe(before);
  });
});
