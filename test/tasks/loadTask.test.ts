import { mkdirSync, rmSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { TASK_IDS, inspectTask, loadTask, openTask, parseLabelMap } from '../../src/tasks/index.js';
import { UserError } from '../../src/userError.js';
import { put, putImage, putNifti, temporaryFolder } from './fixtures.js';

const polyp = (x: number, y: number) => (x < 8 && y < 8 ? 255 : 0);
const frame = (x: number) => [200, 90, 60 + x];
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  await putImage(join(folder, 'images', 'a.png'), 20, 20, frame);
  await putImage(join(folder, 'masks', 'a.png'), 20, 20, polyp);
});

async function refusal(load: Promise<unknown>): Promise<string> {
  const error = await load.then(
    () => expect.fail('nothing was refused'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message;
}

describe('loadTask refuses, in a sentence', () => {
  it('an unknown task', async () =>
    expect(await refusal(loadTask('xy18' as never))).toContain(`unknown task 'xy18'. Tasks: ${TASK_IDS.join(', ')}`));
  it('a missing folder', async () =>
    expect(await refusal(loadTask('po18', { data: join(folder, 'nowhere') }))).toMatch(/nowhere does not exist/));
  it('a file in place of a folder', async () =>
    expect(await refusal(loadTask('po18', { data: join(folder, 'images/a.png') }))).toMatch(
      /a\.png is a file, and a folder of images or masks is expected/,
    ));
  it('an empty folder', async () => {
    mkdirSync(join(folder, 'empty'));
    expect(await refusal(loadTask('po18', { data: join(folder, 'empty') }))).toMatch(/empty holds no image/);
  });
  it('fewer patients than folds, before an image is read', async () => {
    put(join(folder, 'images', 'a.png'), Buffer.from('no image'));
    expect(await refusal(loadTask('po18', { data: folder, folds: 3 }))).toMatch(
      /3 folds need at least 3 patients, .* the data holds 1\. Add patients/,
    );
  });
  it('an image without a mask', async () => {
    await putImage(join(folder, 'images', 'b.png'), 20, 20, frame);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(/images\/b\.png has no mask: expected masks\/b/);
  });
  it('a mask without an image', async () => {
    await putImage(join(folder, 'masks', 'c.png'), 20, 20, polyp);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(/masks\/c\.png has no image/);
  });
  it('two masks of one image', async () => {
    await putImage(join(folder, 'masks', 'a.jpg'), 20, 20, polyp);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /masks\/a\.png is a second mask of one image beside masks\/a\.jpg\. Keep one/,
    );
  });
  it('two images of one name', async () => {
    await putImage(join(folder, 'images', 'a.jpg'), 20, 20, frame);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /images\/a\.png is a second image of the name of images\/a\.jpg/,
    );
  });
  it('a link to a file that is not there', async () => {
    rmSync(join(folder, 'images', 'a.png'));
    symlinkSync(join(folder, 'nowhere.png'), join(folder, 'images', 'a.png'));
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /images\/a\.png cannot be read: it is gone, or a link to a file that is not there/,
    );
  });
  it('a mask drawn on a photograph that EXIF turns, of the turned size', async () => {
    await sharp(join(folder, 'images', 'a.png'))
      .resize(20, 30, { fit: 'fill' })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(join(folder, 'images', 'a.jpg'));
    rmSync(join(folder, 'images', 'a.png'));
    await putImage(join(folder, 'masks', 'a.png'), 30, 20, polyp);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /is 30×20, its image .* is 20×30.*EXIF turns .*a\.jpg otherwise than .*save the image upright/,
    );
  });
  it.each([
    ['po18', 'br18', (x: number) => [200, 90, 60 + x]],
    ['is18', 'po18', (x: number) => 60 + x],
  ] as const)('%s data given as %s, naming its task by its colours', async (task, wrong, value) => {
    await putImage(join(folder, 'images', 'a.png'), 20, 20, (x) => value(x) as number | number[]);
    const message = await refusal(loadTask(wrong, { data: folder }));
    expect(message).toContain(`\`task\` ${task}`);
  });
  it('all classes of a task that has one target', async () =>
    expect(await refusal(loadTask('po18', { multiClass: true }))).toMatch(
      /po18 has one target, polyp; only br18 has several classes/,
    ));
  it('a mask of another size, naming both', async () => {
    await putImage(join(folder, 'masks', 'a.png'), 20, 21, polyp);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(/a\.png is 20×21, its image .*a\.png is 20×20/);
  });
  it('a text file named .png', async () => {
    put(join(folder, 'masks', 'a.png'), Buffer.from('not an image'));
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(/a\.png is no readable PNG, JPEG or TIFF image/);
  });
  it('a photograph in the place of a mask', async () => {
    await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x) => 12 * x);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /a\.png is no mask: .* of its pixels are neither dark nor bright.*Is it an image, or a probability map/,
    );
  });
  it('masks that are all empty', async () => {
    await putImage(join(folder, 'masks', 'a.png'), 20, 20, () => 0);
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(/every mask is empty/);
  });
  it('the layout of another task, saying which', async () => {
    expect(await refusal(loadTask('wm17', { data: folder }))).toMatch(/not laid out as wm17 .*use `task` po18/);
  });
  it('a layout it does not know, showing those it does', async () => {
    const other = temporaryFolder();
    await putImage(join(other, 'left', 'a.png'), 4, 4, () => 0);
    expect(await refusal(loadTask('br18', { data: other }))).toMatch(
      /in no layout known for br18[\s\S]*BraTS 2018: HGG[\s\S]*for example left\/a\.png/,
    );
  });
  it('an amount of memory that is not there, before any of it is taken', async () => {
    const before = process.memoryUsage().rss;
    expect(await refusal(loadTask('po18', { size: 1024, patients: 100_000 }))).toMatch(
      /400000 images of 1024×1024 need \d+ MB of memory; \d+ MB are free/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });
  it.each([
    ['size', 3],
    ['size', 64.5],
    ['seed', -1],
    ['patients', NaN],
  ])('a %s of %d', async (name, value) =>
    expect(await refusal(loadTask('po18', { [name]: value }))).toMatch(
      new RegExp(`\`${name}\` must be a whole number from .* got ${value}`),
    ),
  );
});

