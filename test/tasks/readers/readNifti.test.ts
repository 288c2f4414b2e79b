import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { shared } from '../../sharedData.js';
import { niftiBytes, put, putNifti, temporaryFolder } from '../fixtures.js';

const folder = temporaryFolder();
const VALUES = [0, 1, 2, 3, 100, 5, 6, 7];

describe.each([2, 4, 8, 16, 64, 128, 256, 512, 768, 1024, 1280])('readNifti on datatype %i', (datatype) => {
  it.each([true, false])('reads its values (little-endian: %s)', async (little) => {
    const volume = await readNifti(
      putNifti(join(folder, `${datatype}${little}.nii`), { datatype, little, values: VALUES }),
    );
    expect([...volume.data]).toEqual(VALUES);
    expect(volume.size).toEqual([2, 2, 2]);
  });
});

describe('readNifti', () => {
  it('applies slope and intercept, and takes a slope of 0 or NaN as none', async () => {
    const read = async (slope: number) =>
      [
        ...(await readNifti(putNifti(join(folder, 'slope.nii'), { datatype: 4, values: VALUES, slope, intercept: 10 })))
          .data,
      ].slice(0, 3);
    expect(await read(2)).toEqual([10, 12, 14]);
    expect(await read(0)).toEqual([0, 1, 2]);
    expect(await read(NaN)).toEqual([0, 1, 2]);
  });

  it('prefers the sform, then the qform, then the voxel sizes', async () => {
    const sform = [
      [-2, 0, 0, 90],
      [0, 3, 0, -126],
      [0, 0, 4, -72],
    ];
    // A quaternion of (0, 0, 1) is half a turn about the third axis: i and j run backwards.
    const qform = [1, -1, 0, 0, 1, 5, 6, 7];
    // Adding 0 turns −0 into 0.
    const read = async (parts: object) =>
      (await readNifti(putNifti(join(folder, 'affine.nii'), { spacing: [2, 3, 4], ...parts }))).affine.map((row) =>
        row.map((entry) => entry + 0),
      );
    expect(await read({ sform, qform })).toEqual(sform);
    // qfac −1 turns the third axis round.
    expect(await read({ qform })).toEqual([
      [-2, 0, 0, 5],
      [0, -3, 0, 6],
      [0, 0, -4, 7],
    ]);
    expect(await read({})).toEqual([
      [2, 0, 0, 0],
      [0, 3, 0, 0],
      [0, 0, 4, 0],
    ]);
  });

  it('begins at vox_offset, whatever a header extension says', async () => {
    const volume = await readNifti(
      putNifti(join(folder, 'extension.nii'), { values: VALUES, voxOffset: 416, extension: true }),
    );
    expect([...volume.data]).toEqual(VALUES);
    expect([
      ...(await readNifti(putNifti(join(folder, 'extension2.nii'), { values: VALUES, extension: true }))).data,
    ]).toEqual(VALUES);
  });

  it('unpacks gzip with and without a file name inside, told by its bytes', async () => {
    const packed = gzipSync(niftiBytes({ values: VALUES }));
    expect(packed[3]).toBe(0);
    const named = Uint8Array.from([
      ...packed.subarray(0, 3),
      8,
      ...packed.subarray(4, 10),
      ...Buffer.from('scan.nii\0'),
      ...packed.subarray(10),
    ]);
    for (const bytes of [packed, named])
      expect([...(await readNifti(put(join(folder, 'wrongly-named.nii'), bytes))).data]).toEqual(VALUES);
  });

  it('reads the asked volume of a series', async () => {
    const path = putNifti(join(folder, 'series.nii'), { size: [2, 1, 1, 3], values: [1, 2, 3, 4, 5, 6] });
    const second = await readNifti(path, 1);
    expect([...second.data]).toEqual([3, 4]);
    expect(second.frames).toBe(3);
    await expect(readNifti(path, 3)).rejects.toThrow(/holds 3 volume\(s\).*volume 3 was asked for/);
  });

  it('refuses a truncated .nii.gz, naming it', async () => {
    const whole = gzipSync(
      niftiBytes({ size: [20, 20, 20], values: Array.from({ length: 8000 }, (_, v) => (v * 7919) % 1000) }),
    );
    const path = join(folder, 'cut.nii.gz');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    await expect(readNifti(path)).rejects.toThrow(/cut\.nii\.gz is damaged or cut short.*Copy or download it again/);
  });

  it('refuses a header that promises more than the file holds', async () => {
    const path = put(join(folder, 'short.nii'), niftiBytes({ size: [4, 4, 4] }).subarray(0, 500));
    await expect(readNifti(path)).rejects.toThrow(
      /its header promises 4×4×4 voxels \(608 bytes\), the file holds 500 bytes/,
    );
  });

  it('takes a vox_offset of 0 or NaN as the first place where voxels may begin', async () => {
    for (const offset of [0, NaN]) {
      const bytes = niftiBytes({ values: VALUES });
      new DataView(bytes.buffer).setFloat32(108, offset, true);
      expect([...(await readNifti(put(join(folder, 'offset.nii'), bytes))).data]).toEqual(VALUES);
    }
  });

  it('refuses axes without voxels, and voxel axes that span no space', async () => {
    const bytes = niftiBytes();
    new DataView(bytes.buffer).setInt16(44, -5, true);
    await expect(readNifti(put(join(folder, 'axis.nii'), bytes))).rejects.toThrow(
      /gives -5 voxels along axis 2, expected at least 1/,
    );
    for (const entry of [0, NaN]) {
      await expect(
        readNifti(
          putNifti(join(folder, 'flat.nii'), {
            sform: [
              [1, 0, 0, 0],
              [0, 1, 0, 0],
              [0, 0, entry, 0],
            ],
          }),
        ),
      ).rejects.toThrow(/axes of its header \(sform\) span no space.*Set its sform or qform anew/);
    }
  });

  it('refuses a link to nowhere and a folder, naming them', async () => {
    await expect(readNifti(join(folder, 'nowhere.nii'))).rejects.toThrow(
      /nowhere\.nii cannot be read: it is gone, or a link/,
    );
    await expect(readNifti(folder)).rejects.toThrow(/cannot be read: EISDIR/);
  });

  it('refuses what is no NIfTI-1', async () => {
    const nifti2 = niftiBytes();
    new DataView(nifti2.buffer).setInt32(0, 540, true);
    await expect(readNifti(put(join(folder, 'a.nii'), nifti2))).rejects.toThrow(/NIfTI-2/);
    await expect(readNifti(put(join(folder, 'b.nii'), Buffer.from('a text'.repeat(100))))).rejects.toThrow(
      /must begin with the number 348/,
    );
    await expect(readNifti(put(join(folder, 'c.nii'), Buffer.from('a text')))).rejects.toThrow(
      /header takes 348 bytes, the file holds 6/,
    );
    await expect(readNifti(putNifti(join(folder, 'd.nii'), { datatype: 32 }))).rejects.toThrow(
      /datatype 32 is not known/,
    );
  });
});

