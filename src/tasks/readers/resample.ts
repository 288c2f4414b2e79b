import { composeAffines, invertAffine, type Affine } from './affine.js';
import { sameGrid } from './grid.js';
import { likeValues } from './values.js';
import type { Volume } from './volume.js';

/**
 * `volume` on the grid of `target`, through both affines: `linear` mixes the eight voxels round a point (images),
 * `nearest` takes the closest (masks). Outside `volume` the value is 0. A volume on that grid already comes back as it
 * is.
 */
export function resample(volume: Volume, target: Volume, kind: 'linear' | 'nearest'): Volume {
  if (sameGrid(volume, target)) return volume;
  const [a, b, c] = composeAffines(invertAffine(volume.affine), target.affine) as [Affine[0], Affine[0], Affine[0]];
  const [nx, ny, nz] = target.size;
  const data = kind === 'linear' ? new Float32Array(nx * ny * nz) : likeValues(volume.data, nx * ny * nz);
  const at = kind === 'linear' ? linear(volume) : nearest(volume);
  for (let k = 0, voxel = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, voxel++) {
        data[voxel] = at(
          a[0] * i + a[1] * j + a[2] * k + a[3],
          b[0] * i + b[1] * j + b[2] * k + b[3],
          c[0] * i + c[1] * j + c[2] * k + c[3],
        );
      }
    }
  }
  return { ...volume, size: target.size, affine: target.affine, data };
}

type Sampler = (x: number, y: number, z: number) => number;

function nearest({ size: [nx, ny, nz], data }: Volume): Sampler {
  return (x, y, z) => {
    const [i, j, k] = [Math.round(x), Math.round(y), Math.round(z)];
    return i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz ? data[i + nx * (j + ny * k)]! : 0;
  };
}

function linear({ size: [nx, ny, nz], data }: Volume): Sampler {
  return (x, y, z) => {
    // Half a voxel beyond the outermost centres still belongs to the outermost voxels.
    if (!(x >= -0.5 && y >= -0.5 && z >= -0.5 && x <= nx - 0.5 && y <= ny - 0.5 && z <= nz - 0.5)) return 0;
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      const [di, dj, dk] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const weight = Math.abs(1 - di - (x - i)) * Math.abs(1 - dj - (y - j)) * Math.abs(1 - dk - (z - k));
      if (weight > 0) sum += weight * data[clamp(i + di, nx) + nx * (clamp(j + dj, ny) + ny * clamp(k + dk, nz))]!;
    }
    return sum;
  };
}

const clamp = (index: number, length: number) => (index < 0 ? 0 : index < length ? index : length - 1);
