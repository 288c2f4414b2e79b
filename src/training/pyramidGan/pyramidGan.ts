import * as tf from '@tensorflow/tfjs';
import { seededRandom, type Random } from '../../random.js';
import { UserError } from '../../userError.js';
import { applyChain, convolutionChain, type ConvolutionChain } from './convolutionChain.js';
import { alongPenalty, penaltyDirection } from './gradientPenalty.js';
import { pyramidSizes } from './pyramidSizes.js';

/** How a pyramid is trained. */
export interface PyramidSettings {
  /** On every scale, ≥ 1; the authors take 2000. */
  iterations: number;
  /** Channels between convolutions on the four coarsest scales, ≥ 1, doubled every four; the authors take 32. */
  features: number;
  seed: number;
  /** Told after every scale. */
  onScale?(done: number, scales: number): void | Promise<void>;
}

/** Generators of one image, a scale each. */
export interface PyramidGan {
  /** Sides by scale, coarsest first. */
  sizes: readonly number[];
  /** Root mean square by scale of the image less its reconstruction. */
  errors: readonly number[];
  /**
   * An image of the same kind: scales below `from` repeat the reconstruction of the source, all others get fresh noise, so 0
   * is the most diverse and the number of scales gives the reconstruction itself.
   *
   * @returns `[1, size, size, channels]` in about [−1, 1]; disposed by the caller
   */
  sample(random: Random, from: number): tf.Tensor4D;
  dispose(): void;
}

/** Of the authors' code: see theory of `trainPyramidGan`. */
const PENALTY = 0.1;
const RECONSTRUCTION = 10;
const NOISE = 0.1;
const CRITIC_STEPS = 3;
const LEARNING_RATE = 5e-4;
const BETA1 = 0.5;
/** Share of the iterations after which the learning rate is a tenth. */
const SLOWER_AFTER = 0.8;

/** One trained scale. */
interface Scale {
  size: number;
  generator: tf.Tensor[];
  /** What fresh noise is multiplied with. */
  amplitude: number;
}

/**
 * Trains a pyramid of generators on one image, coarsest scale first, each against a critic of its own. On a scale, with `up`
 * what the scale below makes, enlarged: `G(z) = tanh(chain(amplitude · z + up)) + up`. The critic minimises
 * `mean D(G(z)) − mean D(x) + 0.1 · gradientPenalty` at a point between both, three steps for one of the generator, which
 * minimises `−mean D(G(z)) + 10 · mean (G(z*) − x)²`. z* is one noise on the coarsest scale and 0 on all others, so
 * that the image has a place among what can be made. `amplitude` is 1 on the coarsest scale, else a tenth of the root mean
 * square between the image and the enlarged reconstruction below. Adam with rate 5e-4, a tenth of it over the last fifth, and
 * β₁ = .5.
 *
 * Deterministic by its seed on one engine with one thread.
 *
 * @param image - `[1, size, size, channels]` in [−1, 1]; not disposed
 * @throws UserError where the training diverges, or the image is not square
 * Source: Shaham, Dekel, Michaeli, "SinGAN", ICCV 2019; with the mask as a fourth channel: Thambawita et al., "SinGAN-Seg",
 * PLOS ONE 2022, with its code. There borders are padded before the first layer, here before every one
 */
