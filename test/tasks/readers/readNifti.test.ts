import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { writeNifti } from '../../../src/tasks/readers/writeNifti.js';
import { shared } from '../../sharedData.js';
import { niftiBytes, put, putNifti, temporaryFolder, type NiftiParts } from '../fixtures.js';

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
    const nifti2 = niftiBytes({ size: [9, 9, 9] });
    new DataView(nifti2.buffer).setInt32(0, 540, true);
    await expect(readNifti(put(join(folder, 'a.nii'), nifti2))).rejects.toThrow(/no NIfTI-2: expected the mark 'n\+2'/);
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

describe('readNifti on the other kinds of NIfTI', () => {
  it.each([true, false])('NIfTI-2, header, affine and labels of 64 bits (little-endian: %s)', async (little) => {
    const bytes = new Uint8Array(544 + 8 * 8);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, 540, little);
    bytes.set(Buffer.from('n+2\0\r\n\x1a\n', 'latin1'), 4);
    view.setInt16(12, 1024, little);
    view.setInt16(14, 64, little);
    [3, 2, 2, 2, 1, 1, 1, 1].forEach((n, axis) => view.setBigInt64(16 + 8 * axis, BigInt(n), little));
    view.setBigInt64(168, 544n, little);
    view.setInt32(348, 1, little); // sform
    [0.002, 0, 0, 0.09, 0, 0.003, 0, -0.1, 0, 0, 0.004, 7].forEach((v, i) => view.setFloat64(400 + 8 * i, v, little));
    view.setInt32(500, 1, little); // metres
    VALUES.forEach((v, i) => view.setBigInt64(544 + 8 * i, BigInt(v), little));
    const volume = await readNifti(put(join(folder, 'two.nii.gz'), bytes));
    expect([...volume.data]).toEqual(VALUES);
    expect(volume.affine.map((row) => row.map((entry) => Number(entry.toFixed(9))))).toEqual([
      [2, 0, 0, 90],
      [0, 3, 0, -100],
      [0, 0, 4, 7000],
    ]);
    writeNifti(join(folder, 'again.nii'), Uint8Array.from(VALUES), volume);
    const again = await readNifti(join(folder, 'again.nii'));
    expect([again.header.version, [...again.data], again.affine]).toEqual([2, VALUES, volume.affine]);
  });

  it('a pair of .hdr and .img, asked for by either name, packed or not', async () => {
    const whole = niftiBytes({ values: VALUES, datatype: 4 });
    whole.set(Buffer.from('ni1\0'), 344);
    new DataView(whole.buffer).setFloat32(108, 0, true);
    for (const packed of ['', '.gz']) {
      const name = join(folder, `pair${packed.length}`);
      put(`${name}.hdr${packed}`, whole.subarray(0, 348));
      put(`${name}.img${packed}`, whole.subarray(352));
      expect([...(await readNifti(`${name}.hdr${packed}`)).data]).toEqual(VALUES);
      expect([...(await readNifti(`${name}.img${packed}`)).data]).toEqual(VALUES);
    }
    put(join(folder, 'alone.hdr'), whole.subarray(0, 348));
    await expect(readNifti(join(folder, 'alone.hdr'))).rejects.toThrow(
      /its voxels in .*alone\.img, which is not there/,
    );
    put(join(folder, 'old.hdr'), whole.subarray(0, 348).fill(0, 344));
    await expect(readNifti(join(folder, 'old.hdr'))).rejects.toThrow(
      /Analyze 7\.5, which does not tell left from right/,
    );
  });

  it.each([
    ['metre', 1, 1000],
    ['millimetre', 2, 1],
    ['micron', 3, 0.001],
    ['no unit', 0, 1],
    ['micron, with seconds', 3 + 8, 0.001],
  ])('in %s', async (_, code, mm) => {
    const bytes = niftiBytes({ spacing: [10, 10, 20] });
    bytes[123] = code;
    const { affine } = await readNifti(put(join(folder, 'unit.nii'), bytes));
    expect([affine[0]![0], affine[2]![2]]).toEqual([10 * mm, 20 * mm]);
  });

  it('of gzip in several members', async () => {
    const whole = niftiBytes({ values: VALUES });
    const members = Buffer.concat([gzipSync(whole.subarray(0, 100)), gzipSync(whole.subarray(100))]);
    const path = join(folder, 'members.nii.gz');
    writeFileSync(path, members);
    expect([...(await readNifti(path)).data]).toEqual(VALUES);
  });
});

