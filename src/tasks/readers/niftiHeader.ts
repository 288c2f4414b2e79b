import { UserError } from '../../userError.js';
import { spansSpace, type Affine } from './affine.js';
import { NIFTI_1, NIFTI_2, type NiftiFields } from './niftiFields.js';

/** What a NIfTI header of either version says. */
export interface NiftiHeader {
  version: 1 | 2;
  littleEndian: boolean;
  /** The voxels stand in a file of their own, `.img` beside `.hdr`. */
  pair: boolean;
  /** Voxels along the seven axes; unused ones are 1. */
  shape: number[];
  /**
   * NIfTI code: 2 uint8, 4 int16, 8 int32, 16 float32, 64 float64, 128 RGB24, 256 int8, 512 uint16, 768 uint32, 1024
   * int64, 1280 uint64.
   */
  datatype: number;
  /** Bits of a voxel as the header says; 0 where it does not. */
  bitpix: number;
  voxOffset: number;
  /** value = slope * stored + intercept; a slope of 0 or NaN in the file means 1 and 0. */
  slope: number;
  intercept: number;
  /** In millimetres, whatever the file's unit. */
  affine: Affine;
  affineFrom: 'sform' | 'qform' | 'pixdim';
  /** The header as it stands in the file. */
  bytes: Uint8Array;
}

/** A header's extension flag, four bytes, stands between it and the voxels. */
export const EXTENSION_BYTES = 4;
/** Millimetres of a unit by its code in xyzt_units; files without one are in millimetres, as all programs take them. */
const UNIT_MM: Record<number, number> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 };
/** Extensions of a header, texts mostly, end before this byte. */
const LAST_START = 2 ** 28;
/** A rotation's quaternion may exceed length 1 by so much, the rounding of 32-bit numbers included. */
const QUATERNION_SLACK = 1e-3;

/** Where the fields stand in a header of this version. */
export const niftiFields = (version: 1 | 2): NiftiFields => (version === 1 ? NIFTI_1 : NIFTI_2);

/**
 * Reads a NIfTI-1 or NIfTI-2 header of either byte order.
 *
 * The affine is the sform where its code is above 0, else the qform where its code is above 0 (`qfac = pixdim[0]`, −1
 * flips the third axis), else the voxel sizes alone; in millimetres by `xyzt_units`. Throws a UserError naming `path`
 * where the bytes are no NIfTI header, or fields of it contradict each other.
 */
export function parseNiftiHeader(file: Uint8Array, path: string): NiftiHeader {
  if (file.length < NIFTI_1.headerBytes)
    throw new UserError(
      `${path} is no NIfTI file: its header takes ${NIFTI_1.headerBytes} bytes, the file holds ${file.length}. Copy or download it again.`,
    );
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const fields = [NIFTI_1, NIFTI_2].find(({ headerBytes }) =>
    [true, false].some((little) => view.getInt32(0, little) === headerBytes),
  );
  if (!fields || file.length < fields.headerBytes)
    throw new UserError(
      `${path} is no NIfTI file: it must begin with the number 348 (NIfTI-1) or 540 (NIfTI-2), got ${view.getInt32(0, true)}. Is it another kind of file under this name?`,
    );
  const littleEndian = view.getInt32(0, true) === fields.headerBytes;
  const magic = String.fromCharCode(...file.subarray(fields.magicAt, fields.magicAt + 3));
  if (magic !== `n+${fields.version}` && magic !== `ni${fields.version}`)
    throw new UserError(
      `${path} is no NIfTI-${fields.version}: expected the mark 'n+${fields.version}' or 'ni${fields.version}', got '${magic.replace(/[^\x20-\x7e]/g, '?')}'.${/^\0/.test(magic) ? ' It seems to be Analyze 7.5, which does not tell left from right: convert it with the program that made it.' : ' Copy it again.'}`,
    );
  const pair = magic.startsWith('ni');
  const [real, code] = [
    (at: number) => fields.readReal(view, at, littleEndian),
    (at: number) => fields.readCode(view, at, littleEndian),
  ];
  const slope = real(fields.slope);
  const scaled = Number.isFinite(slope) && slope !== 0;
  const intercept = real(fields.intercept);
  return {
    ...{ version: fields.version, littleEndian, pair },
    shape: shapeOf(view, fields, littleEndian, path),
    datatype: view.getInt16(fields.datatype, littleEndian),
    bitpix: view.getInt16(fields.bitpix, littleEndian),
    voxOffset: offsetOf(fields.readOffset(view, fields.voxOffset, littleEndian), fields, pair, path),
    slope: scaled ? slope : 1,
    intercept: scaled && Number.isFinite(intercept) ? intercept : 0,
    ...readAffine(
      fields,
      code,
      real,
      view.getUint8(fields.version === 2 && !littleEndian ? 503 : fields.units) & 7,
      path,
    ),
    bytes: file.slice(0, fields.headerBytes),
  };
}