export async function trainPyramidGan(image: tf.Tensor4D, settings: PyramidSettings): Promise<PyramidGan> {
  const [, height, width, channels] = image.shape;
  if (height !== width) throw new UserError(`a pyramid is made of a square image, got ${height}×${width}.`);
  const sizes = pyramidSizes(height);
  const random = seededRandom(settings.seed, 0x9a4);
  const fixed = noise(random, [1, sizes[0]!, sizes[0]!, channels], 1);
  const scales: Scale[] = [];
  const errors: number[] = [];
  const dispose = () => tf.dispose([fixed, ...scales.flatMap(({ generator }) => generator)]);
  try {
    for (const [k, size] of sizes.entries()) {
      const real = tf.image.resizeBilinear(image, [size, size]);
      const below = upTo(size, channels, () => reconstruction(scales, fixed));
      const amplitude = k === 0 ? 1 : NOISE * rootMeanSquare(below, real);
      const scale = { size, amplitude, generator: [] as tf.Tensor[] };
      const features = settings.features * 2 ** Math.floor(k / 4);
      const anchor = tf.tidy(() => (k === 0 ? fixed.clone() : below.clone()));
      await trainScale({ real, below, anchor, scale, features, iterations: settings.iterations, random }, (count) =>
        upTo(size, channels, () => sampleFrom(scales, fixed, random, 0, count), count),
      );
      scales.push(scale);
      const error = tf.tidy(() => rootMeanSquare(reconstruction(scales, fixed), real));
      tf.dispose([real, below, anchor]);
      if (!Number.isFinite(error))
        throw new UserError(`the pyramid diverged on scale ${k + 1} of ${sizes.length}. Another seed may help.`);
      errors.push(error);
      await settings.onScale?.(k + 1, sizes.length);
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return { sizes, errors, sample: (of, from) => sampleFrom(scales, fixed, of, from), dispose };
}

interface ScaleTask {
  real: tf.Tensor4D;
  /** The reconstruction of the scale below, enlarged; 0 on the coarsest. */
  below: tf.Tensor4D;
  /** What the generator makes the reconstruction of: z* on the coarsest scale, else `below`. */
  anchor: tf.Tensor4D;
  scale: Scale;
  features: number;
  iterations: number;
  random: Random;
}

/** Trains generator and critic of one scale; `drawBelow` makes images of the scale below, enlarged. */
async function trainScale(task: ScaleTask, drawBelow: (count: number) => tf.Tensor4D): Promise<void> {
  const { real, below, anchor, scale, features, iterations, random } = task;
  const channels = real.shape[3];
  const generator = convolutionChain(random, { inputs: channels, outputs: channels, features });
  const critic = convolutionChain(random, { inputs: channels, outputs: 1, features });
  const optimisers = [generator, critic].map(() => tf.train.adam(LEARNING_RATE, BETA1));
  const [ofGenerator, ofCritic] = optimisers as [tf.AdamOptimizer, tf.AdamOptimizer];
  const minimise = (optimiser: tf.AdamOptimizer, { variables }: ConvolutionChain, loss: () => tf.Scalar) =>
    void optimiser.minimize(loss, false, variables);
  try {
    for (let i = 0; i < iterations; i++) {
      // The rate is no public setting of TensorFlow.js's Adam, and a new one would forget its moments.
      if (i === Math.floor(SLOWER_AFTER * iterations))
        for (const one of optimisers) Object.assign(one, { learningRate: LEARNING_RATE / 10 });
      // All draws of an iteration in one batch: a chain normalises each image by itself.
      const up = drawBelow(CRITIC_STEPS + 1);
      const input = tf.tidy(() => tf.add(noise(random, up.shape, scale.amplitude), up) as tf.Tensor4D);
      const drawn = generated(generator.variables, input, up);
      for (let step = 0; step < CRITIC_STEPS; step++) {
        const part = random.uniform();
        const made = tf.slice(drawn, step, 1);
        const between: tf.Tensor4D = tf.tidy(() => tf.add(tf.mul(real, part), tf.mul(made, 1 - part)));
        const direction = penaltyDirection(critic.variables, between);
        minimise(ofCritic, critic, () => criticLoss(critic.variables, { real, made, between, direction }));
        tf.dispose([made, between, direction]);
      }
      minimise(ofGenerator, generator, () => {
        const last = (of: tf.Tensor4D, beside: tf.Tensor4D) => tf.concat([tf.slice(of, CRITIC_STEPS, 1), beside]);
        const both = generated(generator.variables, last(input, anchor), last(up, below));
        const [made, again] = tf.split(both, 2) as [tf.Tensor4D, tf.Tensor4D];
        const said = tf.mean(applyChain(critic.variables, made));
        const apart = tf.squaredDifference(again, real);
        return tf.sub(tf.mul(tf.mean(apart), RECONSTRUCTION), said);
      });
      tf.dispose([up, input, drawn]);
      if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    scale.generator = generator.variables.map((variable) => variable.clone());
  } finally {
    generator.dispose();
    critic.dispose();
    optimisers.forEach((one) => one.dispose());
  }
}

/**
 * A scalar with the derivatives of what the critic minimises: see `trainPyramidGan` and `alongPenalty`.
 *
 * @param critic - variables of a `convolutionChain` of one output
 * @param between - a point between `real` and `made`, and `direction`: of `penaltyDirection` there
 */
export function criticLoss(
  critic: readonly tf.Tensor[],
  { real, made, between, direction }: Record<'real' | 'made' | 'between' | 'direction', tf.Tensor4D>,
): tf.Scalar {
  const [ofMade, ofReal] = tf.split(applyChain(critic, tf.concat([made, real])), 2) as [tf.Tensor, tf.Tensor];
  return tf.add(tf.mean(tf.sub(ofMade, ofReal)), tf.mul(alongPenalty(critic, between, direction), PENALTY));
}

/** What a generator adds to the image below. */
const generated = (generator: readonly tf.Tensor[], input: tf.Tensor4D, up: tf.Tensor4D): tf.Tensor4D =>
  tf.tidy(() => tf.add(tf.tanh(applyChain(generator, input)), up));

function sampleFrom(
  scales: readonly Scale[],
  fixed: tf.Tensor4D,
  random: Random,
  from: number,
  count = 1,
): tf.Tensor4D {
  const channels = fixed.shape[3];
  return tf.tidy(() => {
    let image: tf.Tensor4D | undefined;
    scales.forEach(({ size, generator, amplitude }, k) => {
      const up = upTo(size, channels, () => image, count);
      const input = k >= from ? tf.add(noise(random, up.shape, amplitude), up) : k === 0 ? fixed : up;
      image = generated(generator, input as tf.Tensor4D, up);
    });
    return image?.clone() ?? tf.zeros([count, 1, 1, channels]);
  });
}

/** The source as the scales so far remake it; undefined where there is none yet. */
function reconstruction(scales: readonly Scale[], fixed: tf.Tensor4D): tf.Tensor4D {
  return sampleFrom(scales, fixed, seededRandom(0), scales.length);
}

/** Images enlarged; zeros where there are none. */
function upTo(size: number, channels: number, images: () => tf.Tensor4D | undefined, count = 1): tf.Tensor4D {
  return tf.tidy(() => {
    const small = images();
    return small && small.shape[1] > 1
      ? tf.image.resizeBilinear(small, [size, size])
      : tf.zeros([count, size, size, channels]);
  });
}

function noise(random: Random, shape: [number, number, number, number], amplitude: number): tf.Tensor4D {
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => amplitude * random.normal());
  return tf.tensor4d(values, shape);
}

const rootMeanSquare = (a: tf.Tensor, b: tf.Tensor): number =>
  tf.tidy(() => Math.sqrt(tf.mean(tf.squaredDifference(a, b)).dataSync()[0]!));
