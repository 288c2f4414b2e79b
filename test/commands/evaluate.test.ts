import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command } from '../../src/commands/evaluate.js';
import { scoreFolders } from '../../src/commands/scoreFolders.js';
import { UserError } from '../../src/userError.js';
import { put, putImage, putNifti, temporaryFolder } from '../tasks/fixtures.js';

/** Two folders of masks, written by `fill(reference, prediction)`. */
async function folders(fill: (reference: string, prediction: string) => unknown): Promise<[string, string]> {
  const root = temporaryFolder();
  const pair: [string, string] = [join(root, 'reference'), join(root, 'prediction')];
  await fill(...pair);
  return pair;
}

const rows = (a: number, b: number) => (_: number, y: number) => (y >= a && y < b ? 255 : 0);
vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

describe('scoreFolders(reference, prediction)', () => {
  it('pairs images by name, extension apart, and scores them in pixels', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      await putImage(join(r, 'a.png'), 8, 8, rows(2, 6));
      await putImage(join(p, 'a.tif'), 8, 8, rows(4, 7));
    });
    const [row] = await scoreFolders(reference, prediction, {});
    // Rows 2 to 5 against rows 4 to 6: 16 common pixels, 32 and 24; the first row lies two rows from the nearest edge.
    expect(row).toMatchObject({ case: 'a', dice: 32 / 56, jaccard: 16 / 40, hausdorffMm: 2, volumeErrorMm3: -8 });
  });

  it('takes the spacing of volumes from their headers, axis by axis', async () => {
    // One voxel against its neighbour along k, 5 mm away; i is the fastest axis in memory, k the slowest.
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'case1.nii.gz'), {
        size: [3, 3, 3],
        spacing: [1, 2, 5],
        values: Float32Array.from({ length: 27 }, (_, i) => (i === 4 ? 1 : 0)),
      });
      putNifti(join(p, 'case1.nii'), {
        size: [3, 3, 3],
        spacing: [1, 2, 5],
        datatype: 2,
        values: Float32Array.from({ length: 27 }, (_, i) => (i === 13 ? 255 : 0)),
      });
    });
    const [row] = await scoreFolders(reference, prediction, {});
    expect(row).toMatchObject({ case: 'case1', dice: 0, hausdorffMm: 5, volumeErrorMm3: 0, falsePositiveLesions: 1 });
  });

  it('picks one label of a label map, and refuses to guess', async () => {
    const [reference, prediction] = await folders((r, p) => {
      for (const folder of [r, p]) putNifti(join(folder, 'x.nii'), { values: [0, 1, 2, 4, 0, 0, 0, 1] });
    });
    expect((await scoreFolders(reference, prediction, { label: 1 }))[0]!.dice).toBe(1);
    await expect(scoreFolders(reference, prediction, {})).rejects.toThrow(
      /hold the labels 1, 2, 4 .*Name them with `label` 1/,
    );
  });

  it('refuses a label that no mask holds, and probabilities whatever the label', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 2] });
      putNifti(join(p, 'x.nii'), { values: [0, 1] });
    });
    expect((await scoreFolders(reference, prediction, { label: 2 }))[0]!.dice).toBe(0);
    await expect(scoreFolders(reference, prediction, { label: 3 })).rejects.toThrow(/no mask of .* holds the label 3/);
    putNifti(join(prediction, 'x.nii'), { values: [0, 1, NaN] });
    await expect(scoreFolders(reference, prediction, { label: 1 })).rejects.toThrow(/is no mask: it holds NaN/);
  });

  it('does not take another label of the prediction for the reference', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 1] });
      putNifti(join(p, 'x.nii'), { values: [0, 2, 2] });
    });
    await expect(scoreFolders(reference, prediction, {})).rejects.toThrow(
      /hold the labels 1, 2 .*reference.*prediction/,
    );
    expect((await scoreFolders(reference, prediction, { label: 1 }))[0]!.dice).toBe(0);
  });

  it('counts a missed case as infinite by default, and takes the policies for empty masks', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 0, 0, 0, 0, 0, 0, 0] });
      putNifti(join(p, 'x.nii'), {});
    });
    expect((await scoreFolders(reference, prediction, {}))[0]).toMatchObject({ dice: 0, hausdorff95Mm: Infinity });
    expect((await scoreFolders(reference, prediction, { emptyDistance: 'diagonal', empty: 'nan' }))[0]).toMatchObject({
      hausdorff95Mm: Math.sqrt(3),
      precision: NaN,
    });
  });

  const refusals: [string, RegExp, (r: string, p: string) => unknown][] = [
    [
      'a reference without a prediction',
      /b\.nii lacks a prediction in .*missing prediction is no empty one/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(r, 'b.nii')), putNifti(join(p, 'a.nii'))),
    ],
    [
      'a prediction without a reference',
      /b\.nii lacks a reference/,
      (r, p) => (putNifti(join(p, 'a.nii')), putNifti(join(p, 'b.nii')), putNifti(join(r, 'a.nii'))),
    ],
    [
      'two masks of one name',
      /two masks of one name/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(r, 'a.nii.gz')), putNifti(join(p, 'a.nii'))),
    ],
    [
      'other sizes, naming both grids',
      /2×2×2 voxels.* against 3×2×2 voxels/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(p, 'a.nii'), { size: [3, 2, 2] })),
    ],
    [
      'another spacing',
      /1×1×1 mm.* against .*1×1×2 mm/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(p, 'a.nii'), { spacing: [1, 1, 2] })),
    ],
    [
      'a volume against an image',
      /voxels.* against an image of 2×2 pixels/,
      (r, p) => (putNifti(join(r, 'a.nii')), putImage(join(p, 'a.png'), 2, 2, () => 0)),
    ],
    [
      'probabilities',
      /is no mask: it holds 0\.25\. .*`threshold`/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(p, 'a.nii'), { values: [0.25] })),
    ],
    [
      'a series',
      /is a series of 2 volumes/,
      (r, p) => (putNifti(join(r, 'a.nii')), putNifti(join(p, 'a.nii'), { size: [2, 2, 2, 2] })),
    ],
    [
      'a photograph',
      /a\.png is no mask: \d+ %, .*neither dark nor bright.*Give masks of labels, or of two values/,
      (r, p) => Promise.all([r, p].map((folder) => putImage(join(folder, 'a.png'), 32, 32, (x) => 8 * x))),
    ],
    ['a missing folder', /there is no folder .*prediction: --reference and/, (r) => putNifti(join(r, 'a.nii'))],
    [
      'a text named .png',
      /no readable PNG/,
      (r, p) => [r, p].forEach((folder) => put(join(folder, 'a.png'), Buffer.from('no picture'))),
    ],
  ];
  it.each(refusals)('refuses %s', async (_, message, fill) => {
    const [reference, prediction] = await folders(fill);
    const refused = scoreFolders(reference, prediction, {});
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(UserError);
  });
});

