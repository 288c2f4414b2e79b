import { gzipSync } from 'node:zlib';
import { writeWhole } from '../../writeWhole.js';
import { EXTENSION_BYTES, niftiFields } from './niftiHeader.js';
import type { Volume } from './volume.js';

/**
 * Writes labels as unsigned bytes on the grid of `like`: its header, of its version, with the datatype, scaling,
 * extensions and series taken out, packed where the name ends in `.gz`. The file appears whole or not at all.
 *
 * @param labels - one label a voxel, in the order of `like.data`
 */
export function writeNifti(path: string, labels: Uint8Array, like: Volume): void {
  if (labels.length !== like.data.length)
    throw new RangeError(
      `writeNifti: expected ${like.data.length} labels, one for each voxel of ${like.size.join('×')}, got ${labels.length}.`,
    );
  const { version, littleEndian: little, bytes } = like.header;
  const fields = niftiFields(version);
  const dataAt = fields.headerBytes + EXTENSION_BYTES;
  const file = new Uint8Array(dataAt + labels.length);
  file.set(bytes);
  // The header of a pair becomes that of a single file.
  file.set(Buffer.from(`n+${version}`), fields.magicAt);
  const view = new DataView(file.buffer);
  [3, ...like.size, 1, 1, 1, 1].forEach((n, axis) => fields.writeDim(view, fields.dim(axis), n, little));
  const [uint8, bits] = [2, 8];
  view.setInt16(fields.datatype, uint8, little);
  view.setInt16(fields.bitpix, bits, little);
  fields.writeOffset(view, fields.voxOffset, dataAt, little);
  fields.writeReal(view, fields.slope, 1, little);
  for (const at of [fields.intercept, fields.calMax, fields.calMin]) fields.writeReal(view, at, 0, little);
  file.set(labels, dataAt);
  writeWhole(path, /\.gz$/i.test(path) ? gzipSync(file) : file);
}
