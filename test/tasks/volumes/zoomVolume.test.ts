import { describe, expect, it } from 'vitest';
import { zoomVolume } from '../../../src/tasks/index.js';

const uniform = (i: number) => (Math.imul(i, 2654435761) >>> 0) / 2 ** 32;

describe('zoomVolume', () => {
  // SciPy 1.17.1, x = the numbers above: r = scipy.ndimage.zoom(x.reshape(sides), factors, order=1);
  // r.shape, [r.flat[0], r.flat[1], r.flat[-2], r.flat[-1]], r.sum()
  it.each([
    [[5, 7, 4], [0.4, 1.5, 2.5], [2, 10, 10], [0, 0.20601133, 0.70071283, 0.90672416], 98.0057494568949],
    [[32, 3, 8], [0.5, 2, 2.5], [16, 6, 20], [0, 0.22769673, 0, 0], 897.5081093996077],
    [[10, 9, 2], [0.43, 0.5, 6], [4, 4, 12], [0, 0.05618491, 0.57189872, 0.62808363], 94.29602868109941],
    [[4, 4, 1], [1, 1, 3], [4, 4, 3], [0, 0, 0.2705098, 0.2705098], 21.49223523773253],
  ])('of %j by %j is scipy.ndimage.zoom with order=1', (sides, factors, zoomed, ends, sum) => {
    const data = Array.from({ length: sides.reduce((a, b) => a * b) }, (_, i) => uniform(i));
    const result = zoomVolume({ sides, data }, factors);
    expect(result.sides).toEqual(zoomed);
    [0, 1, -2, -1].forEach((place, i) => expect(result.data.at(place)).toBeCloseTo(ends[i]!, 8));
    expect(result.data.reduce((a, b) => a + b)).toBeCloseTo(sum, 10);
  });

  it('puts 0 into the last plane where rounding takes it beyond the end, as SciPy does: 32 points to 16', () => {
    const { data } = zoomVolume({ sides: [32], data: new Array(32).fill(7) }, [0.5]);
    expect([...data]).toEqual([...new Array<number>(15).fill(7), 0]);
  });

  it('leaves a grid as it is by factors of 1', () => {
    const data = Array.from({ length: 24 }, (_, i) => uniform(i));
    expect([...zoomVolume({ sides: [2, 3, 4], data }, [1, 1, 1]).data]).toEqual(data);
  });

  it('rounds half a point to the even number, as Python does', () => {
    const points = (n: number, factor: number) =>
      zoomVolume({ sides: [n], data: new Array(n).fill(0) }, [factor]).sides[0];
    expect([points(5, 0.5), points(7, 0.5), points(1, 0.5)]).toEqual([2, 4, 0]);
  });
});
