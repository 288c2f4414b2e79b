import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { layerOperations } from '../../src/training/layerOperations.js';
import { LAYER_KINDS, type Normalisation } from '../../src/training/layerKinds.js';
import { unet, type UnetSettings } from '../../src/training/unet.js';
import { parameterShapes, unetLayers } from '../../src/training/unetLayers.js';
import { describeLossesOnEveryEngine } from '../backends.js';

const SHAPE = { inputs: 2, features: 3, outputs: 2 };

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
function plainUnet(parameters: tf.Tensor1D, images: tf.Tensor4D, normalisation: Normalisation): tf.Tensor4D {
  let offset = 0;
  const pieces = parameterShapes(unetLayers(SHAPE, LAYER_KINDS[normalisation].vectors)).map((sides) => {
    const size = sides.reduce((a, b) => a * b);
    offset += size;
    return tf.reshape(tf.slice(parameters, offset - size, size), sides);
  });
  const take = () => pieces.shift()!;
  const conv = (x: tf.Tensor4D, filter: tf.Tensor) => tf.conv2d(x, filter as tf.Tensor4D, 1, 'same');
  const normal = (x: tf.Tensor4D): tf.Tensor4D => {
    const { mean, variance } = tf.moments(x, [1, 2], true);
    return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  };
  const layer = (x: tf.Tensor4D, filter: tf.Tensor): tf.Tensor4D => {
    const sum = conv(x, filter);
    return tf.relu(tf.add(normalisation === 'none' ? sum : tf.mul(normal(sum), take()), take()));
  };
  const block = (x: tf.Tensor4D) => layer(layer(x, take()), take());
  const merge = (low: tf.Tensor4D, skip: tf.Tensor4D) => {
    const below = tf.transpose(take(), [0, 1, 3, 2]);
    const merged = tf.concat([repeatPixels(low), skip], 3);
    return layer(layer(merged, tf.concat([below, take()], 2)), take());
  };
  const a = block(images);
  const b = block(tf.maxPool(a, 2, 2, 'valid'));
  const c = block(tf.maxPool(b, 2, 2, 'valid'));
  return tf.add(conv(merge(merge(c, b), a), take()), take());
}

