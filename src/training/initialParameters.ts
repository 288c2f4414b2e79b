import { seededRandom } from '../random.js';
import { parameterCount, unetLayers, type UnetShape } from './unetShape.js';

/**
 * The parameters a U-Net starts from: filters normal with variance `2 / (rows · columns · inputs)`, biases zero.
 *
 * @param seed - the same seed gives the same parameters on every machine
 * @returns the flat parameter vector
 * Source: He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", https://arxiv.org/abs/1502.01852, equation 10
 */
export function initialParameters(shape: UnetShape, seed: number): Float32Array {
  const random = seededRandom(seed, 1);
  const parameters = new Float32Array(parameterCount(shape));
  let next = 0;
  for (const { filters, inputs, outputs } of unetLayers(shape)) {
    for (const [rows, columns, third, fourth] of filters) {
      const deviation = Math.sqrt(2 / (rows * columns * inputs));
      for (let i = 0; i < rows * columns * third * fourth; i++) parameters[next++] = deviation * random.normal();
    }
    next += outputs;
  }
  return parameters;
}
