import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectTask, loadTask, openTask } from '../../../src/tasks/index.js';
import { readNifti } from '../../../src/tasks/readers/readNifti.js';
import { readImage } from '../../../src/tasks/readers/readImage.js';
import { put, putImage, putNifti, temporaryFolder, type NiftiParts } from '../fixtures.js';
import { numberBytes, tiffBytes } from '../imageBytes.js';

/** A head of 64×64×6 voxels of 3×3×4 mm in LPS; the target is the cube x 20…27, y 40…47 of slices 2 and 3. */
const SIZE = [64, 64, 6];
const SFORM = [
  [-3, 0, 0, 96],
  [0, -3, 0, 96],
  [0, 0, 4, 0],
];
const volume = (value: (x: number, y: number, z: number) => number, parts: NiftiParts = {}): NiftiParts => ({
  size: SIZE,
  sform: SFORM,
  values: Array.from({ length: 64 * 64 * 6 }, (_, v) => value(v % 64, (v >> 6) % 64, v >> 12)),
  ...parts,
});
const inHead = (x: number, y: number) => (x - 31.5) ** 2 + (y - 31.5) ** 2 < 28 ** 2;
const inTarget = (x: number, y: number, z: number) => x >= 20 && x < 28 && y >= 40 && y < 48 && (z === 2 || z === 3);
const scan = (level: number) =>
  volume((x, y, z) => (inHead(x, y) ? level + x + (inTarget(x, y, z) ? 50 : 0) : 0), { datatype: 4 });
const mask = (label: number) => volume((x, y, z) => (inTarget(x, y, z) ? label : 0), { datatype: 2 });

it('file endings may be in capitals', async () => {
  const folder = temporaryFolder();
  for (const role of ['flair', 't1', 't1ce', 't2']) putNifti(join(folder, 'B_1', `B_1_${role}.NII`), scan(300));
  putNifti(join(folder, 'B_1', 'B_1_seg.NII'), mask(1));
  expect((await loadTask('br18', { data: folder })).samples.length).toBe(6);
});

it('roles may be in capitals', async () => {
  const folder = temporaryFolder();
  for (const role of ['FLAIR', 'T1', 'T1ce', 'T2']) putNifti(join(folder, 'B_1', `B_1_${role}.nii.gz`), scan(300));
  putNifti(join(folder, 'B_1', 'B_1_Seg.nii.gz'), mask(1));
  expect((await loadTask('br18', { data: folder })).samples.length).toBe(6);
});

describe('BraTS 2018', () => {
  const folder = temporaryFolder();
  for (const [grade, name] of [
    ['HGG', 'Brats18_2013_2_1'],
    ['LGG', 'Brats18_TCIA10_103_1'],
  ]) {
    for (const role of ['flair', 't1', 't1ce', 't2'])
      putNifti(join(folder, grade!, name!, `${name}_${role}.nii.gz`), scan(300));
    putNifti(
      join(folder, grade!, name!, `${name}_seg.nii.gz`),
      volume((x, y, z) => (inTarget(x, y, z) ? (x < 22 ? 1 : x < 25 ? 2 : 4) : 0), { datatype: 2 }),
    );
  }
  put(join(folder, 'survival_data.csv'), Buffer.from('Brats18ID,Age,Survival\n'));

  it("is read as four channels of whole tumour, by the authors' shifts and scales", async () => {
    const { samples, classes, provenance } = await loadTask('br18', { data: folder, size: 64 });
    expect(samples.length).toBe(12);
    expect([samples[0]!.channels, samples[0]!.spacingMm, classes]).toEqual([4, [3, 3], ['background', 'whole tumour']]);
    expect(provenance).toContain('BraTS 2018');
    // The field of view is 64 voxels of 3 mm round the head: pixels are voxels.
    const slice = samples[2]!;
    expect(slice.mask.reduce((a, b) => a + b, 0)).toBe(64);
    expect(slice.image[4 * (64 * 32 + 32)]).toBeCloseTo((332 - 420.88) / 1320.65, 4);
    expect(slice.valid![0]).toBe(0);
    expect(slice.image[0]).toBe(0);
    // Nothing of the volume is kept: the memory of many cases is that of their slices.
    for (const { buffer, byteLength } of [slice.image, slice.mask, slice.valid!])
      expect(buffer.byteLength).toBe(byteLength);
  });

  it('keeps oedema, core and rim apart with multiClass', async () => {
    const { samples, classes } = await loadTask('br18', { data: folder, multiClass: true });
    expect(classes).toEqual(['background', 'oedema', 'core', 'enhancing rim']);
    expect(new Set(samples[2]!.mask)).toEqual(new Set([0, 1, 2, 3]));
  });

  it("writes predicted masks on the scan's own grid", async () => {
    const { cases } = await openTask('br18', folder, false);
    const { samples, writeMask } = await cases[0]!.read({
      size: 64,
      slicesPerCase: Infinity,
      invert: false,
      multiClass: false,
      needsMask: false,
    });
    const { samples: labelled } = await (
      await openTask('br18', folder)
    ).cases[0]!.read({ size: 64, slicesPerCase: Infinity, invert: false, multiClass: false, needsMask: true });
    expect(samples.length).toBe(6);
    const written = await readNifti(
      await writeMask(
        join(folder, 'out'),
        labelled.map((sample) => sample.mask),
      ),
    );
    expect([...written.data]).toEqual(mask(1).values);
    expect(written.affine).toEqual(SFORM);
  });

  it('reads the same target whatever the order of axes on disk', async () => {
    const turned = temporaryFolder();
    const name = 'Brats18_X_1';
    // Stored head to foot first and right to left: (k, i) exchanged and reversed.
    const flip = ({ values, ...parts }: NiftiParts): NiftiParts => ({
      ...parts,
      size: [6, 64, 64],
      sform: [
        [0, 0, -3, 96],
        [0, -3, 0, 96],
        [-4, 0, 0, 20],
      ],
      values: Array.from(
        { length: 64 * 64 * 6 },
        (_, v) => values![Math.floor(v / 384) + 64 * (Math.floor(v / 6) % 64) + 4096 * (5 - (v % 6))]!,
      ),
    });
    for (const role of ['flair', 't1', 't1ce', 't2'])
      putNifti(join(turned, 'HGG', name, `${name}_${role}.nii.gz`), flip(scan(300)));
    putNifti(join(turned, 'HGG', name, `${name}_seg.nii.gz`), mask(1));
    const [straight, other] = [await loadTask('br18', { data: folder }), await loadTask('br18', { data: turned })];
    expect([...other.samples[2]!.mask]).toEqual([...straight.samples[2]!.mask]);
    other.samples[2]!.image.forEach((value, at) => expect(value).toBeCloseTo(straight.samples[2]!.image[at]!, 5));
  });
});

