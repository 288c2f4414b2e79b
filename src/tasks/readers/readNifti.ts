import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '../../userError.js';
import { availableBytes } from './availableBytes.js';
import { parseNiftiHeader, type NiftiHeader } from './niftiHeader.js';
import { readBytes } from './readBytes.js';
import type { Volume } from './volume.js';

type Read = (view: DataView, at: number, littleEndian: boolean) => number;

/** Bytes of one voxel and how to read it, by NIfTI datatype code. */
const DATATYPES: Record<number, [bytes: number, read: Read]> = {
  2: [1, (view, at) => view.getUint8(at)],
  4: [2, (view, at, little) => view.getInt16(at, little)],
  8: [4, (view, at, little) => view.getInt32(at, little)],
  16: [4, (view, at, little) => view.getFloat32(at, little)],
  64: [8, (view, at, little) => view.getFloat64(at, little)],
  // RGB is read as its brightest channel, as colour masks are: grey stored as colour keeps its value.
  128: [3, (view, at) => Math.max(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2))],
  256: [1, (view, at) => view.getInt8(at)],
  512: [2, (view, at, little) => view.getUint16(at, little)],
  768: [4, (view, at, little) => view.getUint32(at, little)],
  1024: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  1280: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
};

const FLOAT32 = 16;
const HOST_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Reads one volume of a NIfTI-1 file, `.nii` or `.nii.gz` (told by the bytes, not by the name), of either byte order.
 *
 * @param frame - which volume of a time series to read, from 0; default the first
 * Values are Float32 after slope and intercept, so a mask may hold 0.99999997: round it, or compare with 0.5.
 * Throws a UserError with the file's name where it is cut short, promises more than it holds, or has an unknown
 * datatype.
 */
export async function readNifti(path: string, frame = 0): Promise<Volume> {
  const file = await unpacked(path);
  const header = parseNiftiHeader(file, path);
  const type = DATATYPES[header.datatype];
  if (!type)
    throw new UserError(
      `${path}: NIfTI datatype ${header.datatype} is not known; known are ${Object.keys(DATATYPES).join(', ')}. Convert it to float32.`,
    );
  const size = header.shape.slice(0, 3) as Volume['size'];
  const voxels = size[0] * size[1] * size[2];
  const frames = header.shape.slice(3).reduce((a, b) => a * b, 1);
  const needed = header.voxOffset + voxels * frames * type[0];
  if (needed > file.length) {
    throw new UserError(
      `${path}: its header promises ${header.shape.slice(0, frames > 1 ? 4 : 3).join('×')} voxels (${needed} bytes), the file holds ${file.length} bytes. Copy or download it again.`,
    );
  }
  if (!(Number.isInteger(frame) && frame >= 0 && frame < frames))
    throw new UserError(`${path} holds ${frames} volume(s), counted from 0; volume ${frame} was asked for.`);
  return {
    path,
    size,
    frames,
    data: decode(file, header, type, frame * voxels, voxels),
    affine: header.affine,
    header,
  };
}

async function unpacked(path: string): Promise<Uint8Array> {
  const file = await readBytes(path);
  if (!(file[0] === 0x1f && file[1] === 0x8b)) return file;
  const limit = availableBytes();
  try {
    return await promisify(gunzip)(file, { maxOutputLength: Math.min(limit, 2 ** 32) });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new UserError(
        `${path} unpacks to more than the ${Math.round(limit / 2 ** 20)} MB of memory that are free. Use a machine with more, or smaller volumes.`,
      );
    throw new UserError(
      `${path} is damaged or cut short: unpacking ${file.length} bytes failed with '${(error as Error).message}'. Copy or download it again.`,
    );
  }
}

function decode(
  file: Uint8Array,
  header: NiftiHeader,
  [bytes, read]: [number, Read],
  first: number,
  count: number,
): Float32Array {
  const { slope, intercept, littleEndian, voxOffset } = header;
  const data = new Float32Array(count);
  const start = voxOffset + first * bytes;
  if (header.datatype === FLOAT32 && littleEndian && HOST_IS_LITTLE_ENDIAN && slope === 1 && intercept === 0) {
    // The common case of large volumes: the bytes are the numbers already, four times as fast as reading them one by
    // one.
    new Uint8Array(data.buffer).set(file.subarray(start, start + 4 * count));
    return data;
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let v = 0, at = start; v < count; v++, at += bytes) data[v] = slope * read(view, at, littleEndian) + intercept;
  return data;
}
