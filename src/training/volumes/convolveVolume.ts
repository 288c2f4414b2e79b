import * as tf from '@tensorflow/tfjs';
import { filterGradient } from '../convolution.js';

/**
 * A convolution of a volume: stride 1, zeros beyond the borders, sides of the kernel odd (the kernel is not flipped).
 *
 * `y[b, p, o] = bias[o] + Σ_q,i kernel[q, i, o] · x[b, p + q − (side − 1)/2, i]`
 *
 * Differentiable in `x`, `kernel` and `bias`, in closed form: the gradient of `x` is the convolution of `dy` with the
 * kernel turned round on every axis and its channels exchanged; that of the kernel sums products of `x`, shifted, with
 * `dy`; that of the bias sums `dy`.
 *
 * @param x - `[batch, x, y, z, inputs]`
 * @param kernel - `[x, y, z, inputs, outputs]`
 * @param bias - `[outputs]`
 * @returns `[batch, x, y, z, outputs]`; disposed by the caller
 */
export function convolveVolume(x: tf.Tensor5D, kernel: tf.Tensor5D, bias: tf.Tensor1D): tf.Tensor5D {
  const convolution = tf.customGrad((...given) => {
    const [image, filter, , save] = given as unknown as [T, T, tf.Tensor1D, (kept: tf.Tensor[]) => void];
    save([image, filter]);
    const gradFunc = (dy: tf.Tensor, kept: tf.Tensor[]) => {
      const [savedX, savedKernel] = kept as [T, T];
      return [inputGradient(dy as T, savedKernel), ...kernelGradients(savedX, dy as T, savedKernel.shape)];
    };
    return { value: biased(image, filter, bias), gradFunc };
  });
  return convolution(x, kernel, bias) as tf.Tensor5D;
}

/** The same of images that nothing is asked of: no gradient of `x` is computed. */
export function convolveImages(x: tf.Tensor5D, kernel: tf.Tensor5D, bias: tf.Tensor1D): tf.Tensor5D {
  const convolution = tf.customGrad((...given) => {
    const [filter, , save] = given as unknown as [T, tf.Tensor1D, (kept: tf.Tensor[]) => void];
    save([x]);
    const { shape } = filter;
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) => kernelGradients(saved as T, dy as T, shape);
    return { value: biased(x, filter, bias), gradFunc };
  });
  return convolution(kernel, bias) as tf.Tensor5D;
}

type T = tf.Tensor5D;

function biased(x: T, kernel: T, bias: tf.Tensor1D): T {
  return tf.tidy(() => tf.add(convolve(x, kernel), bias));
}

function inputGradient(dy: T, kernel: T): T {
  return tf.tidy(() => convolve(dy, tf.transpose(tf.reverse(kernel, [0, 1, 2]), [0, 1, 2, 4, 3]) as T));
}

function kernelGradients(x: T, dy: T, shape: T['shape']): [kernel: T, bias: tf.Tensor1D] {
  return tf.tidy(() => [
    inSlices() ? kernelGradientInSlices(x, dy, shape) : kernelGradient(x, dy, shape),
    // Axis by axis: one float32 accumulation over all voxels, as WebAssembly does it, would lose digits.
    tf.sum(tf.sum(tf.sum(dy, 3), 2), [0, 1]) as tf.Tensor1D,
  ]);
}

function kernelGradient(x: T, dy: T, filterShape: T['shape']): T {
  const attributes = { pad: 'same', strides: 1, filterShape } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel('Conv3DBackpropFilterV2', { x, dy }, attributes) as T;
}

/** WebAssembly has fast convolutions of images, and slow ones of volumes. */
const inSlices = () => tf.getBackend() === 'wasm';

function convolve(x: T, kernel: T): T {
  return inSlices() ? convolveInSlices(x, kernel) : tf.conv3d(x, kernel, 1, 'same');
}

/**
 * A convolution of a volume as convolutions of its slices across the first axis, one for each of the kernel's, shifted
 * and summed: the axis that lies outermost in memory costs no copying.
 */
function convolveInSlices(x: T, kernel: T): T {
  const [batch, slices, height, width, outputs] = [...x.shape.slice(0, 4), kernel.shape[4]] as T['shape'];
  const volumes = eachVolume(x).map((images) => {
    let sum: tf.Tensor4D | undefined;
    shifted(images, kernel.shape[0]).forEach((from, a) => {
      const part = tf.conv2d(from, sliceOf(kernel, a), 1, 'same');
      const before = sum;
      sum = before ? tf.add(before, part) : part;
      if (before) tf.dispose([before, part]);
    });
    return sum as tf.Tensor4D;
  });
  return tf.reshape(tf.concat(volumes), [batch, slices, height, width, outputs]);
}

function kernelGradientInSlices(x: T, dy: T, shape: T['shape']): T {
  const gradients = eachVolume(dy);
  const sums = eachVolume(x).map((images, n) => {
    const parts = shifted(images, shape[0]).map((from) => filterGradient(from, gradients[n]!, shape.slice(1)));
    return tf.stack(parts) as T;
  });
  return tf.addN(sums);
}

/** The volumes of a batch, each as images `[x, y, z, channels]`. */
function eachVolume(x: T): tf.Tensor4D[] {
  return tf.unstack(x) as tf.Tensor4D[];
}

/** For every place along a kernel's first axis, the images that it meets; zeros beyond the first and the last. */
function shifted(images: tf.Tensor4D, side: number): tf.Tensor4D[] {
  const reach = (side - 1) / 2;
  if (reach === 0) return [images];
  const [slices, ...sides] = images.shape;
  const nothing = tf.zeros([reach, ...sides]);
  const padded = tf.concat([nothing, images, nothing]) as tf.Tensor4D;
  return Array.from({ length: side }, (_, a) => tf.slice(padded, [a, 0, 0, 0], [slices, ...sides]));
}

function sliceOf(kernel: T, a: number): tf.Tensor4D {
  const [, ...sides] = kernel.shape;
  return tf.reshape(tf.slice(kernel, [a, 0, 0, 0, 0], [1, ...sides]), sides);
}