it('ISLES 2017: training_<n>/VSD.Brain.XX.O.MR_<map>.<id>/<same>.nii with OT, series left aside', async () => {
  const folder = temporaryFolder();
  for (const n of [1, 2, 10]) {
    const put4 = (role: string, id: number, parts: NiftiParts) =>
      putNifti(
        join(folder, `training_${n}`, `VSD.Brain.XX.O.${role}.${id}`, `VSD.Brain.XX.O.${role}.${id}.nii`),
        parts,
      );
    ['ADC', 'Tmax', 'MTT', 'TTP', 'rCBF', 'rCBV'].forEach((map, m) => put4(`MR_${map}`, 128020 + m, scan(900)));
    put4('MR_4DPWI', 127014, { size: [4, 4, 2, 3] });
    put4('OT', 128050, mask(1));
  }
  const { samples, synthetic } = await loadTask('is17', { data: folder });
  expect([...new Set(samples.map(({ patient }) => patient))]).toEqual(['training_1', 'training_2', 'training_10']);
  expect([samples[0]!.channels, synthetic]).toEqual([6, false]);
});

it('ISLES 2022: sub-<case>/ses-<n> in anat and dwi, FLAIR in capitals, masks below derivatives', async () => {
  const folder = temporaryFolder();
  for (const name of ['sub-strokecase0001', 'sub-strokecase0002']) {
    const of = (kind: string) => `${name}_ses-0001_${kind}.nii.gz`;
    putNifti(join(folder, name, 'ses-0001', 'dwi', of('dwi')), scan(300));
    putNifti(join(folder, name, 'ses-0001', 'dwi', of('adc')), scan(300));
    putNifti(join(folder, name, 'ses-0001', 'anat', of('FLAIR')), scan(300));
    putNifti(join(folder, 'derivatives', name, 'ses-0001', of('msk')), mask(1));
  }
  const { samples } = await loadTask('is17', { data: folder });
  expect(new Set(samples.map(({ patient, channels }) => `${patient} ${channels}`))).toEqual(
    new Set(['sub-strokecase0001 3', 'sub-strokecase0002 3']),
  );
});

it('ISLES 2018, first edition: the training maps are called MR_, and the DWI is no input', async () => {
  const folder = temporaryFolder();
  const putMap = (role: string, id: number, parts: NiftiParts) =>
    putNifti(
      join(folder, 'TRAINING', 'case_1', `SMIR.Brain.XX.O.${role}.${id}`, `SMIR.Brain.XX.O.${role}.${id}.nii`),
      parts,
    );
  ['CT', 'MR_Tmax', 'MR_MTT', 'MR_CBF', 'MR_CBV', 'MR_DWI'].forEach((map, m) => putMap(map, 339203 + m, scan(40)));
  putMap('MR_4DPWI', 339202, { size: [4, 4, 2, 1, 3] });
  putMap('OT', 339212, mask(1));
  const { cases, problems } = await openTask('is18', folder);
  expect([cases.map(({ id }) => id), problems]).toEqual([['case_1'], []]);
  expect((await loadTask('is18', { data: folder })).samples[0]!.channels).toBe(5);
});

