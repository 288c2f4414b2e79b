import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { put, putNifti } from '../fixtures.js';
import { numberBytes, pngBytes, tiffBytes } from '../imageBytes.js';

/** Writes one small sound file of every format, width of number and compression that is read. */
export async function writeSeeds(folder: string): Promise<void> {
  const [width, height] = [24, 18];
  const disc = (p: number) => Number(((p % width) - 12) ** 2 + (Math.floor(p / width) - 9) ** 2 < 40);
  const values = Array.from({ length: width * height }, (_, p) => disc(p));
  const save = (name: string, bytes: Uint8Array) => put(join(folder, name), bytes);

  for (const bits of [1, 2, 4, 8, 16]) save(`grey${bits}.png`, pngBytes({ width, height, bits, values }));
  save('palette.png', pngBytes({ width, height, bits: 4, type: 3, values, palette: [0, 0, 0, 255, 0, 0, 9, 9, 9] }));
  save('keyed.png', pngBytes({ width, height, values, transparent: [0, 1] }));
  save('rgba.png', pngBytes({ width, height, type: 6, values: values.flatMap((v) => [255, 255 * v, 0, 255 * v]) }));
  const raw = sharp(
    Uint8Array.from(values, (v) => 255 * v),
    { raw: { width, height, channels: 1 } },
  ).toColourspace('b-w');
  save('interlaced.png', await raw.clone().png({ progressive: true, adaptiveFiltering: true }).toBuffer());
  save('grey.jpg', await raw.clone().jpeg().toBuffer());
  save('colour.jpg', await raw.clone().toColourspace('srgb').jpeg({ progressive: true }).toBuffer());

  for (const compression of ['none', 'lzw', 'deflate', 'packbits'] as const) {
    save(`${compression}.tif`, await raw.clone().tiff({ compression, predictor: 'none' }).toBuffer());
    save(
      `${compression}Tiled.tif`,
      await raw.clone().tiff({ compression, tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer(),
    );
  }
  save('big.tif', await raw.clone().tiff({ compression: 'lzw', bigtiff: true }).toBuffer());
  save('one.tif', await raw.clone().tiff({ compression: 'none', bitdepth: 1 }).toBuffer());
  const half = (width * height) / 2;
  for (const [size, kind] of [
    [2, 2],
    [4, 1],
    [4, 3],
    [8, 1],
    [8, 3],
  ] as const) {
    const blocks = [values.slice(0, half), values.slice(half)].map((part) =>
      numberBytes(part, size, size !== 4, kind === 3),
    );
    const tags = [
      [258, 3, [8 * size]],
      [278, 3, [height / 2]],
      [339, 3, [kind]],
    ] as [number, number, number[]][];
    save(
      `number${size}kind${kind}.tif`,
      tiffBytes([{ width, height, blocks, tags }], { little: size !== 4, big: size === 8 }),
    );
  }
  const pages = [0, 1, 2].map((p) => ({
    ...{ width: 8, height: 4, blocks: [deflateSync(Uint8Array.from({ length: 32 }, (_, v) => Number(v % 3 === p)))] },
    tags: [[259, 3, [8]], ...(p === 0 ? [[270, 2, 'ImageJ=1.5\nimages=3\nslices=3\nunit=mm\nspacing=2\n\0']] : [])] as [
      number,
      number,
      number[],
    ][],
  }));
  save('stack.tif', tiffBytes(pages));

  const size = [6, 5, 4];
  const voxels = Array.from({ length: 120 }, (_, v) => Number(v % 7 === 0) * (1 + (v % 3)));
  for (const datatype of [2, 4, 8, 16, 64, 128, 768, 1024])
    for (const ending of ['nii', 'nii.gz'])
      putNifti(join(folder, `type${datatype}.${ending}`), { size, datatype, values: voxels, little: datatype !== 4 });
  putNifti(join(folder, 'qform.nii.gz'), {
    size,
    values: voxels,
    qform: [1, -1, 0.1, 0.2, 0.3, 1, 2, 3],
    slope: 2,
    intercept: 1,
  });
  putNifti(join(folder, 'series.nii.gz'), { size: [4, 3, 2, 3], datatype: 2, values: voxels });
}
