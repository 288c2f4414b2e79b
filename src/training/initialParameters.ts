import { seededRandom } from '../random.js';
import type { UnetLayer } from './unetLayers.js';

/**
 * The parameters a U-Net starts from: filters normal with variance `2 / (rows · columns · inputs)`, vectors as their
 * layer says. The last layer's bias is as given, and its weights are `±1/√inputs`, of either sign in turn.
 *
 * What enters the last layer is 0 or more, so an output whose weights are all below 0 cannot exceed its bias. Drawn at
 * random, eight weights may start like that, and drawn near 0 they were seen to go there in the first steps, when nearly
 * all pixels ask for less: such a network only learns to say less and less. Half of the weights above 0 prevent both.
 *
 * @param outputBias - one per output
 * @param seed - the same seed gives the same parameters on every machine
 * @returns the flat parameter vector
 * Source: He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", https://arxiv.org/abs/1502.01852, equation 10
 */
export function initialParameters(layers: UnetLayer[], outputBias: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed, 1);
  const parameters: number[] = [];
  for (const layer of layers) {
    const { filters, inputs, outputs, vectors } = layer;
    const last = layer === layers.at(-1);
    for (const [rows, columns, third, fourth] of filters) {
      const deviation = Math.sqrt(2 / (rows * columns * inputs));
      for (let i = 0; i < rows * columns * third * fourth; i++)
        parameters.push(last ? signInTurn(i, outputs) / Math.sqrt(inputs) : deviation * random.normal());
    }
    for (const start of vectors) for (let i = 0; i < outputs; i++) parameters.push(start);
  }
  parameters.splice(parameters.length - outputBias.length, outputBias.length, ...outputBias);
  return Float32Array.from(parameters);
}

/** 1 or -1 for the weight of an input and an output: neighbours in either have different signs. */
function signInTurn(i: number, outputs: number): number {
  return (Math.floor(i / outputs) + (i % outputs)) % 2 === 0 ? 1 : -1;
}
