import type * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import { initialParameters } from './initialParameters.js';
import { LAYER_KINDS, type Normalisation } from './layerKinds.js';
import type { Network } from './network.js';
import { outputBias } from './outputBias.js';
import { parameterShapes, UNET_STRIDE, unetLayers, type UnetShape } from './unetLayers.js';
import { unetLogits } from './unetLogits.js';

export interface UnetSettings extends UnetShape {
  /** What stands between convolution and ReLU in every layer but the last. */
  normalisation: Normalisation;
  /**
   * Share of foreground among the pixels of the training images, in (0, 1), for one output; for several the share of
   * each class, which sum to 1. The network then starts with predictions about there, which takes the bias of the last
   * layer. Default: all classes alike.
   */
  foregroundShare?: number | readonly number[];
}

/**
 * Floats held at once per pixel of the batch and feature, on the native engine with a quarter to spare for what
 * TensorFlow takes on its own: layers' results, and their gradients. Other engines hold up to twice as many.
 */
const FLOATS_PER_FEATURE: Record<Normalisation, number> = { none: 36, instance: 44 };

/**
 * A U-Net of 2-D images: blocks of two 3×3 convolutions with ReLU, two 2×2 max poolings, nearest-neighbour upsampling,
 * skips by concatenation, a 1×1 convolution at the end.
 *
 * With `normalisation: 'instance'` each convolution but the last is followed by instance normalisation with learned
 * scale and shift (`max(0, scale · (x − mean) / √(variance + 1e-5) + shift)`, mean and biased variance over the pixels
 * of one channel of one image) and has no bias, which the mean would take away again. Layers that merge two images are
 * normalised after the sum.
 *
 * The last bias starts at `ln(share / (1 − share))` for one output and at `ln share` of each class for several, 0
 * without `foregroundShare`.
 *
 * @throws UserError where a setting is out of its range
 *
 * @example
 * ```ts
 * import { unet } from 'dice-workbook/training';
 * const network = unet({ inputs: 1, outputs: 1, features: 8, normalisation: 'instance', foregroundShare: 0.5 });
 * network.id             // => 'unet:features=8,normalisation=instance,foregroundShare=0.5'
 * network.parameterCount // => 29777
 * ```
 * Source: Ronneberger, Fischer, Brox, "U-Net", https://arxiv.org/abs/1505.04597, with fewer levels; bias from the
 * foreground's share: Lin et al., "Focal Loss for Dense Object Detection", https://arxiv.org/abs/1708.02002, section 4.1
 */
export function unet(settings: UnetSettings): Network {
  const { inputs, outputs, features, normalisation, foregroundShare } = settings;
  for (const name of ['inputs', 'outputs', 'features'] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 1))
      throw new UserError(`${name} of a U-Net must be a whole number of at least 1, got ${settings[name]}.`);
  }
  if (!Object.hasOwn(LAYER_KINDS, normalisation))
    throw new UserError(`normalisation must be ${Object.keys(LAYER_KINDS).join(' or ')}, got '${normalisation}'.`);
  const kind = LAYER_KINDS[normalisation];
  const layers = unetLayers(settings, kind.vectors);
  const bias = outputBias(outputs, foregroundShare);
  const share = foregroundShare === undefined ? '' : `,foregroundShare=${[foregroundShare].flat().join('/')}`;
  return {
    id: `unet:features=${features},normalisation=${normalisation}${share}`,
    inputs,
    outputs,
    stride: UNET_STRIDE,
    margin: 0,
    parameterCount: parameterShapes(layers).reduce((sum, sides) => sum + sides.reduce((a, b) => a * b), 0),
    floatsPerPixel: FLOATS_PER_FEATURE[normalisation] * features,
    initialParameters: (seed) => initialParameters(layers, bias, seed),
    logits(parameters, images) {
      const [, height, width, channels] = images.shape;
      if (images.rank !== 4 || channels !== inputs || height! % UNET_STRIDE || width! % UNET_STRIDE)
        throw new UserError(
          `the network takes images [batch, height, width, ${inputs}] with sides that are multiples of ${UNET_STRIDE}, got [${images.shape.join(', ')}].`,
        );
      return unetLogits(parameters, images as tf.Tensor4D, layers, kind);
    },
  };
}