describe('loadTask on volumes refuses', () => {
  const grid = {
    size: [8, 8, 3],
    sform: [
      [-24, 0, 0, 0],
      [0, -24, 0, 0],
      [0, 0, 5, 0],
    ],
  };
  const values = Array.from({ length: 192 }, (_, v) => 10 + (v % 5));
  const place = (role: string) => join(folder, 'x1', `${role}.nii.gz`);
  beforeEach(() => {
    putNifti(place('Flair_subtrMeanDivStd'), { ...grid, values });
    putNifti(place('brainmask'), { ...grid, values: values.map(() => 1) });
    putNifti(place('OTMultiClass'), { ...grid, values: values.map((_, v) => Number(v > 150)) });
  });
  it('nothing of a sound case', async () => expect((await loadTask('br18', { data: folder })).samples.length).toBe(3));
  it('unknown mask values, with those that are known', async () => {
    putNifti(place('OTMultiClass'), { ...grid, values: values.map((_, v) => (v > 150 ? 7 : 0)) });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(
      /OTMultiClass\.nii\.gz holds the mask value 7; .* knows 0, 1, 2, 3, 4/,
    );
    putNifti(place('OTMultiClass'), { ...grid, values: values.map((_, v) => (v > 150 ? 0.5 : 0)) });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(/mask value 0\.5/);
  });
  it('a truncated .nii.gz', async () => {
    truncateSync(place('OTMultiClass'), statSync(place('OTMultiClass')).size - 20);
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(/OTMultiClass\.nii\.gz is damaged or cut short/);
  });
  it('an input without a finite number in the body', async () => {
    putNifti(place('Flair_subtrMeanDivStd'), { ...grid, values: values.map(() => NaN) });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(
      /Flair_subtrMeanDivStd\.nii\.gz holds no finite number inside the body/,
    );
  });
  it('a series where one volume is due', async () => {
    putNifti(place('Flair_subtrMeanDivStd'), { ...grid, size: [8, 8, 3, 2] });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(/is a series of 2 volumes/);
  });
  it('a mask that lies elsewhere than the image, naming both grids', async () => {
    putNifti(place('OTMultiClass'), {
      ...grid,
      sform: [
        [-24, 0, 0, 900],
        [0, -24, 0, 0],
        [0, 0, 5, 0],
      ],
      values: values.map((_, v) => Number(v > 150)),
    });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(
      /OTMultiClass \(8×8×3 voxels of 24×24×5 mm, origin \(900, 0, 0\)\) and Flair.* \(8×8×3 voxels of 24×24×5 mm, origin \(0, 0, 0\)\) do not overlap/,
    );
  });
  it('a mask on another grid, saying what differs; asked to resample it, what is lost', async () => {
    putNifti(place('OTMultiClass'), {
      ...grid,
      size: [16, 16, 3],
      sform: [
        [-12, 0, 0, 6],
        [0, -12, 0, 6],
        [0, 0, 5, 0],
      ],
      values: Array.from({ length: 768 }, (_, v) => Number(v > 600)),
    });
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(
      /OTMultiClass\.nii\.gz is a mask on another grid than its image: 16×16×3 voxels against 8×8×3 voxels, voxels of 12×12×5 mm against 24×24×5 mm.*allow `resampleMasks`/,
    );
    const { problems } = await inspectTask('br18', { data: folder, resampleMasks: true });
    // 167 voxels of 0.72 ml; 42 or so of 2.88 ml.
    expect(problems.map(({ message }) => message).join()).toMatch(
      /OTMultiClass .* was resampled .*, its 167 marked voxels \(120\.24 ml\) became \d+ \(\d+\.\d+ ml\)/,
    );
  });
  it('nothing of a mask that is the same grid in another order of axes', async () => {
    putNifti(place('OTMultiClass'), {
      size: [8, 8, 3],
      sform: [
        [0, -24, 0, 0],
        [-24, 0, 0, 0],
        [0, 0, 5, 0],
      ],
      values: values.map((_, v) => Number(Math.floor(v / 64) === 2 && v % 8 > 3)),
    });
    const turned = (await loadTask('br18', { data: folder, size: 16 })).samples.map(({ mask }) => [...mask]);
    putNifti(place('OTMultiClass'), {
      ...grid,
      values: values.map((_, v) => Number(Math.floor(v / 64) === 2 && (v >> 3) % 8 > 3)),
    });
    expect(turned).toEqual((await loadTask('br18', { data: folder, size: 16 })).samples.map(({ mask }) => [...mask]));
  });
  it('a case that lacks a modality', async () => {
    putNifti(join(folder, 'x2', 'OTMultiClass.nii.gz'), grid);
    expect(await refusal(loadTask('br18', { data: folder }))).toMatch(/x2 lacks Flair_subtrMeanDivStd, brainmask/);
  });
});