function shapeOf(view: DataView, fields: NiftiFields, little: boolean, path: string): number[] {
  const dim = (axis: number) => fields.readDim(view, fields.dim(axis), little);
  const axes = dim(0);
  if (!(axes >= 1 && axes <= 7))
    throw new UserError(`${path}: its header gives ${axes} axes, expected 1 to 7. The file is damaged.`);
  const empty = [1, 2, 3].find((axis) => axis <= axes && dim(axis) < 1);
  if (empty !== undefined)
    throw new UserError(
      `${path}: its header gives ${dim(empty)} voxels along axis ${empty}, expected at least 1. The file is damaged; copy it again.`,
    );
  return [1, 2, 3, 4, 5, 6, 7].map((axis) => (axis <= axes ? Math.max(1, dim(axis)) : 1));
}

/** Some writers leave 0, or no number: the voxels then begin at the first place where they may. */
function offsetOf(told: number, fields: NiftiFields, pair: boolean, path: string): number {
  const first = pair ? 0 : fields.headerBytes + EXTENSION_BYTES;
  if (told === 0 || Number.isNaN(told)) return first;
  if (told >= (pair ? 0 : fields.headerBytes) && told <= LAST_START && Number.isInteger(told)) return told;
  throw new UserError(
    `${path}: its header says that the voxels begin at byte ${told}, and they begin at byte ${first} at the earliest and ${LAST_START} at the latest. The file is damaged; copy it again.`,
  );
}

type Place = Pick<NiftiHeader, 'affine' | 'affineFrom'>;

function readAffine(
  fields: NiftiFields,
  code: (at: number) => number,
  real: (at: number) => number,
  unit: number,
  path: string,
): Place {
  const { affine, affineFrom } = placeOf(fields, code, real, path);
  const mm = UNIT_MM[unit] ?? 1;
  const place: Place = {
    affine: mm === 1 ? affine : (affine.map((row) => row.map((entry) => entry * mm)) as Affine),
    affineFrom,
  };
  if (spansSpace(place.affine)) return place;
  throw new UserError(
    `${path}: the voxel axes of its header (${affineFrom}) span no space: ${JSON.stringify(affine)}. Set its sform or qform anew, or both codes to 0.`,
  );
}

function placeOf(fields: NiftiFields, code: (at: number) => number, real: (at: number) => number, path: string): Place {
  if (code(fields.sformCode) > 0)
    return {
      affine: [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => real(fields.srow(row, column)))) as Affine,
      affineFrom: 'sform',
    };
  const size = [1, 2, 3].map((axis) => Math.abs(real(fields.pixdim(axis))) || 1) as [number, number, number];
  if (code(fields.qformCode) <= 0)
    return {
      affine: [
        [size[0], 0, 0, 0],
        [0, size[1], 0, 0],
        [0, 0, size[2], 0],
      ],
      affineFrom: 'pixdim',
    };
  const [b, c, d] = [0, 1, 2].map((at) => real(fields.quatern(at))) as [number, number, number];
  const squared = b * b + c * c + d * d;
  if (!(squared <= 1 + QUATERNION_SLACK))
    throw new UserError(
      `${path}: the quaternion of its qform, (${b}, ${c}, ${d}), is no rotation: its length must not exceed 1. Set its qform anew, or its code to 0.`,
    );
  const a = Math.sqrt(Math.max(0, 1 - squared));
  const scale = [size[0], size[1], real(fields.pixdim(0)) < 0 ? -size[2] : size[2]];
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  return {
    affine: rotation.map((r, i) => [...r.map((entry, j) => entry * scale[j]!), real(fields.quatern(3 + i))]) as Affine,
    affineFrom: 'qform',
  };
}