describe('npx dice-workbook evaluate', () => {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  afterEach(() => void out.mockClear());
  const printed = () => out.mock.calls.map(([text]) => String(text)).join('');
  const two = () =>
    folders((r, p) => {
      putNifti(join(r, 'a.nii'), { values: [1, 1, 0, 0, 0, 0, 0, 0] });
      putNifti(join(p, 'a.nii'), { values: [1, 0, 0, 0, 0, 0, 0, 0] });
      for (const folder of [r, p]) putNifti(join(folder, 'b.nii'));
    });

  it('prints a line a case, the means and how many were left out', async () => {
    const [reference, prediction] = await two();
    await command.run({ reference, prediction, empty: 'nan' }, []);
    const lines = printed()
      .trim()
      .split('\n')
      .map((line) => line.split(/  +/));
    expect(lines.map(([first]) => first)).toEqual(['case', 'a', 'b', 'mean of 2', 'left out, undefined']);
    expect(lines.map((line) => line[1])).toEqual(['Dice', '0.667', '–', '0.667', '1']);
  });

  it('prints JSON in which infinite and undefined stay apart', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'a.nii'), { values: [1, 0, 0, 0, 0, 0, 0, 0] });
      putNifti(join(p, 'a.nii'));
    });
    await command.run({ reference, prediction, empty: 'nan', json: true }, []);
    const { cases, means } = JSON.parse(printed());
    expect(cases[0]).toMatchObject({ case: 'a', dice: 0, precision: null, hausdorffMm: 'Infinity' });
    expect(means.dice).toEqual({ mean: 0, cases: 1 });
    expect(means.precision).toEqual({ mean: null, cases: 0 });
  });

  it('refuses missing folders and unknown policies with a sentence', async () => {
    const [reference, prediction] = await two();
    await expect(command.run({ reference }, [])).rejects.toThrow(
      'needs --reference <folder> and --prediction <folder>',
    );
    await expect(command.run({ reference, prediction, empty: 'skip' }, [])).rejects.toThrow(
      "--empty is one, zero, nan, not 'skip'",
    );
    await expect(command.run({ reference, prediction, 'empty-distance': '-3' }, [])).rejects.toThrow(
      'a length of 0 or more in millimetres',
    );
    await expect(command.run({ reference, prediction, tolerance: 'x' }, [])).rejects.toThrow(
      "--tolerance takes a number, got 'x'",
    );
  });
});
