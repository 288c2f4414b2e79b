import { existsSync } from 'node:fs';
import { UserError } from '../../userError.js';
import { exceedsDeflate, refuseTooMuchMemory } from './memoryBounds.js';
import { byteSource, type ByteSource } from './niftiBytes.js';
import { NIFTI_1, NIFTI_2 } from './niftiFields.js';
import { parseNiftiHeader, type NiftiHeader } from './niftiHeader.js';
import { withFile } from './readBytes.js';
import { valuesOf, type NumberKind, type Values } from './values.js';
import type { Volume } from './volume.js';

/** Bytes and kind of a stored number by NIfTI datatype code. */
const DATATYPES: Record<number, [bytes: number, kind: NumberKind]> = {
  2: [1, 'unsigned'],
  4: [2, 'signed'],
  8: [4, 'signed'],
  16: [4, 'float'],
  64: [8, 'float'],
  256: [1, 'signed'],
  512: [2, 'unsigned'],
  768: [4, 'unsigned'],
  1024: [8, 'signed'],
  1280: [8, 'unsigned'],
};
const RGB24 = 128;
/** Writers pad files to blocks of 512 bytes; more than that behind the voxels belongs to other sizes. */
const PADDING = 512;
/** Volumes of a series that are not asked for are unpacked up to here, to see that they are there. */
const MOST_BEHIND = 256 * 2 ** 20;

/** True where a name is that of a NIfTI file: `.nii`, `.hdr`, `.img`, each packed or not. */
export const isNiftiName = (path: string): boolean => /\.(nii|hdr|img)(\.gz)?$/i.test(path);

/**
 * Reads one volume of a NIfTI-1 or NIfTI-2 file, `.nii` or a pair of `.hdr` and `.img`, packed by gzip or not (told by
 * the bytes, not by the name), of either byte order. Only the header and the asked volume are kept in memory.
 *
 * Integers without slope and intercept come back exactly, of any width up to ±2^53. Scaled ones are floats, so a mask
 * may hold 0.99999997.
 *
 * @param frame - which volume of a time series to read, from 0; default the first
 * Throws a UserError with the file's name where it is cut short, promises more than it holds or holds more than it
 * promises, has an unknown datatype, or contradicts itself.
 */
export async function readNifti(path: string, frame = 0): Promise<Volume> {
  const ending = /\.img(\.gz)?$/i.exec(path)?.[0];
  const first = ending === undefined ? path : headerName(path, ending);
  return withFile(first, async (file, size) => {
    const source = await byteSource(file, first, size);
    try {
      const header = await takeHeader(source, first);
      if (!header.pair) return await readVolume(path, header, source, frame, header.bytes.length);
    } finally {
      source.close();
    }
    return undefined;
  }).then((volume) => volume ?? readPair(first, frame));
}

/** The only volume of a file. Throws a UserError where it holds a series, before any voxel is read. */
export async function readNiftiVolume(path: string): Promise<Volume> {
  const volume = await readNifti(path);
  if (volume.frames > 1)
    throw new UserError(
      `${path} is a series of ${volume.frames} volumes, and one is due here. Give the derived map, or each volume a file of its own.`,
    );
  return volume;
}

/** The voxels may follow a NIfTI-1 header at once, so no byte more than the header is taken. */
async function takeHeader(source: ByteSource, path: string): Promise<NiftiHeader> {
  const first = await source.take(NIFTI_1.headerBytes);
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  const isSecond =
    first.length >= 4 && [true, false].some((little) => view.getInt32(0, little) === NIFTI_2.headerBytes);
  if (!isSecond) return parseNiftiHeader(first, path);
  const more = await source.take(NIFTI_2.headerBytes - NIFTI_1.headerBytes);
  return parseNiftiHeader(Uint8Array.from([...first, ...more]), path);
}

/** `.hdr` beside `.img`, packed or not. */
function headerName(path: string, ending: string): string {
  const stem = path.slice(0, -ending.length);
  const found = ['.hdr', '.hdr.gz', '.HDR'].find((other) => existsSync(stem + other));
  if (found === undefined)
    throw new UserError(`${path} has its header in ${stem}.hdr, which is not there. Copy both files.`);
  return stem + found;
}