describe('loadTask', () => {
  const warnings = async (load: () => Promise<unknown>) => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await load();
    const lines = written.mock.calls
      .map(([line]) => String(line))
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('warning'));
    written.mockRestore();
    return lines;
  };
  it('warns of an image that EXIF turns and its mask not, and reads both as stored', async () => {
    await sharp(join(folder, 'images', 'a.png'))
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toFile(join(folder, 'images', 'a.jpg'));
    rmSync(join(folder, 'images', 'a.png'));
    const [warning] = await warnings(() => loadTask('po18', { data: folder }));
    expect(warning).toMatch(
      /^warning: a: EXIF turns .*a\.jpg otherwise than .*a\.png, and both are read as stored\. If the mask was drawn on the turned image/,
    );
  });
  it('refuses a target outside the part of a radiograph where the tooth is: CT slices lie in folders of the same names', async () => {
    for (const kind of ['images', 'masks'])
      await putImage(join(folder, kind, 'a.png'), 20, 20, (x, y) =>
        kind === 'images' ? 60 + x : polyp(x, y) || (x > 15 && y > 8 && y < 12 ? 255 : 0),
      );
    expect(await refusal(loadTask('mo17', { data: folder }))).toMatch(
      /8\d % of the marked pixels of .*masks\/a\.png lie outside the part of the image that is used.*another task's, is18 perhaps/,
    );
  });
  it('refuses masks of several labels until it is told which are the target', async () => {
    await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x, y) => (x < 8 && y < 8 ? 255 : x > 15 ? 100 : 0));
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /hold the labels 100, 255 \(such as .*a\.png\).*Name them with `labels` 100,255, or take every label with `labels` any/,
    );
    const marked = async (labels: string) =>
      (await loadTask('po18', { data: folder, size: 20, labels: parseLabelMap(labels) })).samples[0]!.mask.reduce(
        (a, b) => a + b,
        0,
      );
    expect([await marked('255'), await marked('100'), await marked('any')]).toEqual([64, 80, 144]);
    expect(await refusal(loadTask('po18', { data: folder, labels: parseLabelMap('100=1,255=2') }))).toMatch(
      /one target/,
    );
  });
  it('matches labels over the whole set, not file by file', async () => {
    await putImage(join(folder, 'images', 'b.png'), 20, 20, frame);
    await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x, y) => Number(polyp(x, y) > 0));
    await putImage(join(folder, 'masks', 'b.png'), 20, 20, (x, y) => 2 * Number(polyp(x, y) > 0));
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /hold the labels 1, 2 \(such as .*a\.png and .*b\.png\)/,
    );
    expect((await inspectTask('po18', { data: folder })).problems.map(({ severity }) => severity)).toEqual([
      'unexplained',
    ]);
  });
  it('lists all damage before it refuses, and leaves it out with skipBad, counted', async () => {
    for (const name of ['b', 'c', 'd']) {
      await putImage(join(folder, 'images', `${name}.png`), 20, 20, frame);
      await putImage(join(folder, 'masks', `${name}.png`), 20, 20, polyp);
    }
    put(join(folder, 'masks', 'b.png'), Buffer.from('no image'));
    put(join(folder, 'images', 'c.png'), Buffer.from('no image'));
    expect(await refusal(loadTask('po18', { data: folder }))).toMatch(
      /^2 of 4 cases of .* cannot be read:\n.*masks\/b\.png is no readable.*\n.*images\/c\.png is no readable.*\nMend them, or leave them out with --skip-bad\.$/s,
    );
    const lines = await warnings(async () => {
      const { samples, provenance } = await loadTask('po18', { data: folder, skipBad: true });
      expect(samples.map(({ id }) => id)).toEqual(['a', 'd']);
      expect(provenance).toMatch(/2 cases, 2 images, .*, 2 left out$/);
    });
    expect(lines.join()).toMatch(/2 of 4 cases are damaged or unpaired and were left out/);
  });
  it('tells that patients are not known, unless names or the user tell them', async () => {
    for (const name of ['patient01_slice003', 'patient01_slice004', 'patient02_slice001']) {
      await putImage(join(folder, 'images', `${name}.png`), 20, 20, frame);
      await putImage(join(folder, 'masks', `${name}.png`), 20, 20, polyp);
    }
    const patients = async (patientRule?: string) => {
      const task = await loadTask('po18', { data: folder, patientRule });
      return [task.patientsFrom, new Set(task.samples.map(({ patient }) => patient)).size];
    };
    // One name, a, fits no way of naming.
    const lines = await warnings(async () => expect(await patients()).toEqual(['unknown', 4]));
    expect(lines[0]).toMatch(/which images are of one patient is not known/);
    expect(await patients('^(a|patient\\d+)')).toEqual(['user', 3]);
    rmSync(join(folder, 'images', 'a.png'));
    rmSync(join(folder, 'masks', 'a.png'));
    expect(await patients()).toEqual(['names', 2]);
    put(
      join(folder, 'who.csv'),
      Buffer.from('name,patient\npatient01_slice003,x\npatient01_slice004.png,y\npatient02_slice001,y\n'),
    );
    expect(await patients(join(folder, 'who.csv'))).toEqual(['user', 2]);
    expect(await refusal(loadTask('po18', { data: folder, patientRule: '^(img\\d+)' }))).toMatch(
      /names no patient of 3 of 3 images, such as patient01_slice003/,
    );
  });
  it('warns of inputs that lack numbers or were resampled: three cases in full, the others by their number', async () => {
    const grid = {
      size: [8, 8, 3],
      sform: [
        [-24, 0, 0, 0],
        [0, -24, 0, 0],
        [0, 0, 5, 0],
      ],
    };
    for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) {
      putNifti(join(folder, id, 'Flair_subtrMeanDivStd.nii.gz'), {
        ...grid,
        values: Array.from({ length: 192 }, (_, v) => (v % 4 === 0 ? NaN : v)),
      });
      putNifti(join(folder, id, 'brainmask.nii.gz'), { ...grid, values: Array.from({ length: 192 }, () => 1) });
      putNifti(join(folder, id, 'OTMultiClass.nii.gz'), {
        ...grid,
        values: Array.from({ length: 192 }, (_, v) => Number(v > 150)),
      });
    }
    const lines = await warnings(() => loadTask('br18', { data: folder }));
    expect(lines.length).toBe(4);
    expect(lines[0]).toMatch(
      /^warning: c1: 25 % of the body's voxels of .*Flair_subtrMeanDivStd\.nii\.gz hold no finite number; they count as 0/,
    );
    expect(lines[3]).toMatch(/^warning: 2 more; all by: npx dice-workbook inspect --task br18/);
  });
  it('pairs names whose accents are written in two ways', async () => {
    await putImage(join(folder, 'images', 'caf\u00e9.png'), 20, 20, frame);
    await putImage(join(folder, 'masks', 'cafe\u0301.png'), 20, 20, polyp);
    expect((await loadTask('po18', { data: folder })).samples.map(({ id }) => id)).toEqual(['a', 'caf\u00e9']);
  });
  it('counts single slices as one image each when it looks at the memory', async () => {
    const { cases } = await openTask('is18', folder);
    expect(cases.map(({ volume }) => volume)).toEqual([false]);
  });
  it('warns of masks that mark more than half of the median image', async () => {
    await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x, y) => 255 - polyp(x, y));
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await loadTask('po18', { data: folder });
    const text = written.mock.calls.map(([line]) => String(line)).join('');
    written.mockRestore();
    expect(text).toMatch(/marks 8\d % of its image; are the masks inverted\? If so, add --invert/);
    expect(
      (await loadTask('po18', { data: folder, invert: true, size: 20 })).samples[0]!.mask.reduce((a, b) => a + b, 0),
    ).toBe(64);
  });
  it('makes the same synthetic task of the same seed, another of another', async () => {
    const [a, b, c] = await Promise.all(
      [7, 7, 8].map((seed) => loadTask('mo17', { seed, patients: 3, size: 32, labelDraws: 2 })),
    );
    expect(b).toEqual(a);
    expect(c!.samples[0]!.image).not.toEqual(a!.samples[0]!.image);
    expect([a!.synthetic, a!.provenance]).toEqual([
      true,
      'synthetic stand-in for mo17, 3 patients with 2 images of 32×32, seed 7',
    ]);
  });
  it('leaves the first synthetic patients as they are when more are made', async () => {
    const [few, many] = [
      await loadTask('po18', { patients: 2, size: 32 }),
      await loadTask('po18', { patients: 4, size: 32 }),
    ];
    expect(many.samples.slice(0, few.samples.length)).toEqual(few.samples);
  });
});

