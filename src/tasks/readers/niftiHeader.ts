import { UserError } from '../../userError.js';
import { spansSpace, type Affine } from './affine.js';

/** What the 348 bytes of a NIfTI-1 header say. */
export interface NiftiHeader {
  littleEndian: boolean;
  /** Voxels along the seven axes; unused ones are 1. */
  shape: number[];
  /**
   * NIfTI code: 2 uint8, 4 int16, 8 int32, 16 float32, 64 float64, 128 RGB24, 256 int8, 512 uint16, 768 uint32, 1024
   * int64, 1280 uint64.
   */
  datatype: number;
  voxOffset: number;
  /** value = slope * stored + intercept; a slope of 0 or NaN in the file means 1 and 0. */
  slope: number;
  intercept: number;
  affine: Affine;
  affineFrom: 'sform' | 'qform' | 'pixdim';
  /** The first 348 bytes as they stand in the file. */
  bytes: Uint8Array;
}

export const NIFTI_HEADER_BYTES = 348;
/** Where the voxels of a single file begin at the earliest. */
export const DATA_AT = 352;

/**
 * Reads a NIfTI-1 header of either byte order.
 *
 * The affine is the sform where its code is above 0, else the qform where its code is above 0 (`qfac = pixdim[0]`, −1
 * flips the third axis), else the voxel sizes alone. Throws a UserError naming `path` where the bytes are no
 * single-file NIfTI-1.
 * Source: nifti1.h, https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h
 */
export function parseNiftiHeader(file: Uint8Array, path: string): NiftiHeader {
  if (file.length < NIFTI_HEADER_BYTES) {
    throw new UserError(
      `${path} is no NIfTI file: its header takes ${NIFTI_HEADER_BYTES} bytes, the file holds ${file.length}. Copy or download it again.`,
    );
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const littleEndian = view.getInt32(0, true) === NIFTI_HEADER_BYTES;
  if (!littleEndian && view.getInt32(0, false) !== NIFTI_HEADER_BYTES) throw new UserError(wrongFile(view, path));
  const magic = String.fromCharCode(...file.subarray(344, 347));
  if (magic !== 'n+1') {
    throw new UserError(
      `${path} is no single-file NIfTI-1: expected the mark 'n+1', got '${magic.replace(/[^\x20-\x7e]/g, '?')}'. Convert .hdr/.img pairs to .nii first.`,
    );
  }
  const short = (at: number) => view.getInt16(at, littleEndian);
  const float = (at: number) => view.getFloat32(at, littleEndian);
  const axes = short(40);
  if (!(axes >= 1 && axes <= 7))
    throw new UserError(`${path}: its header gives ${axes} axes, expected 1 to 7. The file is damaged.`);
  const empty = [0, 1, 2].find((axis) => axis < axes && short(42 + 2 * axis) < 1);
  if (empty !== undefined)
    throw new UserError(
      `${path}: its header gives ${short(42 + 2 * empty)} voxels along axis ${empty + 1}, expected at least 1. The file is damaged; copy it again.`,
    );
  const shape = Array.from({ length: 7 }, (_, axis) => (axis < axes ? Math.max(1, short(42 + 2 * axis)) : 1));
  const slope = float(112);
  const scaled = Number.isFinite(slope) && slope !== 0;
  const intercept = float(116);
  return {
    littleEndian,
    shape,
    datatype: short(70),
    // Some writers leave 0: the data of a single file begin behind the header's extension flag.
    voxOffset: float(108) >= DATA_AT ? Math.floor(float(108)) : DATA_AT,
    slope: scaled ? slope : 1,
    intercept: scaled && Number.isFinite(intercept) ? intercept : 0,
    ...readAffine(short, float, path),
    bytes: file.slice(0, NIFTI_HEADER_BYTES),
  };
}

function wrongFile(view: DataView, path: string): string {
  const size = [view.getInt32(0, true), view.getInt32(0, false)];
  if (size.includes(540))
    return `${path} is NIfTI-2; this reads NIfTI-1. Convert it, for example with: nifti_tool -copy_im -convert2dtype.`;
  return `${path} is no NIfTI file: it must begin with the number 348, got ${size[0]}. Is it another kind of file under this name?`;
}

function readAffine(
  short: (at: number) => number,
  float: (at: number) => number,
  path: string,
): Pick<NiftiHeader, 'affine' | 'affineFrom'> {
  const place = placeOf(short, float);
  if (spansSpace(place.affine)) return place;
  throw new UserError(
    `${path}: the voxel axes of its header (${place.affineFrom}) span no space: ${JSON.stringify(place.affine)}. Set its sform or qform anew, or both codes to 0.`,
  );
}

function placeOf(
  short: (at: number) => number,
  float: (at: number) => number,
): Pick<NiftiHeader, 'affine' | 'affineFrom'> {
  const row = (at: number) => [float(at), float(at + 4), float(at + 8), float(at + 12)] as Affine[0];
  if (short(254) > 0) return { affine: [row(280), row(296), row(312)], affineFrom: 'sform' };
  const size = [80, 84, 88].map((at) => Math.abs(float(at)) || 1) as [number, number, number];
  if (short(252) <= 0)
    return {
      affine: [
        [size[0], 0, 0, 0],
        [0, size[1], 0, 0],
        [0, 0, size[2], 0],
      ],
      affineFrom: 'pixdim',
    };
  const [b, c, d] = [float(256), float(260), float(264)];
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const thirdAxis = float(76) < 0 ? -size[2] : size[2];
  const scale = [size[0], size[1], thirdAxis];
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  return {
    affine: rotation.map((r, i) => [...r.map((entry, j) => entry * scale[j]!), float(268 + 4 * i)]) as Affine,
    affineFrom: 'qform',
  };
}