async function readPair(headerPath: string, frame: number): Promise<Volume> {
  const header = await withFile(headerPath, async (file, size) => {
    const source = await byteSource(file, headerPath, size);
    try {
      return await takeHeader(source, headerPath);
    } finally {
      source.close();
    }
  });
  const stem = headerPath.replace(/\.hdr(\.gz)?$/i, '');
  const image = ['.img', '.img.gz', '.IMG'].map((ending) => stem + ending).find(existsSync);
  if (image === undefined)
    throw new UserError(`${headerPath} has its voxels in ${stem}.img, which is not there. Copy both files.`);
  return withFile(image, async (file, size) => {
    const source = await byteSource(file, image, size);
    try {
      return await readVolume(image, header, source, frame, 0);
    } finally {
      source.close();
    }
  });
}

async function readVolume(
  path: string,
  header: NiftiHeader,
  source: ByteSource,
  frame: number,
  headerRead: number,
): Promise<Volume> {
  const type = DATATYPES[header.datatype] ?? (header.datatype === RGB24 ? [3, 'unsigned'] : undefined);
  if (!type)
    throw new UserError(
      `${path}: NIfTI datatype ${header.datatype} is not known; known are ${[...Object.keys(DATATYPES), RGB24].join(', ')}. Convert it to float32.`,
    );
  const [bytes, kind] = type as [number, NumberKind];
  if (header.bitpix !== 0 && header.bitpix !== 8 * bytes)
    throw new UserError(
      `${path}: its header gives ${header.bitpix} bits a voxel, and its datatype ${header.datatype} has ${8 * bytes}. The file is damaged; copy it again.`,
    );
  const size = header.shape.slice(0, 3) as Volume['size'];
  const voxels = size[0] * size[1] * size[2];
  const frames = header.shape.slice(3).reduce((a, b) => a * b, 1);
  const needed = header.voxOffset + voxels * frames * bytes;
  const cutShort = (held: string) =>
    new UserError(
      `${path}: its header promises ${header.shape.slice(0, frames > 1 ? 4 : 3).join('×')} voxels (${needed} bytes), the file holds ${held}. Copy or download it again.`,
    );
  if (source.packed ? exceedsDeflate(needed, source.held) : needed > source.held)
    throw cutShort(`${source.held} bytes${source.packed ? ', which cannot unpack to them' : ''}`);
  if (!(Number.isInteger(frame) && frame >= 0 && frame < frames))
    throw new UserError(`${path} holds ${frames} volume(s), counted from 0; volume ${frame} was asked for.`);
  const scaled = header.slope !== 1 || header.intercept !== 0;
  refuseTooMuchMemory(path, voxels * (bytes + (scaled || bytes === 3 ? Math.max(4, bytes) : 0)), source.held);
  const before = header.voxOffset + frame * voxels * bytes - headerRead;
  await source.skip(before);
  const stored = await source.take(voxels * bytes);
  // To the end, where a packed file's check sum stands; of a long series only so far.
  const left = Math.min(voxels * bytes * (frames - frame - 1), MOST_BEHIND);
  const behind = stored.length < voxels * bytes ? 0 : await source.follow(left + PADDING);
  if (stored.length < voxels * bytes || behind < left)
    throw cutShort(`${headerRead + before + stored.length + behind} bytes`);
  if (behind === left + PADDING && left < MOST_BEHIND)
    throw new UserError(
      `${path} holds ${PADDING} bytes and more behind the ${header.shape.slice(0, frames > 1 ? 4 : 3).join('×')} voxels that its header promises: one of them is wrong. Copy or download it again.`,
    );
  let data: Values;
  try {
    data = decoded(stored, header, bytes, kind, scaled);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`${path} cannot be read exactly: ${error.message}.`);
  }
  return { path, size, frames, data, affine: header.affine, header };
}

function decoded(stored: Uint8Array, header: NiftiHeader, bytes: number, kind: NumberKind, scaled: boolean): Values {
  const { slope, intercept, littleEndian } = header;
  const values = bytes === 3 ? brightestOfThree(stored) : valuesOf(stored, bytes, kind, littleEndian);
  if (!scaled) return values;
  // 16 bits and a slope fit the 24 bits of a 32-bit float; more need the double.
  const data = bytes <= 3 || header.datatype === 16 ? new Float32Array(values.length) : new Float64Array(values.length);
  for (let v = 0; v < data.length; v++) data[v] = slope * values[v]! + intercept;
  return data;
}

/** RGB is read as its brightest channel, as colour masks are: grey stored as colour keeps its value. */
function brightestOfThree(stored: Uint8Array): Uint8Array {
  const values = new Uint8Array(stored.length / 3);
  for (let v = 0; v < values.length; v++) values[v] = Math.max(stored[3 * v]!, stored[3 * v + 1]!, stored[3 * v + 2]!);
  return values;
}
