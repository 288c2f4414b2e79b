import { gzipSync } from 'node:zlib';
import { writeWhole } from '../../writeWhole.js';
import { DATA_AT, NIFTI_HEADER_BYTES } from './niftiHeader.js';
import type { Volume } from './volume.js';

/**
 * Writes labels as unsigned bytes on the grid of `like`: its header with the datatype, scaling, extensions and series
 * taken out, packed where the name ends in `.gz`. The file appears whole or not at all.
 *
 * @param labels - one label a voxel, in the order of `like.data`
 */
export function writeNifti(path: string, labels: Uint8Array, like: Volume): void {
  if (labels.length !== like.data.length)
    throw new RangeError(
      `writeNifti: expected ${like.data.length} labels, one for each voxel of ${like.size.join('×')}, got ${labels.length}.`,
    );
  const file = new Uint8Array(DATA_AT + labels.length);
  file.set(like.header.bytes.subarray(0, NIFTI_HEADER_BYTES));
  const view = new DataView(file.buffer);
  const little = like.header.littleEndian;
  const [dimensions, datatype, bitsPerVoxel, dataAt, slope, intercept, brightest, darkest] = [
    40, 70, 72, 108, 112, 116, 124, 128,
  ];
  [3, ...like.size, 1, 1, 1, 1].forEach((n, axis) => view.setInt16(dimensions + 2 * axis, n, little));
  view.setInt16(datatype, 2, little);
  view.setInt16(bitsPerVoxel, 8, little);
  view.setFloat32(dataAt, DATA_AT, little);
  for (const [at, value] of [
    [slope, 1],
    [intercept, 0],
    [brightest, 0],
    [darkest, 0],
  ] as const)
    view.setFloat32(at, value, little);
  file.set(labels, DATA_AT);
  writeWhole(path, /\.gz$/i.test(path) ? gzipSync(file) : file);
}