describe('readNifti refuses a header that contradicts itself', () => {
  const changed = (change: (view: DataView) => void, parts: NiftiParts = {}) => {
    const bytes = niftiBytes(parts);
    change(new DataView(bytes.buffer));
    return readNifti(put(join(folder, 'changed.nii'), bytes));
  };
  it.each([
    [
      'bits against datatype',
      /gives 16 bits a voxel, and its datatype 16 has 32/,
      (v: DataView) => v.setInt16(72, 16, true),
    ],
    ['voxels that begin in the header', /begin at byte 100/, (v: DataView) => v.setFloat32(108, 100, true)],
    ['voxels that begin at a fraction', /begin at byte 352\.5/, (v: DataView) => v.setFloat32(108, 352.5, true)],
    ['a negative place', /begin at byte -4/, (v: DataView) => v.setFloat32(108, -4, true)],
    ['more axes than seven', /gives 9 axes/, (v: DataView) => v.setInt16(40, 9, true)],
    [
      'a quaternion that is none',
      /\(1, 1, 0\), is no rotation/,
      (v: DataView) => {
        v.setInt16(252, 1, true);
        [1, 1, 0].forEach((value, i) => v.setFloat32(256 + 4 * i, value, true));
      },
    ],
    [
      'a quaternion of NaN',
      /is no rotation/,
      (v: DataView) => {
        v.setInt16(252, 1, true);
        v.setFloat32(256, NaN, true);
      },
    ],
  ])('%s', async (_, message, change) => {
    await expect(changed(change)).rejects.toThrow(message);
  });

  it('fewer voxels than the file holds', async () => {
    await expect(changed((view) => view.setInt16(42, 8, true), { size: [16, 16, 16] })).rejects.toThrow(
      /behind the 8×16×16 voxels that its header promises: one of them is wrong/,
    );
    const packed = niftiBytes({ size: [16, 16, 16] });
    new DataView(packed.buffer).setInt16(42, 8, true);
    await expect(readNifti(put(join(folder, 'more.nii.gz'), packed))).rejects.toThrow(/behind the 8×16×16 voxels/);
  });
});

describe('readNifti takes no more memory than a file justifies', () => {
  const bomb = (size: number[], zeros: number) => {
    const header = niftiBytes({ size: [1, 1, 1], datatype: 2 });
    size.forEach((n, axis) => new DataView(header.buffer).setInt16(42 + 2 * axis, n, true));
    return Buffer.concat([header.subarray(0, 352), Buffer.alloc(zeros)]);
  };
  it('where the header promises what no such file can unpack to', async () => {
    const path = put(join(folder, 'claims.nii.gz'), bomb([30_000, 30_000, 30_000], 10));
    await expect(readNifti(path)).rejects.toThrow(
      /promises 30000×30000×30000 voxels .* bytes, which cannot unpack to them/,
    );
    await expect(readNifti(put(join(folder, 'claims.nii'), bomb([30_000, 30_000, 30_000], 10)))).rejects.toThrow(
      /the file holds 362 bytes/,
    );
  });
  it('where zeros are packed a thousandfold', async () => {
    // 600 MB of zeros in 0.6 MB.
    const path = join(folder, 'bomb.nii.gz');
    const part = gzipSync(Buffer.alloc(2 ** 20 * 20), { level: 1 });
    writeFileSync(
      path,
      Buffer.concat([gzipSync(bomb([1000, 1000, 600], 0)), ...Array.from({ length: 29 }, () => part)]),
    );
    const before = process.memoryUsage().rss;
    await expect(readNifti(path)).rejects.toThrow(/unpacks to 572 MB, and it is a file of .*save it unpacked/);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 28);
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
