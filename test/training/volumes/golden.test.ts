import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/engine/index.js';
import { readKerasWeights } from '../../../src/replication/index.js';
import { volumeUnet, volumeUnetLayers, VOLUME_VARIANTS } from '../../../src/training/index.js';
import { presentEngines } from '../../backends.js';
import { brokenNetwork, type Faults } from './brokenNetwork.js';
import { golden, goldenInput, goldenParameters, sha256, weightFile, weyl, type GoldenCase } from './golden.js';

if (!golden) console.warn("skipped: the outputs of the authors' networks are not beside the checkout");

/** Stated beside the golden data for float32: Keras itself differs from float64 by up to a fifth of it. */
const TOLERANCE = { weyl: 1e-5, phantom: 2e-4, instanceNormalisation: 2e-3 };
const SHAPE = { inputs: 5, outputs: 1, features: 10 };
const LAYERS = volumeUnetLayers(SHAPE);
const plain = volumeUnet({ ...SHAPE, ...VOLUME_VARIANTS.plain });
const regimeOf = ({ file }: GoldenCase) => file.split('/')[1]!;
const small = (golden?.isles2018 ?? []).filter(
  (one) => /Fold_0/.test(one.file) && one.input_shape.reduce((a, b) => a * b) < 1e6,
);
/** Plain JavaScript takes minutes, and WebAssembly half a minute for what the slow lane does. */
const engines = presentEngines.filter((name) => name !== 'cpu');

/** The largest difference of the output from the golden values. */
function furthest({ index, ref64 }: GoldenCase, output: ArrayLike<number>): number {
  return Math.max(...index.map((place, i) => Math.abs(output[place]! - ref64[i]!)));
}

const imagesOf = (one: GoldenCase) => tf.tensor5d(goldenInput(one), [1, ...one.input_shape]);

describe.skipIf(!golden).each(engines)("the authors' networks on the %s engine", (engine) => {
  it.each(small)('give what Keras gives: $input of $input_shape, $file', async (one) => {
    await startEngine({ only: engine });
    const parameters = await readKerasWeights(weightFile(regimeOf(one))!, LAYERS);
    const output = tf.tidy(() => tf.sigmoid(plain.logits(tf.tensor1d(parameters), imagesOf(one))));
    expect(output.shape).toEqual([1, ...one.output_shape]);
    expect(furthest(one, output.dataSync())).toBeLessThan(TOLERANCE[one.input]);
    output.dispose();
  });

  it('give what every convolution of Keras gives on the way', async () => {
    await startEngine({ only: engine });
    const { input_shape: shape, layers } = golden!.taps;
    const parameters = await readKerasWeights(weightFile('CE')!, LAYERS);
    const seen: string[] = [];
    tf.tidy(() => {
      plain.logits(tf.tensor1d(parameters), tf.tensor5d(weyl(shape), [1, ...shape]), (name, output) => {
        const tap = layers[seen.length]!;
        seen.push(name);
        expect(output.shape).toEqual([1, ...tap.shape]);
        const values = output.dataSync();
        for (const [place, value] of [
          [0, tap.first],
          [tap.middle_index, tap.middle],
          [values.length - 1, tap.last],
        ] as const)
          // Float32 sums of up to 4320 products: Keras differs from the reference by 3e-5 at most.
          expect(Math.abs(values[place]! - value), `${name} at ${place}`).toBeLessThan(1e-4 * Math.max(1, tap.std));
      });
    });
    expect(seen).toEqual(layers.map(({ conv }) => (conv === 'logit' ? 'out' : conv)));
  });

  it.each(golden?.instance_norm ?? [])(
    'give what Keras gives with instance normalisation: $dataset',
    async (one) => {
      await startEngine({ only: engine });
      const inputs = one.input_shape[3];
      const network = volumeUnet({ inputs, outputs: 1, ...VOLUME_VARIANTS.normalised });
      const parameters = goldenParameters(inputs);
      expect([network.parameterCount, sha256(parameters)]).toEqual([one.n_params, one.weights_sha256_le_f32]);
      const images = tf.tensor5d(weyl(one.input_shape), [1, ...one.input_shape]);
      const output = tf.tidy(() => tf.sigmoid(network.logits(tf.tensor1d(parameters), images)).dataSync());
      images.dispose();
      expect(furthest(one, output)).toBeLessThan(TOLERANCE.instanceNormalisation);
    },
    60_000,
  );
});

describe.skipIf(!golden)('a network that differs from the description in one thing', () => {
  const sd = small.find((one) => one.input_shape.join() === '54,81,27,5' && regimeOf(one) === 'SD');
  const output = async (faults: Faults) => {
    await startEngine();
    const parameters = await readKerasWeights(weightFile('SD')!, LAYERS);
    return tf.tidy(() => brokenNetwork(parameters, imagesOf(sd!), LAYERS, faults).dataSync());
  };

  it('differs in nothing: gives what Keras gives', async () => {
    expect(furthest(sd!, await output({}))).toBeLessThan(TOLERANCE.weyl);
  });

  it.each([
    ['what is skipped stands after what comes from below', { swapped: true }],
    ['kernels are flipped', { flipped: true }],
    ['pooling takes the largest', { maxPool: true }],
    ['the slope is 0', { slope: 0 }],
    ['the slope is 0.2', { slope: 0.2 }],
    ['the image is activated', { activatedImage: true }],
    ['activation stands before pooling', { activatedPool: true }],
    ['voxels are repeated in place of interpolated', { nearest: true }],
    ['the last convolution is not activated', { bareOutput: true }],
    ['the corner is skipped across in place of the middle', { corner: true }],
  ])('is told from it: %s', async (_, faults) => {
    expect(furthest(sd!, await output(faults))).toBeGreaterThan(1000 * TOLERANCE.weyl);
  });
});
