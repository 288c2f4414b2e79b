import * as tf from '@tensorflow/tfjs';
import type { Optimiser } from '../optimiser.js';
import type { Trainer } from '../trainer.js';
import { splitParts, type ContextFeedback } from './contextFeedback.js';

type T = tf.Tensor4D;

/**
 * Trains the context feedback loop in turns of `turn` steps, an epoch each:
 *
 * - forward turn, the first: encoder and decoder are trained together, with 0 in place of the feedback;
 * - feedback turn: the feedback network is trained to make the labels of the first prediction; then, with the context it
 *   now finds there, the decoder alone, the encoder being frozen.
 *
 * A step gives the loss of the decoder's prediction. Each part has an optimiser of its own, the decoder's serving both
 * turns.
 *
 * @param parameters - of all parts, `[network.parameterCount]`; copied
 * @param optimiserOf - of so many parameters; disposed with the trainer
 * @param turn - steps of a turn, ≥ 1
 * Source: as contextFeedback.ts
 */
export function createFeedbackTrainer(
  network: ContextFeedback,
  parameters: Float32Array,
  optimiserOf: (size: number) => Optimiser,
  turn: number,
): Trainer {
  const { parts } = network;
  const optimisers = parts.sizes.map(optimiserOf) as [Optimiser, Optimiser, Optimiser];
  let flat = tf.tensor1d(parameters);
  let step = 0;
  let refusal: unknown;

  /** The loss and gradients of some parts, which take a step each; the others stay. */
  function trainParts(indices: readonly (0 | 1 | 2)[], lossOf: (...chosen: tf.Tensor1D[]) => tf.Scalar, rate: number) {
    const all = splitParts(flat, parts.sizes);
    const chosen = indices.map((i) => all[i]!);
    const { value, grads } = tf.valueAndGrads((...given) => lossOf(...(given as tf.Tensor1D[])))(chosen);
    if (refusal !== undefined) {
      tf.dispose([value, ...grads, ...all]);
      throw refusal;
    }
    indices.forEach((i, k) => {
      all[i] = optimisers[i].update(chosen[k]!, grads[k] as tf.Tensor1D, rate);
    });
    const next = tf.concat(all) as tf.Tensor1D;
    const result = value.dataSync()[0]!;
    tf.dispose([flat, value, ...grads, ...all, ...chosen]);
    flat = next;
    return result;
  }

  return {
    network,
    get parameters() {
      return flat;
    },
    step({ images: given, labels, valid }, loss, learningRate) {
      // Volumes are refused where a recipe is checked.
      const images = given as T;
      const options = valid ? { mask: valid } : {};
      refusal = undefined;
      const lossOf = (logits: tf.Tensor): tf.Scalar => {
        try {
          return loss(labels, logits, options);
        } catch (error) {
          // As trainer.ts: a gradient that is left by an error keeps its tensors.
          refusal = error;
          return tf.sum(logits);
        }
      };
      if (Math.floor(step++ / turn) % 2 === 0)
        return trainParts([0, 1], (e, g) => lossOf(parts.decode(g!, parts.encode(e!, images))), learningRate);
      const [context, a, b, first] = tf.tidy(() => {
        const [e, g] = splitParts(flat, parts.sizes);
        const encoded = parts.encode(e, images);
        return [encoded.context, ...encoded.skips, parts.probabilities(parts.decode(g, encoded))];
      }) as [T, T, T, T];
      try {
        trainParts([2], (f) => lossOf(parts.reconstruct(f!, parts.latent(f!, first))), learningRate);
        const latent = tf.tidy(() => parts.latent(splitParts(flat, parts.sizes)[2], first));
        try {
          return trainParts([1], (g) => lossOf(parts.decode(g!, { context, skips: [a, b] }, latent)), learningRate);
        } finally {
          latent.dispose();
        }
      } finally {
        tf.dispose([context, a, b, first]);
      }
    },
    dispose() {
      flat.dispose();
      optimisers.forEach((optimiser) => optimiser.dispose());
    },
  };
}
