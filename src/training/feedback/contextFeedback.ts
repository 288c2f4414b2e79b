import * as tf from '@tensorflow/tfjs';
import { UserError } from '../../userError.js';
import { initialParameters } from '../initialParameters.js';
import type { Network } from '../network.js';
import { outputBias } from '../outputBias.js';
import type { UnetSettings } from '../unet.js';
import { parameterShapes, UNET_STRIDE, type UnetLayer } from '../unetLayers.js';
import { convolved, doubled, halved, output } from './layers.js';

type T = tf.Tensor4D;
type T1 = tf.Tensor1D;

/** What the encoder hands on: the context at the bottom, and what is skipped across. */
export interface Encoded {
  context: T;
  skips: [a: T, b: T];
}

/** The three parts of the network, each differentiable in its own parameters and in the images that enter. */
export interface FeedbackParts {
  /** Where each part's parameters end in the flat vector: encoder, decoder, feedback network. */
  readonly sizes: readonly [encoder: number, decoder: number, feedback: number];
  encode(encoder: tf.Tensor1D, images: T): Encoded;
  /** @param feedback - of `latent`; absent in the first pass, where it is 0 */
  decode(decoder: tf.Tensor1D, encoded: Encoded, feedback?: T): T;
  /** The context that the feedback network finds in probabilities. */
  latent(feedback: tf.Tensor1D, probabilities: T): T;
  /** What it makes of that context: logits of the same mask, by which it is trained. */
  reconstruct(feedback: tf.Tensor1D, latent: T): T;
  /** Sigmoid of one output, softmax of several. */
  probabilities(logits: T): T;
}

/** A network in two passes. It is the second; the first, of the same parameters, stands beside it. */
export interface ContextFeedback extends Network {
  readonly parts: FeedbackParts;
  readonly otherwise: { readonly firstPass: Network };
}

/**
 * The context feedback loop: a U-Net whose decoder is also given what a second network, the feedback network, has found in
 * the U-Net's own first prediction.
 *
 * `ŷ₀ = G(E(x), 0)`, `h = latent of B(ŷ₀)`, `ŷ₁ = G(E(x), h)`
 *
 * Encoder E and feedback network B: blocks a, b, c of the U-Net of this workbook, B's input being probabilities; B goes up
 * again without skips. Decoder G: the two contexts side by side, a convolution to the context's channels, plus the
 * context of E, another convolution, then up as a U-Net does. Every convolution is followed by instance normalisation and
 * ReLU. The original has four poolings, batch normalisation, ELU, 1×1 residuals and dropout at the bottom instead.
 *
 * Source: Girum, Créhange, Lalande, "Learning With Context Feedback Loop for Robust Medical Image Segmentation", IEEE TMI
 * 40(6), 2021, https://doi.org/10.1109/TMI.2021.3060497; the algorithm as a public 3-D fork of the authors' code has it
 */