it('ISLES 2018: case_<n>/SMIR.Brain.XX.O.<map>.<id>/<same>.nii with OT; NaN in a map is no number to learn from', async () => {
  const folder = temporaryFolder();
  const put5 = (role: string, id: number, parts: NiftiParts) =>
    putNifti(join(folder, 'case_1', `SMIR.Brain.XX.O.${role}.${id}`, `SMIR.Brain.XX.O.${role}.${id}.nii`), parts);
  ['CT', 'CT_Tmax', 'CT_MTT', 'CT_CBF'].forEach((map, m) => put5(map, 345560 + m, scan(40)));
  put5(
    'CT_CBV',
    345570,
    volume((x) => (x === 32 ? NaN : 7)),
  );
  put5('CT_4DPWI', 345571, { size: [4, 4, 2, 3] });
  put5('OT', 345580, mask(1));
  const { samples } = await loadTask('is18', { data: folder });
  expect(samples[0]!.channels).toBe(5);
  expect(samples.every(({ image }) => image.every(Number.isFinite))).toBe(true);
});

it('WMH 2017: <site>/<patient>/pre with wmh beside it, sites two folders deep, label 2 ignored, qform only', async () => {
  const folder = temporaryFolder();
  const byQform: NiftiParts = { sform: undefined, spacing: [3, 3, 4], qform: [1, 1, 0, 0, 1, 96, 96, 0] };
  for (const patient of ['training/Utrecht/0', 'training/Amsterdam/GE3T/100', 'Amsterdam_GE3T/101']) {
    putNifti(join(folder, patient, 'pre', 'FLAIR.nii.gz'), { ...scan(300), ...byQform });
    putNifti(join(folder, patient, 'pre', 'T1.nii.gz'), { ...scan(300), ...byQform });
    putNifti(join(folder, patient, 'orig', 'FLAIR.nii.gz'), { ...scan(300), ...byQform });
    putNifti(join(folder, patient, 'wmh.nii.gz'), {
      ...volume((x, y, z) => (inTarget(x, y, z) ? (x < 24 ? 1 : 2) : 0), { datatype: 512 }),
      ...byQform,
    });
  }
  const { samples } = await loadTask('wm17', { data: folder, size: 64 });
  expect([...new Set(samples.map(({ patient }) => patient))]).toEqual([
    'Amsterdam_GE3T_101',
    'Amsterdam_GE3T_100',
    'Utrecht_0',
  ]);
  const { mask: target, valid } = samples[2]!;
  expect(target.reduce((a, b) => a + b, 0)).toBe(32);
  expect([target[64 * 44 + 22], valid![64 * 44 + 22], target[64 * 44 + 26], valid![64 * 44 + 26]]).toEqual([
    1, 1, 0, 0,
  ]);
});

it('CVC-ClinicDB: Original and Ground Truth of the same numbers, whose patients nobody tells', async () => {
  const folder = temporaryFolder();
  for (let n = 1; n <= 30; n++) {
    await putImage(join(folder, 'Original', `${n}.tif`), 24, 18, (x) => [200, 90, 60 + x]);
    await putImage(join(folder, 'Ground Truth', `${n}.tif`), 24, 18, (x, y) => (x < 6 && y < 9 ? 255 : 0));
  }
  await putImage(join(folder, '._junk.png'), 2, 2, () => 0);
  const { samples, patientsFrom } = await loadTask('po18', { data: folder, size: 24 });
  expect(samples.length).toBe(30);
  expect([patientsFrom, new Set(samples.map(({ patient }) => patient)).size]).toEqual(['unknown', 30]);
  expect(samples[0]!.mask.reduce((a, b) => a + b, 0)).toBe(6 * 12);
});

it('CVC-ClinicDB given with its PNG and its TIFF edition at once is refused: each frame is there twice', async () => {
  const folder = temporaryFolder();
  for (const [edition, ending] of [
    ['PNG', 'png'],
    ['TIF', 'tif'],
  ]) {
    await putImage(join(folder, edition!, 'Original', `1.${ending}`), 24, 18, (x) => [200, 90, 60 + x]);
    await putImage(join(folder, edition!, 'Ground Truth', `1.${ending}`), 24, 18, (x, y) => (x < 6 && y < 9 ? 255 : 0));
  }
  await expect(loadTask('po18', { data: folder })).rejects.toThrow(
    /TIF\/Original\/1\.tif has the same name as PNG\/Original\/1\.png/,
  );
  expect((await loadTask('po18', { data: join(folder, 'TIF') })).samples.length).toBe(1);
});

