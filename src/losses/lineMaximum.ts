import * as tf from '@tensorflow/tfjs';

/**
 * The maximum of each value and its two neighbours along one axis; the border has one neighbour.
 *
 * Its gradient goes to the place of the maximum, the centre first where values tie. The engines' own pooling disagrees
 * with this, and with each other, on ties, on values below 0 (WASM) and on windows of unlike sides (plain JavaScript,
 * in volumes).
 *
 * @returns the same shape; the caller disposes it
 */
export function lineMaximum(image: tf.Tensor, axis: number): tf.Tensor {
  const stride = image.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const count = image.shape[axis]!;
  const operation = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const values = (inputs[0] as tf.Tensor).dataSync();
    const place = new Uint32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const at = Math.floor(i / stride) % count;
      let best = i;
      if (at > 0 && values[i - stride]! > values[best]!) best = i - stride;
      if (at < count - 1 && values[i + stride]! > values[best]!) best = i + stride;
      place[i] = best;
    }
    return {
      value: tf.tensor(
        Float32Array.from(place, (i) => values[i]!),
        image.shape,
      ),
      gradFunc: (upstream: tf.Tensor) => {
        const gradient = new Float32Array(values.length);
        upstream.dataSync().forEach((slope, i) => (gradient[place[i]!]! += slope));
        return tf.tensor(gradient, image.shape);
      },
    };
  });
  return operation(image);
}
