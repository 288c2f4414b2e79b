import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../../src/evaluation/instances/connectedComponents.js';
import { maskPair } from '../masks.js';

/**
 * Labels by flooding from each unlabelled voxel in turn, over every neighbour that differs in at most `reach`
 * coordinates by one.
 */
function flood(mask: ArrayLike<number>, shape: number[], reach: number): number[] {
  const [depth, height, width] = shape.length === 2 ? [1, ...shape] : shape;
  const labels = new Array<number>(mask.length).fill(0);
  let count = 0;
  for (let first = 0; first < mask.length; first++) {
    if (!mask[first] || labels[first]) continue;
    labels[first] = ++count;
    for (const stack = [first]; stack.length > 0;) {
      const i = stack.pop()!;
      const [z, y, x] = [Math.floor(i / (height! * width!)), Math.floor(i / width!) % height!, i % width!];
      for (let dz = -1; dz <= 1; dz++)
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const inside =
              z + dz >= 0 && z + dz < depth! && y + dy >= 0 && y + dy < height! && x + dx >= 0 && x + dx < width!;
            const j = i + (dz * height! + dy) * width! + dx;
            if (!inside || Math.abs(dz) + Math.abs(dy) + Math.abs(dx) > reach || !mask[j] || labels[j]) continue;
            labels[j] = count;
            stack.push(j);
          }
    }
  }
  return labels;
}

describe('connectedComponents(mask, {shape})', () => {
  it('joins corners in an image by default, and not with connectivity 4', () => {
    const mask = [1, 0, 1, 0, 1, 0, 0, 0, 0];
    expect([...connectedComponents(mask, { shape: [3, 3] }).labels]).toEqual([1, 0, 1, 0, 1, 0, 0, 0, 0]);
    expect([...connectedComponents(mask, { shape: [3, 3], connectivity: 4 }).labels]).toEqual([
      1, 0, 2, 0, 3, 0, 0, 0, 0,
    ]);
  });
  it('tells faces, edges and corners of a volume apart', () => {
    const [edge, corner] = [
      [1, 0, 0, 0, 0, 0, 1, 0],
      [1, 0, 0, 0, 0, 0, 0, 1],
    ];
    const count = (mask: number[], connectivity: 6 | 18 | 26) =>
      connectedComponents(mask, { shape: [2, 2, 2], connectivity }).sizes.length;
    expect([count(edge, 6), count(edge, 18), count(edge, 26)]).toEqual([2, 1, 1]);
    expect([count(corner, 6), count(corner, 18), count(corner, 26)]).toEqual([2, 2, 1]);
  });
  it('joins the arms of a U only at its foot', () => {
    expect([...connectedComponents([1, 0, 1, 1, 0, 1, 1, 1, 1], { shape: [3, 3], connectivity: 4 }).labels]).toEqual([
      1, 0, 1, 1, 0, 1, 1, 1, 1,
    ]);
  });
  it('gives the labels of a flood fill, in every connectivity', () => {
    fc.assert(
      fc.property(maskPair({ largest: 7 }), fc.constantFrom(1, 2, 3), ({ reference, shape }, reach) => {
        const axes = shape.length;
        const steps = Math.min(reach, axes);
        const connectivity = (axes === 2 ? [4, 8] : [6, 18, 26])[steps - 1] as 4;
        const { labels, sizes } = connectedComponents(reference, { shape, connectivity });
        expect([...labels]).toEqual(flood(reference, shape, steps));
        expect(sizes).toEqual(sizes.map((_, k) => labels.filter((label) => label === k + 1).length));
      }),
      { numRuns: 300 },
    );
  });
  it('finds nothing in an empty mask, and one in a full one', () => {
    expect(connectedComponents([0, 0], { shape: [1, 2] })).toEqual({ labels: new Int32Array(2), sizes: [] });
    expect(connectedComponents(new Uint8Array(27).fill(1), { shape: [3, 3, 3], connectivity: 6 }).sizes).toEqual([27]);
  });
  it('refuses label maps and NaN: one class at a time', () => {
    expect(() => connectedComponents([0, 2], { shape: [1, 2] })).toThrow('value 1 of one is 2');
    expect(() => connectedComponents([NaN, 1], { shape: [1, 2] })).toThrow('value 0 of one is NaN');
  });
  it('refuses a connectivity of another number of axes', () => {
    expect(() => connectedComponents([1], { shape: [1, 1], connectivity: 26 })).toThrow('4 or 8 in an image, not 26');
    expect(() => connectedComponents([1], { shape: [1, 1, 1], connectivity: 8 })).toThrow(
      '6, 18 or 26 in a volume, not 8',
    );
  });
});
