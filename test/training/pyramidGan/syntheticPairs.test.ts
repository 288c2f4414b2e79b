import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../../../src/engine/index.js';
import { imageDistance, syntheticPairs } from '../../../src/training/index.js';
import { discs } from '../discs.js';

describe('syntheticPairs(sample, settings)', () => {
  beforeAll(async () => void (await startEngine()));
  const source = discs(16).samples.find(({ mask }) => mask.filter((label) => label > 0).length > 20)!;

  it('makes pairs of the source’s size, patient and intensities, the same by the seed, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const settings = { samples: 3, from: 0, iterations: 2, features: 2, seed: 1 };
    const { pairs } = await syntheticPairs(source, settings);
    expect(tf.memory().numTensors).toBe(before);
    const [least, most] = [Math.min(...source.image), Math.max(...source.image)];
    pairs.forEach((pair, k) => {
      expect(pair).toMatchObject({
        id: `${source.id}-synthetic-${k + 1}`,
        patient: source.patient,
        width: source.width,
      });
      expect(Math.min(...pair.image)).toBeGreaterThanOrEqual(least - 1e-5);
      expect(Math.max(...pair.image)).toBeLessThanOrEqual(most + 1e-5);
      expect([...new Set(pair.mask)].every((label) => label === 0 || label === 1)).toBe(true);
    });
    expect(pairs[0]!.image).not.toEqual(pairs[1]!.image);
    expect((await syntheticPairs(source, settings)).pairs).toEqual(pairs);
    expect((await syntheticPairs(source, { ...settings, seed: 2 })).pairs).not.toEqual(pairs);
  });

  it('learns the mask along with the image: with nothing drawn it remakes both', async () => {
    const made = async (iterations: number) =>
      (await syntheticPairs(source, { samples: 1, from: 9, iterations, features: 8, seed: 1 })).pairs[0]!;
    const [trained, control] = [await made(60), await made(1)];
    const dice = ({ mask }: { mask: Uint8Array }) => {
      const both = mask.filter((label, i) => label > 0 && source.mask[i]! > 0).length;
      const sum = (of: Uint8Array) => of.filter((label) => label > 0).length;
      return (2 * both) / (sum(mask) + sum(source.mask));
    };
    expect(dice(trained)).toBeGreaterThan(0.8);
    // The control: hardly trained, it remakes neither.
    expect(dice(control)).toBeLessThan(0.7);
    expect(imageDistance(trained, source)).toBeLessThan(0.7 * imageDistance(control, source));
  });
});
