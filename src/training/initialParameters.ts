import { seededRandom } from '../random.js';
import type { UnetLayer } from './unetLayers.js';

/**
 * The parameters a U-Net starts from: filters normal with variance `2 / (rows · columns · inputs)`, vectors as their
 * layer says, the last layer's bias as given.
 *
 * @param outputBias - one per output
 * @param seed - the same seed gives the same parameters on every machine
 * @returns the flat parameter vector
 * Source: He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", https://arxiv.org/abs/1502.01852, equation 10
 */
export function initialParameters(layers: UnetLayer[], outputBias: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed, 1);
  const parameters: number[] = [];
  for (const { filters, inputs, outputs, vectors } of layers) {
    for (const [rows, columns, third, fourth] of filters) {
      const deviation = Math.sqrt(2 / (rows * columns * inputs));
      for (let i = 0; i < rows * columns * third * fourth; i++) parameters.push(deviation * random.normal());
    }
    for (const start of vectors) for (let i = 0; i < outputs; i++) parameters.push(start);
  }
  parameters.splice(parameters.length - outputBias.length, outputBias.length, ...outputBias);
  return Float32Array.from(parameters);
}