function sharedTests(normalisation: Normalisation): void {
  const network = unet({ ...SHAPE, normalisation });
  const images = () => randomTensor(1, [2, 8, 12, 2]);
  // Off their start, so that no vector is one of zeros or of ones.
  const random = seededRandom(9);
  const start = network.initialParameters(5).map((p) => p + 0.1 * random.normal());
  const parameters = () => tf.tensor1d(start);

  it('is the network of two poolings, upsampling and concatenated skips', () => {
    const [fused, plain] = tf.tidy(() => [
      network.logits(parameters(), images()).arraySync(),
      plainUnet(parameters(), images(), normalisation).arraySync(),
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
          .dataSync<'float32'>(),
      );
    const fused = gradientOf((p) => network.logits(p, images()));
    const plain = gradientOf((p) => plainUnet(p, images(), normalisation));
    const largest = plain.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expect(fused).toHaveLength(network.parameterCount);
    fused.forEach((value, i) => expect(Math.abs(value - plain[i]!)).toBeLessThan(2e-5 * largest));
  });

  it('has the gradient of central differences', () => {
    const weights = randomTensor(3, [2, 8, 12, 2]);
    const valueAt = (p: Float32Array) =>
      tf.tidy(() => tf.sum(tf.mul(network.logits(tf.tensor1d(p), images()), weights)).dataSync()[0]!);
    const gradient = tf.tidy(() =>
      tf
        .grad((p) => tf.sum(tf.mul(network.logits(p as tf.Tensor1D, images()), weights)))(tf.tensor1d(start))
        .dataSync(),
    );
    // Along the gradient itself, where the slope is its length and float32 rounding weighs least.
    const slope = Math.hypot(...gradient);
    const h = 1e-4;
    const shifted = (sign: number) => valueAt(start.map((p, i) => p + (sign * h * gradient[i]!) / slope));
    // Rounding of the sum over 2h, and the ReLUs whose sign changes in between: below half a percent.
    expect(Math.abs((shifted(1) - shifted(-1)) / (2 * h) / slope - 1)).toBeLessThan(0.005);
  });

  it('leaves no tensor behind but its result', () => {
    const [p, x] = [parameters(), images()];
    const before = tf.memory().numTensors;
    network.logits(p, x).dispose();
    tf.tidy(() =>
      tf
        .grad((q) => tf.sum(network.logits(q as tf.Tensor1D, x)))(p)
        .dispose(),
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the same logits and gradient every time', () => {
    const once = () =>
      tf.tidy(() => {
        const x = images();
        const { value, grad } = tf.valueAndGrad((q) => tf.sum(tf.square(network.logits(q as tf.Tensor1D, x))))(
          parameters(),
        );
        return [...value.dataSync(), ...grad.dataSync()];
      });
    expect(once()).toEqual(once());
  });
}

describeLossesOnEveryEngine('unet without normalisation', () => sharedTests('none'));
describeLossesOnEveryEngine('unet with instance normalisation', () => {
  sharedTests('instance');

  it('gives the same logits for an image of ten times the contrast, unlike the one without', () => {
    const network = unet({ ...SHAPE, normalisation: 'instance' });
    const parameters = network.initialParameters(5);
    const [once, tenfold, plain] = tf.tidy(() => {
      const images = randomTensor(1, [1, 8, 8, 2]);
      const of = (x: tf.Tensor) => network.logits(tf.tensor1d(parameters), x).dataSync<'float32'>();
      const without = unet({ ...SHAPE, normalisation: 'none' });
      const control = without
        .logits(tf.tensor1d(without.initialParameters(5)), tf.mul(images, 10))
        .dataSync<'float32'>();
      return [of(images), of(tf.mul(images, 10)), control];
    });
    const farthest = (other: ArrayLike<number>) =>
      once!.reduce((most: number, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
    // The 1e-5 beside the variance is all that differs.
    expect(farthest(tenfold!)).toBeLessThan(1e-3);
    expect(farthest(plain!)).toBeGreaterThan(1);
  });
});

describeLossesOnEveryEngine('unet(settings)', () => {
  const settings: UnetSettings = { inputs: 1, outputs: 1, features: 4, normalisation: 'instance' };
  const biases = (more: Partial<UnetSettings>) => {
    const outputs = more.outputs ?? settings.outputs;
    return [
      ...unet({ ...settings, ...more })
        .initialParameters(1)
        .slice(-outputs),
    ];
  };

  it('starts with predictions about the share of the foreground', () => {
    // ln(0.02 / 0.98), https://arxiv.org/abs/1708.02002, section 4.1, and logarithms of shares.
    expect(biases({ foregroundShare: 0.02 })[0]).toBeCloseTo(-3.8918203, 6);
    expect(biases({})).toEqual([0]);
    const shares = [0.7, 0.2, 0.1];
    const logs = biases({ outputs: 3, foregroundShare: shares });
    logs.forEach((bias, k) => expect(Math.exp(bias)).toBeCloseTo(shares[k]!, 6));
  });

  it('starts with scales of one, shifts of zero and filters of the variance 2 / inputs', () => {
    const network = unet({ ...settings, features: 16 });
    const parameters = network.initialParameters(1);
    // The first layer: 3 x 3 filters of one channel to 16, then its scale and its shift.
    expect([...parameters.slice(144, 160)]).toEqual(new Array<number>(16).fill(1));
    expect([...parameters.slice(160, 176)]).toEqual(new Array<number>(16).fill(0));
    const second = parameters.slice(176, 176 + 9 * 16 * 16);
    const variance = second.reduce((sum, p) => sum + p * p, 0) / second.length;
    // Of 2304 normal numbers the variance is known to 3 % (one deviation).
    expect(Math.abs(variance / (2 / (9 * 16)) - 1)).toBeLessThan(0.1);
  });

  it('names its settings, and counts its parameters', () => {
    const { id, parameterCount, inputs, outputs, stride } = unet({ ...settings, foregroundShare: 0.25 });
    expect({ id, inputs, outputs, stride }).toEqual({
      id: 'unet:features=4,normalisation=instance,foregroundShare=0.25',
      inputs: 1,
      outputs: 1,
      stride: 4,
    });
    expect(unet(settings).initialParameters(0)).toHaveLength(parameterCount);
    // Ten layers, each with one vector more than without; the last has a bias either way.
    const channels = 2 * (4 + 8 + 16 + 8 + 4);
    expect(parameterCount - unet({ ...settings, normalisation: 'none' }).parameterCount).toBe(channels);
  });

  it.each(['none', 'instance'] as const)(
    'tells what a training step holds at its peak with normalisation %s',
    async (normalisation) => {
      const network = unet({ ...settings, normalisation });
      const before = tf.memory().numBytes;
      const parameters = tf.tensor1d(network.initialParameters(0));
      const images = randomTensor(1, [2, 32, 32, 1]);
      const { peakBytes } = await tf.profile(() => {
        tf.grad((p) => tf.sum(network.logits(p as tf.Tensor1D, images)))(parameters).dispose();
      });
      tf.dispose([parameters, images]);
      const floats = (peakBytes - before) / 4 / (2 * 32 * 32);
      expect(floats).toBeGreaterThan(0.6 * network.floatsPerPixel);
      expect(floats).toBeLessThan((layerOperations() ? 1 : 2) * network.floatsPerPixel);
    },
  );

  it('refuses settings and images that are none', () => {
    expect(() => unet({ ...settings, features: 0 })).toThrow(/features of a U-Net must be a whole number/);
    expect(() => unet({ ...settings, normalisation: 'toString' as Normalisation })).toThrow(/must be none or instance/);
    for (const foregroundShare of [0, 1, NaN, [0.5, 0.5]])
      expect(() => unet({ ...settings, foregroundShare })).toThrow(/foregroundShare must be one number above 0/);
    for (const foregroundShare of [0.5, [0.5, 0.6], [1, 0]])
      expect(() => unet({ ...settings, outputs: 2, foregroundShare })).toThrow(/must be 2 numbers that sum to 1/);
    const network = unet(settings);
    tf.tidy(() => {
      const parameters = tf.tensor1d(network.initialParameters(0));
      for (const shape of [
        [1, 8, 6, 1],
        [1, 8, 8, 2],
        [8, 8, 1],
      ])
        expect(() => network.logits(parameters, tf.zeros(shape))).toThrow(/multiples of 4, got \[/);
    });
  });
});
