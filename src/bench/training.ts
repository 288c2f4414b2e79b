import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { lossFromSpec } from '../losses/index.js';
import { seededRandom, type Random } from '../random.js';
import { adam, createTrainer, unet, VOLUME_VARIANTS, volumeUnet, type Normalisation } from '../training/index.js';
import { medianMs } from './medianMs.js';

/**
 * Median milliseconds of one training step with soft Dice: forward, gradient, Adam, on noise whose bright pixels are
 * the labels.
 */
async function trainStep(
  features: number,
  batch: number,
  size: number,
  normalisation: Normalisation = 'none',
): Promise<number> {
  await startEngine();
  const network = unet({ inputs: 1, features, outputs: 1, normalisation });
  const trainer = createTrainer(network, network.initialParameters(0), adam(network.parameterCount));
  const { loss } = lossFromSpec('softDice');
  const random = seededRandom(0);
  const values = Float32Array.from({ length: batch * size * size }, () => random.normal());
  const images = tf.tensor4d(values, [batch, size, size, 1]);
  const labels = tf.tensor4d(
    values.map((value) => Number(value > 0.5)),
    [batch, size, size, 1],
  );
  const ms = await medianMs(() => trainer.step({ images, labels }, loss, 1e-3), 20);
  trainer.dispose();
  tf.dispose([images, labels]);
  return ms;
}

type Sides = [x: number, y: number, z: number];

/** The network of the authors for ISLES 2018, and a noise of an image that it takes. */
async function volumeNetwork(sides: Sides) {
  await startEngine();
  const network = volumeUnet({ inputs: 5, outputs: 1, ...VOLUME_VARIANTS.plain });
  return { network, images: noise([1, ...sides, network.inputs], (random) => random.normal()) };
}

function noise(shape: number[], value: (random: Random) => number): tf.Tensor4D {
  const random = seededRandom(0);
  const size = shape.reduce((a, b) => a * b);
  const values = Float32Array.from({ length: size }, () => value(random));
  return tf.tensor(values, shape) as unknown as tf.Tensor4D;
}

/** As `trainStep`, of the network of volumes, whose labels are random. */
async function volumeStep(...sides: Sides): Promise<number> {
  const { network, images } = await volumeNetwork(sides);
  const trainer = createTrainer(network, network.initialParameters(0), adam(network.parameterCount));
  const { loss } = lossFromSpec('softDice');
  const inner = sides.map((side) => side - 2 * network.margin!);
  const labels = noise([1, ...inner, 1], (random) => Number(random.uniform() < 0.1));
  const ms = await medianMs(() => trainer.step({ images, labels }, loss, 1e-3), 5, 1);
  trainer.dispose();
  tf.dispose([images, labels]);
  return ms;
}

/** Median milliseconds of what `replicate` asks of a network for one case. */
async function volumePrediction(...sides: Sides): Promise<number> {
  const { network, images } = await volumeNetwork(sides);
  const parameters = tf.tensor1d(network.initialParameters(0));
  const predict = () => {
    const output = tf.tidy(() => tf.sigmoid(network.logits(parameters, images)));
    output.dataSync();
    output.dispose();
  };
  const ms = await medianMs(predict, 3, 1);
  tf.dispose([images, parameters]);
  return ms;
}

/** A training step's part of the benchmark, under the reference's keys. */
export const work: Record<string, () => Promise<number>> = {
  train_step_8x64x64_f8: () => trainStep(8, 8, 64),
  train_step_16x64x64_f16: () => trainStep(16, 16, 64),
  train_step_4x128x128_f16: () => trainStep(16, 4, 128),
  train_step_norm_8x64x64_f8: () => trainStep(8, 8, 64, 'instance'),
  train_step_norm_16x64x64_f16: () => trainStep(16, 16, 64, 'instance'),
  train_step_3d_81x81x54: () => volumeStep(81, 81, 54),
  predict_3d_162x162x108: () => volumePrediction(162, 162, 108),
};
