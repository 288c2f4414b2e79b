import { describe, expect, it } from 'vitest';
import { centralPatch, cutPatch, widened } from '../../../src/tasks/index.js';

const volume = { sides: [3, 2, 4] as const };
const values = Float32Array.from({ length: 24 }, (_, i) => i + 1);

describe('cutPatch', () => {
  it('gives the box, and what lies beyond where the volume ends', () => {
    const box = cutPatch(values, volume, { origin: [1, -1, 2], sides: [2, 2, 3] }, [-9]);
    // x 1 and 2; y -1, beyond, and 0; z 2 and 3, and 4, beyond.
    expect([...box]).toEqual([-9, -9, -9, 11, 12, -9, -9, -9, -9, 19, 20, -9]);
  });

  it('gives what lies beyond, channel by channel, where box and volume do not meet', () => {
    const box = cutPatch(new Float32Array(48), volume, { origin: [0, 0, 9], sides: [1, 1, 2] }, [1, 2]);
    expect([...box]).toEqual([1, 2, 1, 2]);
  });

  it('of the whole volume is the volume', () => {
    expect(cutPatch(values, volume, { origin: [0, 0, 0], sides: [3, 2, 4] }, [0])).toEqual(values);
  });
});

describe('centralPatch', () => {
  it('lies in the middle, half a voxel before it where it must', () => {
    expect(centralPatch(volume, [1, 2, 2]).origin).toEqual([1, 0, 1]);
    expect(centralPatch(volume, [2, 3, 5]).origin).toEqual([0, -1, -1]);
  });

  it('is widened on each side', () => {
    expect(widened({ origin: [0, 1, 2], sides: [136, 136, 82] }, 13)).toEqual({
      origin: [-13, -12, -11],
      sides: [162, 162, 108],
    });
  });
});
