import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { inspectTask } from '../../../src/tasks/inspectTask.js';
import { loadTask } from '../../../src/tasks/loadTask.js';
import { openTask } from '../../../src/tasks/openTask.js';
import { readDescription } from '../../../src/tasks/own/readDescription.js';
import { readMask } from '../../../src/tasks/readers/readMask.js';
import { putImage, putNifti, temporaryFolder } from '../fixtures.js';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const json = (folder: string, name: string, value: unknown) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(value));
};
const square = (label: number) => (x: number, y: number) => (x >= 8 && x < 16 && y >= 8 && y < 16 ? label : 0);
const grey = (n: number) => (x: number, y: number) => 20 + 5 * n + x + (square(1)(x, y) ? 90 : 0);
const size = 16;
/** Slices of 20×20 voxels with two labels. */
const shape = [20, 20, 4];
const voxels = (value: (x: number, y: number, z: number) => number) =>
  Float32Array.from({ length: 1600 }, (_, v) => value(v % 20, Math.floor(v / 20) % 20, Math.floor(v / 400)));
const labelled = voxels((x, y) => (x < 5 && y < 5 ? 1 : x > 12 && y > 12 ? 2 : 0));

async function pairs(folder: string, images: string, masks: string, colour = false): Promise<string> {
  for (const n of [1, 2, 3]) {
    await putImage(join(folder, images.replace('*', `${n}`)), 24, 24, (x, y) =>
      colour ? [grey(n)(x, y), x, y] : grey(n)(x, y),
    );
    await putImage(join(folder, masks.replace('*', `${n}`)), 24, 24, square(255));
  }
  return folder;
}

describe('own: images and masks', () => {
  it.each([
    ['images/*.png', 'masks/*.png'],
    ['imgs/*.png', 'labels/*.tif'],
    ['JPEGImages/a*.jpg', 'SegmentationClass/a*.png'],
    ['train/image/*.png', 'train/gt/*_gt.png'],
    ['images/train/*.png', 'masks/train/*.png'],
    ['photo-*.png', 'photo-*_mask.png'],
    ['scan_*_image.tiff', 'scan_*_seg.tiff'],
    ['*.png', 'segmentation/*.png'],
  ])('pairs %s with %s', async (images, masks) => {
    const folder = await pairs(temporaryFolder(), images, masks);
    const { samples, classes, task } = await loadTask('own', { data: folder, size });
    expect(samples).toHaveLength(3);
    expect([task, classes]).toEqual(['own', ['background', 'target']]);
    // Marked are the pixels 8 to 15 of 24; six of 16 have their middles there: 8.25, 9.75, … 15.75.
    for (const { channels, mask } of samples)
      expect([channels, mask.filter((label) => label === 1).length]).toEqual([1, 36]);
  });

  it('takes grey as one channel, colour as three, and grey among colour as colour', async () => {
    const folder = await pairs(temporaryFolder(), 'images/*.png', 'masks/*.png', true);
    await putImage(join(folder, 'images/4.png'), 24, 24, grey(4));
    await putImage(join(folder, 'masks/4.png'), 24, 24, square(255));
    const { samples } = await loadTask('own', { data: folder, size });
    expect(samples.map(({ channels }) => channels)).toEqual([3, 3, 3, 3]);
    const { image } = samples[3]!;
    expect(image[0]).toBe(image[1]);
  });

  it('gives a network the channels it was trained with', async () => {
    const folder = await pairs(temporaryFolder(), 'images/*.png', 'masks/*.png');
    const { cases } = await openTask('own', folder, false, { channels: 3 });
    const read = { size, slicesPerCase: 1, invert: false, multiClass: false, needsMask: false };
    expect((await cases[0]!.read(read)).samples[0]!.channels).toBe(3);
  });

  it('takes images that lie by themselves, and channels by their numbers, where no mask is needed', async () => {
    const folder = temporaryFolder();
    for (const c of [0, 1]) await putImage(join(folder, `new_000${c}.png`), 24, 24, grey(c));
    const twoChannels = await openTask('own', folder, false, { channels: 2 });
    expect(twoChannels.cases.map(({ id }) => id)).toEqual(['new']);
    // A numbered sequence is no case of many channels.
    expect((await openTask('own', folder, false, { channels: 1 })).cases).toHaveLength(2);
  });

  it('normalises dark images of 16 bits too: mean 0, deviation 1', async () => {
    const folder = await pairs(temporaryFolder(), 'images/*.png', 'masks/*.png');
    for (const n of [1, 2, 3]) {
      const data = Uint16Array.from({ length: 576 }, (_, p) => 100 + (p % 24));
      await sharp(data, { raw: { width: 24, height: 24, channels: 1 } })
        .toColourspace('grey16')
        .png()
        .toFile(join(folder, `images/${n}.png`));
    }
    const { samples } = await loadTask('own', { data: folder, size });
    const { image } = samples[0]!;
    const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
    const deviation = Math.sqrt(image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.length);
    expect(mean).toBeCloseTo(0, 5);
    expect(deviation).toBeCloseTo(1, 5);
  });

  it('tells each image without a mask, each mask without an image, and names that never fit', async () => {
    const folder = await pairs(temporaryFolder(), 'images/*.png', 'masks/*.png');
    await putImage(join(folder, 'images/lonely.png'), 24, 24, grey(1));
    await putImage(join(folder, 'masks/spare.png'), 24, 24, square(255));
    const { problems } = await openTask('own', folder);
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toEqual([
      'images/lonely.png has no mask. Add one of its name, or take the image away.',
      'masks/spare.png has no image. Add one of its name, or take the mask away.',
    ]);
    const other = await pairs(temporaryFolder(), 'images/a*.png', 'masks/b*.png');
    await expect(loadTask('own', { data: other, size })).rejects.toThrow(/no two names belong together.*own\.json/);
  });

  it('asks for labels where a set holds several, and reads them as classes', async () => {
    const folder = await pairs(temporaryFolder(), 'images/*.png', 'masks/*.png');
    for (const n of [1, 2, 3])
      await putImage(join(folder, `masks/${n}.png`), 24, 24, (x, y) => (y < 12 ? (x < 12 ? 1 : 3) : 0));
    await expect(loadTask('own', { data: folder, size })).rejects.toThrow(/hold the labels 1, 3 .* Name them with/);
    const both = await loadTask('own', {
      data: folder,
      size,
      labels: new Map([
        [1, 1],
        [3, 2],
      ]),
    });
    expect(both.classes).toEqual(['background', 'label 1', 'label 3']);
    expect([...new Set(both.samples[0]!.mask)].sort()).toEqual([0, 1, 2]);
  });

  it('has no stand-in', async () => {
    await expect(loadTask('own')).rejects.toThrow(/own has no synthetic stand-in.*Give `data` a folder/);
  });

  it('is told by the other tasks where they find nothing', async () => {
    const folder = await pairs(temporaryFolder(), 'imgs/*.png', 'labels/*.png');
    await expect(openTask('wm17', folder)).rejects.toThrow(/3 case\(s\) are found in it by `task` own/);
  });
});

