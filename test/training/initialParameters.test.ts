import { describe, expect, it } from 'vitest';
import { unet } from '../../src/training/index.js';

const SHAPE = { inputs: 2, features: 8, normalisation: 'instance' } as const;

/** The weights `[inputs, outputs]` and the biases of the last layer, which stand at the end of the vector. */
function lastLayer(
  parameters: Float32Array,
  features: number,
  outputs: number,
): { weights: number[][]; bias: number[] } {
  const end = [...parameters.slice(-(features + 1) * outputs)];
  return {
    weights: Array.from({ length: features }, (_, i) => end.slice(i * outputs, (i + 1) * outputs)),
    bias: end.slice(features * outputs),
  };
}

describe('initialParameters(seed) of a U-Net', () => {
  it.each([
    [1, 8],
    [3, 8],
    [4, 2],
    [1, 2],
    [2, 3],
  ])('gives each of %i outputs weights of both signs, of %i features', (outputs, features) => {
    const network = unet({ ...SHAPE, features, outputs });
    for (let seed = 0; seed < 5; seed++) {
      const { weights } = lastLayer(network.initialParameters(seed), features, outputs);
      for (let output = 0; output < outputs; output++) {
        const ofOutput = weights.map((row) => row[output]!);
        expect(Math.min(...ofOutput), `output ${output}`).toBeLessThan(0);
        expect(Math.max(...ofOutput), `output ${output}`).toBeGreaterThan(0);
        // As many of either sign, but for an odd one.
        expect(Math.abs(ofOutput.filter((w) => w > 0).length - features / 2)).toBeLessThanOrEqual(0.5);
        for (const weight of ofOutput) expect(Math.abs(weight)).toBeCloseTo(1 / Math.sqrt(features), 6);
      }
    }
  });

  it('starts the last bias at the log-odds of the foreground, or the logarithms of the shares', () => {
    const one = unet({ ...SHAPE, outputs: 1, foregroundShare: 0.1 });
    expect(lastLayer(one.initialParameters(1), 8, 1).bias[0]).toBeCloseTo(Math.log(1 / 9), 6);
    const three = unet({ ...SHAPE, outputs: 3, foregroundShare: [0.5, 0.3, 0.2] });
    lastLayer(three.initialParameters(1), 8, 3).bias.forEach((bias, k) =>
      expect(bias).toBeCloseTo(Math.log([0.5, 0.3, 0.2][k]!), 6),
    );
  });

  it('draws filters of variance 2 / (9 · 32) where 32 channels enter, within five standard errors', () => {
    // The second layer of the bottom block: what stands before it is counted by hand, filters and biases.
    const network = unet({ inputs: 1, outputs: 1, features: 8, normalisation: 'none' });
    const before = 9 * 8 + 8 + (9 * 64 + 8) + (9 * 128 + 16) + (9 * 256 + 16) + (9 * 512 + 32);
    const filters = network.initialParameters(7).slice(before, before + 9 * 32 * 32);
    const variance = filters.reduce((sum, w) => sum + w * w, 0) / filters.length;
    const expected = 2 / (9 * 32);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / filters.length));
  });

  it('is the same from the same seed, and another from another', () => {
    const network = unet({ ...SHAPE, outputs: 1 });
    expect(network.initialParameters(5)).toEqual(network.initialParameters(5));
    expect(network.initialParameters(5)).not.toEqual(network.initialParameters(6));
    expect(network.initialParameters(5)).toHaveLength(network.parameterCount);
  });
});
