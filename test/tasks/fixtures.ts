import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';

/** A folder of its own under the system's temporary one. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'dice-workbook-'));

export interface NiftiParts {
  size?: number[];
  datatype?: number;
  values?: ArrayLike<number>;
  little?: boolean;
  slope?: number;
  intercept?: number;
  /** Three rows of four; sets sform_code 1. */
  sform?: number[][];
  /** [code, qfac, b, c, d, x, y, z] */
  qform?: number[];
  spacing?: number[];
  voxOffset?: number;
  extension?: boolean;
}

const WRITE: Record<number, [number, (view: DataView, at: number, value: number, little: boolean) => void]> = {
  2: [1, (v, at, x) => v.setUint8(at, x)],
  4: [2, (v, at, x, l) => v.setInt16(at, x, l)],
  8: [4, (v, at, x, l) => v.setInt32(at, x, l)],
  16: [4, (v, at, x, l) => v.setFloat32(at, x, l)],
  64: [8, (v, at, x, l) => v.setFloat64(at, x, l)],
  128: [3, (v, at, x) => [0, 1, 2].forEach((c) => v.setUint8(at + c, x))],
  256: [1, (v, at, x) => v.setInt8(at, x)],
  512: [2, (v, at, x, l) => v.setUint16(at, x, l)],
  768: [4, (v, at, x, l) => v.setUint32(at, x, l)],
  1024: [8, (v, at, x, l) => v.setBigInt64(at, BigInt(x), l)],
  1280: [8, (v, at, x, l) => v.setBigUint64(at, BigInt(x), l)],
};

/** The bytes of a NIfTI-1 file, built from the field offsets of nifti1.h. */
export function niftiBytes({
  size = [2, 2, 2],
  datatype = 16,
  values,
  little = true,
  slope = 1,
  intercept = 0,
  sform,
  qform,
  spacing = [1, 1, 1],
  voxOffset = 352,
  extension = false,
}: NiftiParts = {}): Uint8Array {
  const voxels = size.reduce((a, b) => a * b, 1);
  const [bytes, write] = WRITE[datatype] ?? [4, WRITE[16]![1]];
  const file = new Uint8Array(voxOffset + voxels * bytes);
  const view = new DataView(file.buffer);
  view.setInt32(0, 348, little);
  [size.length, ...size, 1, 1, 1, 1, 1, 1].slice(0, 8).forEach((n, i) => view.setInt16(40 + 2 * i, n, little));
  view.setInt16(70, datatype, little);
  view.setInt16(72, 8 * bytes, little);
  [qform?.[1] ?? 1, ...spacing].forEach((mm, i) => view.setFloat32(76 + 4 * i, mm, little));
  view.setFloat32(108, voxOffset, little);
  view.setFloat32(112, slope, little);
  view.setFloat32(116, intercept, little);
  if (qform) {
    view.setInt16(252, qform[0]!, little);
    qform.slice(2).forEach((value, i) => view.setFloat32(256 + 4 * i, value, little));
  }
  if (sform) {
    view.setInt16(254, 1, little);
    sform.flat().forEach((value, i) => view.setFloat32(280 + 4 * i, value, little));
  }
  file.set(
    [...'n+1\0'].map((c) => c.charCodeAt(0)),
    344,
  );
  if (extension) file[348] = 4;
  for (let v = 0; v < voxels; v++) write(view, voxOffset + v * bytes, values?.[v] ?? 0, little);
  return file;
}

/** Writes bytes, making the folders above; packs where the name ends in .gz. */
export function put(path: string, bytes: Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(bytes) : bytes);
  return path;
}

/** Writes a NIfTI file. */
export const putNifti = (path: string, parts: NiftiParts = {}): string => put(path, niftiBytes(parts));

/** Writes an image of `channels` equal or given values a pixel, in the format of its name. */
export async function putImage(
  path: string,
  width: number,
  height: number,
  value: (x: number, y: number) => number | number[],
): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const first = value(0, 0);
  const channels = (Array.isArray(first) ? first.length : 1) as 1 | 3 | 4;
  const data = new Uint8Array(width * height * channels);
  for (let p = 0; p < width * height; p++) data.set([value(p % width, Math.floor(p / width))].flat(), p * channels);
  let image = sharp(data, { raw: { width, height, channels } });
  if (channels === 1) image = image.toColourspace('b-w');
  await (
    /\.jpe?g$/.test(path)
      ? image.jpeg({ quality: 95 })
      : /\.tiff?$/.test(path)
        ? image.tiff({ compression: 'lzw' })
        : image.png()
  ).toFile(path);
  return path;
}