/** nnU-Net's raw format with two channels and two classes. */
function nnunet(folder: string, write: (path: string, values: Float32Array) => unknown, ending: string): string {
  json(folder, 'dataset.json', {
    channel_names: { 0: 'FLAIR', 1: 'T1' },
    labels: { background: 0, core: 1, rim: 2 },
    numTraining: 2,
    file_ending: ending,
  });
  for (const name of ['case_001', 'case_002']) {
    for (const c of [0, 1])
      write(
        join(folder, `imagesTr/${name}_000${c}${ending}`),
        voxels((x, y, z) => x + y + z + 50 * c),
      );
    write(join(folder, `labelsTr/${name}${ending}`), labelled);
  }
  return folder;
}

describe('own: nnU-Net and the Decathlon', () => {
  it('reads volumes with a file a channel, and their classes', async () => {
    const folder = nnunet(temporaryFolder(), (path, values) => putNifti(path, { size: shape, values }), '.nii.gz');
    const { samples, classes, task } = await loadTask('own', { data: folder, size: 20, slicesPerCase: 4 });
    expect([task, classes]).toEqual(['own3d', ['background', 'core', 'rim']]);
    expect(samples.map(({ channels }) => channels)).toEqual(Array(8).fill(2));
    // The fixture's axes are RAS, and slices are shown in LPS: both axes are turned, so the first label lies at the end.
    expect([...new Set(samples[0]!.mask)].sort()).toEqual([0, 1, 2]);
    expect(samples[0]!.mask.filter((label) => label === 1)).toHaveLength(25);
    expect(samples[0]!.mask.filter((label) => label === 2)).toHaveLength(49);
    expect(samples[0]!.valid!.every((one) => one === 1)).toBe(true);
  });

  it('reads one label alone where it is named', async () => {
    const folder = nnunet(temporaryFolder(), (path, values) => putNifti(path, { size: shape, values }), '.nii.gz');
    const { samples, classes } = await loadTask('own', { data: folder, size: 20, labels: new Map([[2, 1]]) });
    expect(classes).toEqual(['background', 'rim']);
    expect(samples[0]!.mask.filter((label) => label === 1)).toHaveLength(49);
  });

  it('reads pictures with a file a channel', async () => {
    const folder = temporaryFolder();
    json(folder, 'dataset.json', {
      channel_names: { 0: 'a', 1: 'b' },
      labels: { background: 0, cell: 1 },
      file_ending: '.png',
    });
    for (const n of [1, 2]) {
      for (const c of [0, 1]) await putImage(join(folder, `imagesTr/im${n}_000${c}.png`), 24, 24, grey(c));
      await putImage(join(folder, `labelsTr/im${n}.png`), 24, 24, square(1));
    }
    const { samples, classes } = await loadTask('own', { data: folder, size });
    expect(samples.map(({ id, channels }) => [id, channels])).toEqual([
      ['im1', 2],
      ['im2', 2],
    ]);
    expect(classes).toEqual(['background', 'cell']);
    rmSync(join(folder, 'imagesTr/im2_0001.png'));
    expect((await openTask('own', folder)).problems.map(({ message }) => message)).toEqual([
      'is a case that lacks the channel b. Add it, or take the case away.',
    ]);
  });

  it('reads the volumes of one 4-D file as channels, as the Decathlon has them', async () => {
    const folder = temporaryFolder();
    json(folder, 'dataset.json', {
      modality: { 0: 'T2', 1: 'ADC' },
      labels: { 0: 'background', 1: 'PZ', 2: 'TZ' },
      training: [],
    });
    const values = Float32Array.from({ length: 3200 }, (_, v) => (v < 1600 ? v % 20 : Math.floor(v / 20) % 20));
    for (const name of ['prostate_00', 'prostate_01']) {
      putNifti(join(folder, `imagesTr/${name}.nii.gz`), { size: [...shape, 2], values });
      putNifti(join(folder, `labelsTr/${name}.nii.gz`), { size: shape, values: labelled });
    }
    const { samples, classes } = await loadTask('own', { data: folder, size: 20, slicesPerCase: 1 });
    expect(classes).toEqual(['background', 'PZ', 'TZ']);
    const { image, width } = samples[0]!;
    // The first channel is a ramp along the columns, the second along the rows.
    expect(image[2]).not.toBe(image[0]);
    expect(image[3]).toBe(image[1]);
    expect(image[2 * width]).toBe(image[0]);
    // Without its dataset.json a folder of such files is read as the network was trained.
    const { cases } = await openTask('own', join(folder, 'imagesTr'), false, { channels: 2 });
    const read = { size, slicesPerCase: 1, invert: false, multiClass: false, needsMask: false };
    expect((await cases[0]!.read(read)).samples[0]!.channels).toBe(2);
    json(folder, 'dataset.json', {
      modality: { 0: 'T2', 1: 'ADC', 2: 'T1' },
      labels: { 0: 'background', 1: 'PZ', 2: 'TZ' },
    });
    await expect(loadTask('own', { data: folder, size: 20 })).rejects.toThrow(
      /holds 2 volumes, and 3 channels are named/,
    );
  });

  it('refuses labels that dataset.json does not name, and tells a channel that is missing', async () => {
    const folder = nnunet(temporaryFolder(), (path, values) => putNifti(path, { size: shape, values }), '.nii.gz');
    putNifti(join(folder, 'labelsTr/case_002.nii.gz'), { size: shape, values: labelled.map((label) => 3 * label) });
    await expect(loadTask('own', { data: folder, size: 20 })).rejects.toThrow(
      /holds the mask value 6; .* knows 0, 1, 2/,
    );
    putNifti(join(folder, 'imagesTr/case_003_0001.nii.gz'), { size: shape });
    const { problems } = await inspectTask('own', { data: folder, size: 20 });
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(/lacks the channel FLAIR/));
  });

  it('leaves labels that are to be ignored out of account', async () => {
    const folder = await pairs(temporaryFolder(), 'imagesTr/*.png', 'labelsTr/*.png');
    json(folder, 'dataset.json', { channel_names: { 0: 'grey' }, labels: { background: 0, cell: 1, ignore: 2 } });
    for (const n of [1, 2, 3])
      await putImage(join(folder, `labelsTr/${n}.png`), 24, 24, (x, y) => (y < 12 ? (x < 12 ? 1 : 2) : 0));
    const { samples, classes } = await loadTask('own', { data: folder, size: 24 });
    const { mask, valid } = samples[0]!;
    expect(classes).toEqual(['background', 'cell']);
    expect([mask.filter((one) => one > 0).length, valid!.filter((one) => one === 0).length]).toEqual([144, 144]);
  });

  it('writes predicted classes as the labels they were read from', async () => {
    const folder = await pairs(temporaryFolder(), 'imagesTr/*.png', 'labelsTr/*.png');
    json(folder, 'dataset.json', { channel_names: { 0: 'grey' }, labels: { background: 0, cell: 7, wall: 9 } });
    const { cases } = await openTask('own', folder, false);
    const read = { size: 24, slicesPerCase: 1, invert: false, multiClass: true, needsMask: false };
    const images = await cases[0]!.read(read);
    const path = await images.writeMask(temporaryFolder(), [Uint8Array.from({ length: 576 }, (_, p) => p % 3)]);
    expect((await readMask(path)).labels).toEqual([7, 9]);
  });
});

