import * as tf from '@tensorflow/tfjs';
import { activeKernels } from './activeKernels.js';
import type { Result } from './layerKernels.js';
import type { Filters, LayerKind } from './layerKinds.js';
import { unetGradient, type LayerParameters, type Results } from './unetGradient.js';
import { parameterShapes, type UnetLayer } from './unetLayers.js';

/**
 * The logits of a U-Net. A convolution of two concatenated images is computed as the sum of the convolutions of each.
 * Differentiable in `parameters` (not in `images`); the gradient is `unetGradient`, written by hand on few operations.
 *
 * @param parameters - the flat parameter vector
 * @param images - `[batch, height, width, inputs]`
 * @returns `[batch, height, width, outputs]`; disposed by the caller
 */
export function unetLogits(
  parameters: tf.Tensor1D,
  images: tf.Tensor4D,
  layers: UnetLayer[],
  kind: LayerKind,
): tf.Tensor4D {
  const network = tf.customGrad((...given) => {
    const [flat, save] = given as unknown as [tf.Tensor1D, (kept: tf.Tensor[]) => void];
    const unpacked = takeApart(flat, layers);
    const results = forward(unpacked, images, kind);
    save([...unpacked.flatMap(({ filters, vectors }) => [...filters, ...vectors]), ...Object.values(results).flat()]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      // What was saved, in the order in which it was: TensorFlow.js hands out copies.
      let taken = 0;
      const copies = <T extends tf.Tensor[]>(of: T) => of.map(() => saved[taken++]) as unknown as T;
      const savedLayers = unpacked.map(({ filters, vectors }) => ({
        filters: copies(filters),
        vectors: copies(vectors),
      }));
      const savedResults = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, copies(result)]));
      return unetGradient(savedLayers, savedResults as unknown as Results, dy as tf.Tensor4D, kind);
    };
    const last = unpacked[unpacked.length - 1]!;
    return { value: activeKernels().convolve(results.e[0], last.filters[0], last.vectors[0]), gradFunc };
  });
  return network(parameters) as tf.Tensor4D;
}

function takeApart(parameters: tf.Tensor1D, layers: UnetLayer[]): LayerParameters[] {
  const { unpack, upFilter } = activeKernels();
  const tensors = unpack(parameters, parameterShapes(layers));
  return layers.map((layer) => {
    const [first, second] = tensors.splice(0, layer.filters.length) as [tf.Tensor4D, tf.Tensor4D?];
    const filters: Filters = second ? [upFilter(first), second] : [first];
    return { filters, vectors: tensors.splice(0, layer.vectors.length) as tf.Tensor1D[] };
  });
}

function forward(layers: LayerParameters[], images: tf.Tensor4D, kind: LayerKind): Results {
  const { pool } = activeKernels();
  const layer = (i: number, ...from: Result[]) => {
    const { filters, vectors } = layers[i]!;
    return kind.apply(
      from.map(([output]) => output),
      filters,
      vectors,
    );
  };
  const a1 = layer(0, [images]);
  const a = layer(1, a1);
  const pooledA = pool(a[0]);
  const b1 = layer(2, pooledA);
  const b = layer(3, b1);
  const pooledB = pool(b[0]);
  const c1 = layer(4, pooledB);
  const c = layer(5, c1);
  const d1 = layer(6, c, b);
  const d = layer(7, d1);
  const e1 = layer(8, d, a);
  const e = layer(9, e1);
  // The images too: a caller may dispose them before the gradient is asked for.
  return { images: [images], a1, a, pooledA, b1, b, pooledB, c1, c, d1, d, e1, e };
}
