// Prints the peak memory in GB of a process that applies one of the authors' networks to a full patch, and does nothing else.
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../../../dist/engine/index.js';
import { readKerasWeights } from '../../../dist/replication/index.js';
import { volumeUnet, volumeUnetLayers, VOLUME_VARIANTS } from '../../../dist/training/index.js';

const [engine, weights, ...patch] = process.argv.slice(2);
const shape = { inputs: 5, outputs: 1, features: 10 };
await startEngine({ only: engine });
const parameters = await readKerasWeights(weights, volumeUnetLayers(shape));
const network = volumeUnet({ ...shape, ...VOLUME_VARIANTS.plain });
tf.tidy(() =>
  tf.sigmoid(network.logits(tf.tensor1d(parameters), tf.randomNormal([1, ...patch.map(Number), 5]))).dataSync(),
);
process.stdout.write(String(process.resourceUsage().maxRSS / 2 ** 20));
