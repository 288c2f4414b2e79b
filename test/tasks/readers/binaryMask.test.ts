import { describe, expect, it } from 'vitest';
import { binaryMask } from '../../../src/tasks/readers/binaryMask.js';

const raster = (values: number[], channels = 1, format = 'png', bits = 8) => ({
  width: values.length / channels,
  height: 1,
  channels,
  data: Float32Array.from(values),
  format,
  bits,
});

describe('binaryMask', () => {
  it.each([
    ['0 and 1', raster([0, 1]), [0, 1]],
    ['0 and 255', raster([0, 255]), [0, 1]],
    ['252 … 255', raster([0, 252, 255]), [0, 1, 1]],
    ['a colour dark in luma', raster([0, 0, 0, 0, 0, 255], 3), [0, 1]],
    ['an arbitrary id', raster([0, 32], 1, 'tiff', 32), [0, 1]],
    ['instance labels', raster([0, 1, 2, 9], 1, 'tiff', 16), [0, 1, 1, 1]],
    ['nothing', raster([0, 0]), [0, 0]],
    ['the ringing of an empty JPEG', raster([0, 5, 9, 6], 1, 'jpeg'), [0, 0, 0, 0]],
    ['the ringing of a JPEG', raster([3, 9, 120, 250], 1, 'jpeg'), [0, 0, 0, 1]],
  ])('takes %s rightly', (_, mask, expected) => expect([...binaryMask(mask)]).toEqual(expected));

  it('refuses a photograph', () =>
    expect(() => binaryMask(raster([0, 90, 120, 255]))).toThrow(/50 % of its pixels are neither dark nor bright/));

  it('refuses probabilities and NaN in files of more than 8 bits', () => {
    expect(() => binaryMask(raster([0, 0.3, 1], 1, 'tiff', 32))).toThrow(/it holds 0\.3/);
    expect(() => binaryMask(raster([0, NaN, 1], 1, 'tiff', 32))).toThrow(/it holds NaN, so it is no mask/);
  });

  it('invert takes the dark target', () => expect([...binaryMask(raster([0, 255]), true)]).toEqual([1, 0]));
});