export function contextFeedback(settings: Omit<UnetSettings, 'normalisation'>): ContextFeedback {
  const { inputs, outputs, features, foregroundShare } = settings;
  const encoder = encoderLayers(inputs, features);
  const decoder = decoderLayers(outputs, features);
  const feedbackEncoder = encoderLayers(outputs, features);
  const feedback = [...feedbackEncoder, ...feedbackDecoderLayers(outputs, features)];
  const sizes = [encoder, decoder, feedback].map(countOf) as [number, number, number];
  const bias = outputBias(outputs, foregroundShare);

  const encode = (layers: UnetLayer[], flat: tf.Tensor1D, images: T): Encoded => {
    const next = layerByLayer(flat, layers);
    const a = next(next(images));
    const b = next(next(halved(a)));
    return { context: next(next(halved(b))), skips: [a, b] };
  };
  const parts: FeedbackParts = {
    sizes,
    encode: (flat, images) => encode(encoder, flat, images),
    decode(flat, { context, skips: [a, b] }, latent = tf.zerosLike(context)) {
      const next = layerByLayer(flat, decoder);
      const c = next(tf.add(next(tf.concat([context, latent], 3)), context));
      const d = next(next(tf.concat([doubled(c), b], 3)));
      return next(next(next(tf.concat([doubled(d), a], 3))));
    },
    latent: (flat, probabilities) =>
      encode(feedbackEncoder, tf.slice(flat, 0, countOf(feedbackEncoder)), probabilities).context,
    reconstruct(flat, latent) {
      const own = countOf(feedbackEncoder);
      const next = layerByLayer(tf.slice(flat, own, sizes[2] - own), feedback.slice(feedbackEncoder.length));
      return next(next(next(doubled(next(next(doubled(latent)))))));
    },
    probabilities: (logits) => (outputs === 1 ? tf.sigmoid(logits) : tf.softmax(logits)),
  };
  const pass = (which: 1 | 2): Network => ({
    id: `contextFeedback:features=${features},pass=${which}`,
    inputs,
    outputs,
    stride: UNET_STRIDE,
    margin: 0,
    parameterCount: sizes[0] + sizes[1] + sizes[2],
    // Both passes with their gradients, and no layer's result shared: about three U-Nets.
    floatsPerPixel: 130 * features,
    initialParameters: (seed) =>
      Float32Array.from([
        ...initialParameters([...encoder, ...decoder], bias, seed),
        ...initialParameters(feedback, bias, seed + 500),
      ]),
    logits(parameters, images) {
      if (
        images.rank !== 4 ||
        images.shape[3] !== inputs ||
        images.shape[1]! % UNET_STRIDE ||
        images.shape[2]! % UNET_STRIDE
      )
        throw new UserError(
          `the network takes images [batch, height, width, ${inputs}] with sides that are multiples of ${UNET_STRIDE}, got [${images.shape.join(', ')}].`,
        );
      return tf.tidy(() => {
        const [e, g, b] = splitParts(parameters, sizes);
        const encoded = parts.encode(e, images as T);
        const first = parts.decode(g, encoded);
        return which === 1 ? first : parts.decode(g, encoded, parts.latent(b, parts.probabilities(first)));
      });
    },
  });
  return { ...pass(2), parts, otherwise: { firstPass: pass(1) } };
}

/** The parameters of encoder, decoder and feedback network. */
export function splitParts(parameters: tf.Tensor1D, sizes: FeedbackParts['sizes']): [T1, T1, T1] {
  return tf.split(parameters, [...sizes]) as [T1, T1, T1];
}

const VECTORS = [1, 0];
const layer = (from: number, to: number): UnetLayer => ({
  filters: [[3, 3, from, to]],
  inputs: from,
  outputs: to,
  vectors: VECTORS,
});
const last = (from: number, to: number): UnetLayer => ({
  filters: [[1, 1, from, to]],
  inputs: from,
  outputs: to,
  vectors: [0],
});

function encoderLayers(inputs: number, f: number): UnetLayer[] {
  return [
    layer(inputs, f),
    layer(f, f),
    layer(f, 2 * f),
    layer(2 * f, 2 * f),
    layer(2 * f, 4 * f),
    layer(4 * f, 4 * f),
  ];
}

function decoderLayers(outputs: number, f: number): UnetLayer[] {
  return [
    layer(8 * f, 4 * f),
    layer(4 * f, 4 * f),
    layer(6 * f, 2 * f),
    layer(2 * f, 2 * f),
    layer(3 * f, f),
    layer(f, f),
    last(f, outputs),
  ];
}

function feedbackDecoderLayers(outputs: number, f: number): UnetLayer[] {
  return [layer(4 * f, 2 * f), layer(2 * f, 2 * f), layer(2 * f, f), layer(f, f), last(f, outputs)];
}

const countOf = (layers: UnetLayer[]): number =>
  parameterShapes(layers).reduce((sum, sides) => sum + sides.reduce((a, b) => a * b), 0);

/** A function that applies the next layer each time; the flat vector is taken apart so that it stays differentiable. */
function layerByLayer(flat: tf.Tensor1D, layers: UnetLayer[]): (x: T) => T {
  const shapes = parameterShapes(layers);
  const pieces = tf.split(
    flat,
    shapes.map((sides) => sides.reduce((a, b) => a * b)),
  );
  let piece = 0;
  const take = () => tf.reshape(pieces[piece]!, shapes[piece++]!);
  let index = 0;
  return (x) => {
    const { vectors } = layers[index++]!;
    const filter = take() as T;
    if (vectors.length === 1) return output(x, filter, take() as tf.Tensor1D);
    return convolved(x, filter, take() as tf.Tensor1D, take() as tf.Tensor1D);
  };
}
