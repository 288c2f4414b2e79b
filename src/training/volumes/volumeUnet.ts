import type * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../random.js';
import { UserError } from '../../userError.js';
import type { Network } from '../network.js';
import { outputBias } from '../outputBias.js';
import { volumeLogits, type VolumeUnetKind } from './volumeLogits.js';
import {
  VOLUME_MARGIN,
  VOLUME_STRIDE,
  volumeParameterCount,
  volumeUnetLayers,
  type VolumeLayer,
  type VolumeUnetShape,
} from './volumeUnetLayers.js';

export interface VolumeUnetSettings extends VolumeUnetShape, VolumeUnetKind {
  /** Share of foreground, or of each class, that the output starts at, as `unet` takes it; default: all classes alike. */
  foregroundShare?: number | readonly number[];
}

/** A network of volumes. */
export interface VolumeNetwork extends Network {
  /**
   * As `logits`, and shows what every convolution gives, before anything follows it.
   *
   * @param onLayer - called with the layer's name and a tensor that it must not keep
   */
  logits(
    parameters: tf.Tensor1D,
    images: tf.Tensor,
    onLayer?: (name: string, output: tf.Tensor5D) => void,
  ): tf.Tensor5D;
}

/** The authors' two variants: for ISLES 2018, and for BraTS 2018, ISLES 2017 and WMH 2017. */
export const VOLUME_VARIANTS = {
  plain: { features: 10, pooling: 'average', normalisation: 'none' },
  normalised: { features: 20, pooling: 'max', normalisation: 'instance' },
} as const satisfies Record<string, VolumeUnetKind & { features: number }>;

/**
 * Floats held at once per voxel and feature, on the native engine: layers' results, and their gradients. Other engines
 * hold up to twice as many.
 */
const FLOATS_PER_FEATURE = { none: 24, instance: 40 };

/**
 * The 3-D U-Net of the paper's authors: four levels, three poolings by 3, two convolutions with leaky ReLU on each
 * level, linear interpolation upwards, skips cut to size and concatenated, a 1×1×1 convolution at the end. Padding is
 * with zeros, but interpolation keeps to the middle, so that of an image of sides `27m` the inner `27m − 26` voxels are
 * told: 162×162×108 give 136×136×82, the authors' patch.
 *
 * What it says of a voxel depends on how large the image is: tiles are not interchangeable with the whole.
 *
 * Kernels start normal with variance `2 / (inputs of a kernel)`, biases at 0; the last one as `unet` has it where
 * `foregroundShare` is given.
 *
 * @throws UserError where a setting is out of its range
 *
 * @example
 * ```ts
 * import { VOLUME_VARIANTS, volumeUnet } from 'dice-workbook/training';
 * const network = volumeUnet({ inputs: 5, outputs: 1, ...VOLUME_VARIANTS.plain });
 * network.id             // => 'volumeUnet:features=10,pooling=average,normalisation=none'
 * network.parameterCount // => 969441
 * network.stride         // => 27
 * ```
 * Source: the authors' description of their networks, https://github.com/JeroenBertels/optimizingdice (LGPL 2.1: read,
 * not copied); initialisation: He et al., https://arxiv.org/abs/1502.01852, equation 10
 */
export function volumeUnet(settings: VolumeUnetSettings): VolumeNetwork {
  const { inputs, outputs, features, pooling, normalisation, foregroundShare } = settings;
  for (const name of ['inputs', 'outputs', 'features'] as const) {
    if (!(Number.isSafeInteger(settings[name]) && settings[name] >= 1))
      throw new UserError(`${name} of a U-Net must be a whole number of at least 1, got ${settings[name]}.`);
  }
  refuseUnknown('pooling', pooling, ['average', 'max']);
  refuseUnknown('normalisation', normalisation, ['none', 'instance']);
  const layers = volumeUnetLayers(settings);
  const bias = outputBias(outputs, foregroundShare);
  return {
    id: `volumeUnet:features=${features},pooling=${pooling},normalisation=${normalisation}`,
    inputs,
    outputs,
    stride: VOLUME_STRIDE,
    margin: VOLUME_MARGIN,
    parameterCount: volumeParameterCount(layers),
    floatsPerPixel: FLOATS_PER_FEATURE[normalisation] * features,
    initialParameters: (seed) => initialParameters(layers, bias, seed),
    logits(parameters, images, onLayer) {
      const sides = images.shape.slice(1, -1);
      if (images.rank !== 5 || images.shape[4] !== inputs || sides.some((side) => side % VOLUME_STRIDE))
        throw new UserError(
          `the network takes images [batch, x, y, z, ${inputs}] with sides that are multiples of ${VOLUME_STRIDE}, got [${images.shape.join(', ')}].`,
        );
      return volumeLogits(parameters, images as tf.Tensor5D, layers, settings, onLayer);
    },
  };
}

function refuseUnknown(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw new UserError(`${name} must be ${known.join(' or ')}, got '${value}'.`);
}

function initialParameters(layers: readonly VolumeLayer[], bias: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed, 1);
  const parameters = new Float32Array(volumeParameterCount(layers));
  let at = 0;
  for (const { kernel } of layers) {
    const size = kernel.reduce((a, b) => a * b);
    const deviation = Math.sqrt((2 * kernel[4]) / size);
    for (let i = 0; i < size; i++) parameters[at++] = deviation * random.normal();
    at += kernel[4];
  }
  parameters.set(bias, at - bias.length);
  return parameters;
}
