/** Where the fields of a NIfTI header stand, and how wide they are: the two versions hold the same in other places. */
export interface NiftiFields {
  version: 1 | 2;
  headerBytes: number;
  magicAt: number;
  dim: (axis: number) => number;
  datatype: number;
  bitpix: number;
  pixdim: (axis: number) => number;
  voxOffset: number;
  slope: number;
  intercept: number;
  calMax: number;
  calMin: number;
  units: number;
  qformCode: number;
  sformCode: number;
  /** b, c, d, then the offsets x, y, z. */
  quatern: (at: number) => number;
  srow: (row: number, column: number) => number;
  /** How the fields are read: lengths of axes, codes, and real numbers. */
  readDim(view: DataView, at: number, little: boolean): number;
  writeDim(view: DataView, at: number, value: number, little: boolean): void;
  readCode(view: DataView, at: number, little: boolean): number;
  readReal(view: DataView, at: number, little: boolean): number;
  writeReal(view: DataView, at: number, value: number, little: boolean): void;
  readOffset(view: DataView, at: number, little: boolean): number;
  writeOffset(view: DataView, at: number, value: number, little: boolean): void;
}

/** Source: nifti1.h, https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h */
export const NIFTI_1: NiftiFields = {
  ...{
    version: 1,
    headerBytes: 348,
    magicAt: 344,
    datatype: 70,
    bitpix: 72,
    voxOffset: 108,
    slope: 112,
    intercept: 116,
  },
  ...{ calMax: 124, calMin: 128, units: 123, qformCode: 252, sformCode: 254 },
  dim: (axis) => 40 + 2 * axis,
  pixdim: (axis) => 76 + 4 * axis,
  quatern: (at) => 256 + 4 * at,
  srow: (row, column) => 280 + 16 * row + 4 * column,
  readDim: (view, at, little) => view.getInt16(at, little),
  writeDim: (view, at, value, little) => view.setInt16(at, value, little),
  readCode: (view, at, little) => view.getInt16(at, little),
  readReal: (view, at, little) => view.getFloat32(at, little),
  writeReal: (view, at, value, little) => view.setFloat32(at, value, little),
  readOffset: (view, at, little) => view.getFloat32(at, little),
  writeOffset: (view, at, value, little) => view.setFloat32(at, value, little),
};

/** Source: nifti2.h, https://nifti.nimh.nih.gov/pub/dist/doc/nifti2.h */
export const NIFTI_2: NiftiFields = {
  ...{ version: 2, headerBytes: 540, magicAt: 4, datatype: 12, bitpix: 14, voxOffset: 168, slope: 176, intercept: 184 },
  ...{ calMax: 192, calMin: 200, units: 500, qformCode: 344, sformCode: 348 },
  dim: (axis) => 16 + 8 * axis,
  pixdim: (axis) => 104 + 8 * axis,
  quatern: (at) => 352 + 8 * at,
  srow: (row, column) => 400 + 32 * row + 8 * column,
  readDim: (view, at, little) => Number(view.getBigInt64(at, little)),
  writeDim: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  readCode: (view, at, little) => view.getInt32(at, little),
  readReal: (view, at, little) => view.getFloat64(at, little),
  writeReal: (view, at, value, little) => view.setFloat64(at, value, little),
  readOffset: (view, at, little) => Number(view.getBigInt64(at, little)),
  writeOffset: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
};