describe('inspectTask', () => {
  it.each([0, -1, 7, 16.5, 1e9, Infinity])('refuses a size of %d before it reads', async (size) =>
    expect(await refusal(inspectTask('po18', { data: folder, size }))).toMatch(
      /`size` must be a whole number from 16 to 1024/,
    ),
  );
  it('names the file that is damaged, not its fellow', async () => {
    put(join(folder, 'images', 'a.png'), Buffer.from(''));
    const { problems } = await inspectTask('po18', { data: folder });
    expect(problems.map(({ file }) => file)).toEqual([join(folder, 'images', 'a.png')]);
  });
  it('tells problems file by file where loadTask stops at the first', async () => {
    await putImage(join(folder, 'images', 'b.png'), 20, 20, frame);
    await putImage(join(folder, 'images', 'c.png'), 20, 20, frame);
    put(join(folder, 'masks', 'c.png'), Buffer.from('not an image'));
    await putImage(join(folder, 'images', 'd.png'), 20, 20, frame);
    await putImage(join(folder, 'masks', 'd.png'), 20, 20, (x, y) => 255 - polyp(x, y));
    const { cases, problems } = await inspectTask('po18', { data: folder });
    expect(cases.map(({ id }) => id)).toEqual(['a', 'd']);
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      expect.stringMatching(/^error: has no mask/),
      expect.stringMatching(/^warning: marks 8\d % of its image: is the mask inverted/),
      expect.stringMatching(/^error: .*c\.png is no readable/),
    ]);
  });
});