describe('own.json', () => {
  const description = {
    images: { FLAIR: '{case}/flair.nii', T1: '{case}/t1.nii' },
    masks: '{case}/lesions.nii',
    classes: { lesion: [1, 2] },
    patients: '^(pat\\d+)_',
    preprocessing: { intensity: { shifts: [10, 0], scales: [2, 1] }, body: { channel: 'FLAIR', above: 3 } },
  };

  it('tells patterns, channels, classes, patients and preprocessing', async () => {
    const folder = temporaryFolder();
    json(folder, 'own.json', description);
    for (const name of ['pat1_a', 'pat1_b', 'pat2_a']) {
      for (const role of ['flair', 't1'])
        putNifti(join(folder, name, `${role}.nii`), { size: shape, values: voxels((x) => x) });
      putNifti(join(folder, name, 'lesions.nii'), { size: shape, values: labelled });
    }
    const { samples, classes, patientsFrom } = await loadTask('own', { data: folder, size: 20, slicesPerCase: 1 });
    expect([samples.length, classes, patientsFrom]).toEqual([3, ['background', 'lesion'], 'user']);
    expect(samples.map(({ patient }) => patient)).toEqual(['pat1', 'pat1', 'pat2']);
    const { image, mask, valid } = samples[0]!;
    // Of a row turned into LPS: the ramp 19 … 0, shifted by 10 and halved; what is no more than 3 is no body.
    expect(Array.from({ length: 20 }, (_, x) => image[2 * x])).toEqual(
      Array.from({ length: 20 }, (_, x) => (19 - x > 3 ? (19 - x - 10) / 2 : 0)),
    );
    expect(valid!.filter((one) => one === 0)).toHaveLength(80);
    expect(new Set(mask)).toEqual(new Set([0, 1]));
  });

  it('takes patients from paths, and masks are no images', async () => {
    const folder = temporaryFolder();
    json(folder, 'own.json', { images: '{patient}/{case}.png', masks: '{patient}/{case}_m.png' });
    for (const patient of ['anna', 'ben'])
      for (const n of [1, 2]) {
        await putImage(join(folder, patient, `${n}.png`), 24, 24, grey(n));
        await putImage(join(folder, patient, `${n}_m.png`), 24, 24, square(255));
      }
    const { cases, problems, patientsFrom } = await openTask('own', folder);
    expect(problems).toEqual([]);
    expect(patientsFrom).toBe('publisher');
    expect(cases.map(({ id, patient }) => [id, patient])).toEqual([
      ['anna_1', 'anna'],
      ['anna_2', 'anna'],
      ['ben_1', 'ben'],
      ['ben_2', 'ben'],
    ]);
    rmSync(join(folder, 'ben', '2_m.png'));
    expect((await openTask('own', folder)).problems.map(({ message }) => message)).toEqual([
      'has no mask: expected ben/2_m.png. Add the mask, or take the image away.',
    ]);
  });

  it.each([
    [{}, /hold \{case\} once/],
    [{ images: 'a.png', masks: '{case}.png' }, /hold \{case\} once.*"a\.png"/],
    [{ images: '{case}.png', masks: '{case}_m.png', mask: 1 }, /'mask' means nothing here; known are images, masks/],
    [{ images: '{case}.png', masks: '{case}_m.png', classes: { a: 1, b: 1 } }, /the label 1 to both a and b/],
    [{ images: '{case}.png', masks: '{case}_m.png', classes: { a: 1.5 } }, /class a needs labels, whole numbers/],
    [
      {
        images: '{case}.png',
        masks: '{case}_m.png',
        preprocessing: { crop: { left: 0.5, top: 0, width: 0.6, height: 1 } },
      },
      /crop is .* inside it/,
    ],
    [
      { images: '{case}.png', masks: '{case}_m.png', preprocessing: { body: { channel: 'T1', above: 0 } } },
      /one of the channels that are named \(none is\)/,
    ],
    [
      { images: '{case}.png', masks: '{case}_m.png', preprocessing: { intensity: { shifts: [0], scales: [0] } } },
      /no scale 0/,
    ],
    [[], /expected an object/],
  ])('refuses %j', (value, message) => {
    const folder = temporaryFolder();
    json(folder, 'own.json', value);
    expect(() => readDescription(join(folder, 'own.json'))).toThrow(message);
    expect(() => readDescription(join(folder, 'own.json'))).toThrow(dirname(join(folder, 'own.json')));
  });

  it('refuses what is no JSON', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'own.json'), '{ images: ');
    expect(() => readDescription(join(folder, 'own.json'))).toThrow(/cannot be read as JSON/);
  });
});
