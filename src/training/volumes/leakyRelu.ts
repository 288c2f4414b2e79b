import * as tf from '@tensorflow/tfjs';

/** The slope below zero. */
const SLOPE = Math.fround(0.01);

/**
 * `y = x` where `x > 0`, else `0.01 · x`; its gradient is `dy` where `x > 0`, else `0.01 · dy`.
 *
 * @returns of the shape of `x`; disposed by the caller
 */
export function leakyRelu<T extends tf.Tensor>(x: T): T {
  const activation = tf.customGrad((...given) => {
    const [input, save] = given as unknown as [T, (kept: tf.Tensor[]) => void];
    // What comes out has the sign of what goes in, and is kept by what follows anyway.
    const value = tf.leakyRelu(input, SLOPE);
    save([value]);
    const gradFunc = (dy: tf.Tensor, [y]: tf.Tensor[]) =>
      tf.tidy(() => tf.mul(dy, tf.add(tf.mul(tf.cast(tf.greater(y!, 0), 'float32'), 1 - SLOPE), SLOPE)));
    return { value, gradFunc };
  });
  return activation(x) as T;
}