describe('readNifti on real files', () => {
  const quirks = shared('data/quirks');
  const br15 = shared('data/br15/brats_2013_pat0001_1');

  it.skipIf(!quirks)('reads a big-endian file', async () => {
    const path = join(quirks!, 'monai_anatomical.nii');
    expect(readFileSync(path).readInt16LE(40)).toBe(768);
    const volume = await readNifti(path);
    expect(volume.header.littleEndian).toBe(false);
    expect(volume.data.every(Number.isFinite)).toBe(true);
  });

  it.skipIf(!quirks)('reads a file with a header extension and one with scaled bytes', async () => {
    expect((await readNifti(join(quirks!, 'niivue_chris_MRA.nii.gz'))).header.voxOffset).toBe(352);
    const scaled = await readNifti(join(quirks!, 'niivue_fmri_pitch.nii.gz'));
    expect(scaled.header.datatype).toBe(2);
    expect(scaled.header.slope).toBeCloseTo(8.667, 2);
  });

  it.skipIf(!br15)('reads a mask whose foreground is stored as 0.99999997', async () => {
    const { data, size } = await readNifti(join(br15!, 'brainmask.nii.gz'));
    expect(size).toEqual([240, 240, 155]);
    expect(data.every((value) => Math.abs(value - Math.round(value)) < 1e-6)).toBe(true);
  });
});
