import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { lossFromSpec } from '../losses/index.js';
import { seededRandom } from '../random.js';
import { adam, createTrainer, unet, type Normalisation } from '../training/index.js';
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

/** A training step's part of the benchmark, under the reference's keys. */
export const work: Record<string, () => Promise<number>> = {
  train_step_8x64x64_f8: () => trainStep(8, 8, 64),
  train_step_16x64x64_f16: () => trainStep(16, 16, 64),
  train_step_4x128x128_f16: () => trainStep(16, 4, 128),
  train_step_norm_8x64x64_f8: () => trainStep(8, 8, 64, 'instance'),
  train_step_norm_16x64x64_f16: () => trainStep(16, 16, 64, 'instance'),
};
