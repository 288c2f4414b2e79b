import type { Random } from '../../../random.js';
import { FRAME, randomDirection, voxelSides, voxelsOf, type Grid, type Point } from './grid.js';

/**
 * A smooth random field with mean 0 and standard deviation 1 over a volume: a sum of plane waves of at most `cycles`
 * periods across the frame's width, in every direction.
 *
 * @returns its values at the voxels of a grid: the same field, however fine the grid
 */
export function smoothVolume(random: Random, cycles: number, waves = 12): (grid: Grid) => Float32Array {
  const terms = Array.from({ length: waves }, () => {
    const [direction, frequency] = [
      randomDirection(random),
      (2 * Math.PI * cycles * (0.3 + 0.7 * random.uniform())) / FRAME,
    ];
    return { k: direction.map((part) => part * frequency) as unknown as Point, phase: 2 * Math.PI * random.uniform() };
  });
  const scale = Math.sqrt(2 / waves);
  return (grid) => {
    const { size, depth } = grid;
    const [side, , height] = voxelSides(grid);
    const field = new Float32Array(voxelsOf(grid));
    for (const { k, phase } of terms) {
      // cos(a + b) from the cosines and sines along the last axis: two products a voxel in place of a cosine.
      const along = Array.from({ length: depth }, (_, z) => k[2] * (z + 0.5) * height);
      const [cos, sin] = [Float64Array.from(along, Math.cos), Float64Array.from(along, Math.sin)];
      for (let x = 0, voxel = 0; x < size; x++)
        for (let y = 0; y < size; y++) {
          const across = (k[0] * (x + 0.5) + k[1] * (y + 0.5)) * side + phase;
          const [c, s] = [scale * Math.cos(across), scale * Math.sin(across)];
          for (let z = 0; z < depth; z++, voxel++) field[voxel]! += cos[z]! * c - sin[z]! * s;
        }
    }
    return field;
  };
}

/**
 * A wavy closed surface's random part as a function of the direction, standard deviation about 1: two waves of each order
 * `from` to `to`, falling as 1/order.
 */
export function surfaceWave(random: Random, from: number, to: number): (direction: Point) => number {
  const terms = Array.from({ length: 2 * (to - from + 1) }, (_, t) => {
    const order = from + (t >> 1);
    const [x, y, z] = randomDirection(random);
    return { order, x: order * x, y: order * y, z: order * z, phase: 2 * Math.PI * random.uniform() };
  });
  const scale = Math.sqrt(2 / terms.reduce((sum, { order }) => sum + 1 / order ** 2, 0));
  return ([dx, dy, dz]) => {
    let sum = 0;
    for (const { order, x, y, z, phase } of terms) sum += Math.cos(x * dx + y * dy + z * dz + phase) / order;
    return scale * sum;
  };
}