describe('HyperKvasir', () => {
  it('images to predict may lie in a folder by themselves', async () => {
    const folder = temporaryFolder();
    await putImage(join(folder, 'b.jpg'), 48, 24, (x) => [200, 90, 60 + x]);
    expect((await openTask('po18', folder, false)).cases.map(({ id }) => id)).toEqual(['b']);
    await expect(openTask('po18', folder)).rejects.toThrow(/in no layout known for po18/);
  });

  it("pairs images with JPEG masks, takes negatives without masks as empty, and writes masks at the image's size", async () => {
    const folder = temporaryFolder();
    const inside = (x: number, y: number) => x >= 8 && x < 24 && y >= 6 && y < 18;
    await putImage(join(folder, 'images', 'cju0.jpg'), 48, 24, (x) => [200, 90, 60 + x]);
    await putImage(join(folder, 'masks', 'cju0.jpg'), 48, 24, (x, y) => (inside(x, y) ? 255 : 0));
    await putImage(join(folder, 'negative_images', 'a1.jpg'), 48, 24, () => [200, 90, 60]);
    const { samples } = await loadTask('po18', { data: folder, size: 48 });
    expect(samples.map(({ mask: target }) => target.reduce((a, b) => a + b, 0))).toEqual([16 * 12 * 2, 0]);
    const [one] = (await openTask('po18', folder)).cases;
    const { writeMask } = await one!.read({
      size: 48,
      slicesPerCase: 1,
      invert: false,
      multiClass: false,
      needsMask: true,
    });
    const written = await readImage(await writeMask(join(folder, 'out'), [samples[0]!.mask]));
    expect([written.width, written.height, written.channels]).toEqual([48, 24, 1]);
    written.data.forEach((value, p) => expect(value > 0).toBe(inside(p % 48, Math.floor(p / 48))));
  });
});

it('a mask is written for an image whose name has as many bytes as a name can', async () => {
  const folder = temporaryFolder();
  const stem = 'x'.repeat(251);
  await putImage(join(folder, 'images', `${stem}.png`), 24, 18, (x) => [200, 90, 60 + x]);
  const [one] = (await openTask('po18', folder, false)).cases;
  const read = { size: 24, slicesPerCase: 1, invert: false, multiClass: false, needsMask: false };
  const written = await (await one!.read(read)).writeMask(join(folder, 'out'), [new Uint8Array(24 * 24)]);
  expect(written.endsWith(`${stem}.png`)).toBe(true);
  expect((await readImage(written)).width).toBe(24);
});

it('escape sequences in names reach no terminal', async () => {
  const folder = temporaryFolder();
  put(join(folder, 'images', 'a\u001b[2Jb.png'), Buffer.from('no image'));
  put(join(folder, 'masks', 'a\u001b[2Jb.png'), Buffer.from('no image'));
  await expect(loadTask('po18', { data: folder })).rejects.toThrow(/a\\u001b\[2Jb\.png is no readable/);
});

it('a folder whose names follow another rule is told once', async () => {
  const folder = temporaryFolder();
  for (let n = 0; n < 5; n++) {
    await putImage(join(folder, 'images', `scan${n}.png`), 4, 4, () => [200, 90, 60]);
    await putImage(join(folder, 'masks', `${n}_of_5.png`), 4, 4, () => 0);
  }
  const { problems } = await openTask('po18', folder);
  expect(problems.map(({ message }) => message)).toEqual([
    'holds 5 images such as scan0.png, and masks/ 5 masks such as 0_of_5.png: no two names belong together. Name each mask as its image, or with an ending such as _mask.',
  ]);
});

it('an image of floats with NaN in its background is read, and a float scale of 1 is a scale', async () => {
  const folder = temporaryFolder();
  const values = Array.from({ length: 400 }, (_, p) => (p % 20 < 5 ? NaN : (p % 20) / 20));
  const tags = [
    [258, 3, [32]],
    [339, 3, [3]],
  ] as [number, number, number[]][];
  const image = tiffBytes([{ width: 20, height: 20, blocks: [numberBytes(values, 4, true, true)], tags }]);
  put(join(folder, 'images', 'a.tif'), image);
  await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x) => (x > 9 ? 255 : 0));
  const { problems } = await inspectTask('is18', { data: folder, size: 20 });
  expect(problems.map(({ message }) => message).join()).toMatch(/25 % of the pixels of .*a\.tif hold no finite number/);
  const [sample] = (await loadTask('is18', { data: folder, size: 20 })).samples;
  expect(sample!.image.every(Number.isFinite)).toBe(true);
  expect(sample!.image[19]! - sample!.image[6]!).toBeGreaterThan(2);
});
