import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { volumeUnetLayers } from '../../../src/training/index.js';
import { shared } from '../../sharedData.js';

/** One output of the authors' networks, computed with Keras and in float64 by an independent program. */
export interface GoldenCase {
  input: 'weyl' | 'phantom';
  input_shape: [number, number, number, number];
  input_sha256_le_f32: string;
  output_shape: number[];
  /** `Final/<regime>/Round_0_Fold_<n>.hdf5` */
  file: string;
  /** Places in the flat output, and the values there. */
  index: number[];
  ref64: number[];
}

export interface Golden {
  isles2018: GoldenCase[];
  taps: { input_shape: [number, number, number, number]; layers: Tap[] };
  instance_norm: (GoldenCase & { dataset: string; n_params: number; weights_sha256_le_f32: string })[];
}

/** What a convolution of the network gives before anything follows it. */
export interface Tap {
  conv: string;
  shape: number[];
  mean: number;
  std: number;
  first: number;
  last: number;
  middle_index: number;
  middle: number;
}

const path = shared('authors/golden.json');
export const golden = path ? (JSON.parse(readFileSync(path, 'utf8')) as Golden) : undefined;
export const weightFile = (regime: string) => shared(`authors/weights/${regime}-fold0.hdf5`);

/** Uniform numbers of an index, as the golden data's description defines them. */
const hash01 = (i: number) => (Math.imul(i, 2654435761) >>> 0) / 2 ** 32;

/** The input of a golden case, which its hash confirms. */
export function goldenInput({ input, input_shape: shape, input_sha256_le_f32: expected }: GoldenCase): Float32Array {
  const values = input === 'weyl' ? weyl(shape) : phantom(shape);
  if (sha256(values) !== expected) throw new Error(`the ${input} input of ${shape.join('×')} is not the golden one`);
  return values;
}

export function weyl(shape: readonly number[]): Float32Array {
  return new Float32Array(shape.reduce((a, b) => a * b)).map((_, i) => hash01(i) * 2 - 1);
}

const SHIFTS = [145.4089064728558, 2.8753392425245097, 5.538641988928408, 179.03296070754575, 25.937894045251678];
const SCALES = [186.9740130523932, 4.634348718250107, 5.2019667021425295, 293.8784533196274, 42.502019634374086];

/** An ellipsoid of brain with a ball of lesion, of the values of CT, Tmax, MTT, CBF and CBV. */
function phantom([nx, ny, nz, channels]: GoldenCase['input_shape']): Float32Array {
  const values = new Float32Array(nx * ny * nz * channels);
  const radius = Math.floor(Math.min(nx, ny, nz) / 3);
  const aside = 2 * Math.floor(nx / 8);
  const [xx, yy, zz] = [nx * nx, ny * ny, nz * nz];
  for (let v = 0, i = 0; v < nx * ny * nz; v++) {
    const [ix, iy, iz] = [Math.floor(v / (ny * nz)), Math.floor(v / nz) % ny, v % nz];
    const [dx, dy, dz] = [2 * ix - (nx - 1), 2 * iy - (ny - 1), 2 * iz - (nz - 1)];
    const brain = 10 * (dx * dx * (yy * zz) + dy * dy * (xx * zz) + dz * dz * (xx * yy)) <= 9 * xx * yy * zz;
    const lesion = brain && (dx - aside) ** 2 + dy * dy + dz * dz <= radius * radius;
    for (let c = 0; c < channels; c++, i++) {
      const value = (lesion ? [28, 14, 12, 60, 12] : brain ? [35, 2, 5, 250, 30] : [-1000, 0, 0, 0, 0])[c]!;
      values[i] = ((brain ? value * (0.75 + 0.5 * hash01(i)) : value) - SHIFTS[c]!) / SCALES[c]!;
    }
  }
  return values;
}

/** The parameters of the golden networks with instance normalisation, by the rule that stands beside them. */
export function goldenParameters(inputs: number): Float32Array {
  const values: number[] = [];
  for (const { kernel } of volumeUnetLayers({ inputs, features: 20, outputs: 1 })) {
    const size = kernel.reduce((a, b) => a * b);
    const uniform = () => (mixed(values.length) / 2 ** 32) * 2 - 1;
    for (let i = 0; i < size; i++) values.push(uniform() * Math.sqrt(6 / (size / kernel[4])));
    for (let i = 0; i < kernel[4]; i++) values.push(uniform() * 0.1);
  }
  return Float32Array.from(values);
}

/** The finaliser of MurmurHash3, public domain. */
function mixed(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const sha256 = (values: Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
