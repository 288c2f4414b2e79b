import * as tf from '@tensorflow/tfjs';

/** Added to every variance; layerOperations.cc holds the same number. */
const EPSILON = 1e-5;

/**
 * Instance normalisation with learned scale and shift, and ReLU: `y = max(0, scale · x̂ + shift)` with `x̂ = (x − mean) /
 * √(variance + 1e-5)`, mean and (biased) variance over the pixels of one channel of one image.
 * A channel whose pixels are all equal, or that has one pixel, has `x̂ = 0`.
 *
 * @param x - `[batch, ...sides, channels]`
 * @param scale - `[channels]`
 * @param shift - `[channels]`
 * @returns `y`, and what the gradient needs: mean and `1 / √(variance + 1e-5)`, `[batch, 1, …, channels]`
 * Source: Ulyanov, Vedaldi, Lempitsky, "Instance Normalization", https://arxiv.org/abs/1607.08022, equation 4
 */
export function normaliseRelu<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
): [y: T, mean: T, inverse: T] {
  return tf.tidy(() => {
    const mean = pixelMean(x);
    const centred = tf.sub<T>(x, mean);
    const inverse = tf.rsqrt(tf.add<T>(pixelMean(tf.square(centred)), EPSILON));
    return [tf.relu(tf.add(tf.mul(centred, tf.mul(inverse, scale)), shift)), mean, inverse];
  });
}

/**
 * The gradients of the input, the scale and the shift of `normaliseRelu`. With `g` the gradient of `y` where `y > 0`,
 * else 0, and sums and means over pixels: that of the shift is `Σg`, that of the scale `Σ g·x̂`, both summed over images
 * too, and that of the input `scale / √(variance + 1e-5) · (g − mean(g) − x̂ · mean(g·x̂))`.
 */
export function normaliseReluGradient<T extends tf.Tensor>(
  dy: T,
  x: T,
  mean: T,
  inverse: T,
  scale: tf.Tensor1D,
  shift: tf.Tensor1D,
): [dx: T, scale: tf.Tensor1D, shift: tf.Tensor1D] {
  return tf.tidy(() => {
    const centred = tf.sub(x, mean);
    const normal = tf.mul(centred, inverse);
    const factor = tf.mul(inverse, scale);
    // As the value is computed, so that both see the same pixels above zero.
    const positive = tf.greater(tf.add(tf.mul(centred, factor), shift), 0);
    const g = tf.mul<T>(dy, tf.cast(positive, 'float32'));
    const [meanG, meanProduct] = [pixelMean(g), pixelMean(tf.mul(g, normal))];
    const pixels = x.shape.slice(1, -1).reduce((a, b) => a * b, 1);
    const total = (means: tf.Tensor) => tf.mul(tf.sum(tf.reshape(means, [-1, scale.size]), 0), pixels) as tf.Tensor1D;
    const dx = tf.mul<T>(factor, tf.sub(tf.sub(g, meanG), tf.mul(normal, meanProduct)));
    return [dx, total(meanProduct), total(meanG)];
  });
}

/**
 * Mean over the pixels of every image and channel, axis by axis: a single float32 accumulation over all pixels, as
 * WebAssembly does it, would lose digits.
 */
function pixelMean<T extends tf.Tensor>(x: T): T {
  let mean = x;
  for (let axis = x.rank - 2; axis >= 1; axis--) mean = tf.mean<T>(mean, axis, true);
  return mean;
}
