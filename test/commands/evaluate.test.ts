import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command } from '../../src/commands/evaluate.js';
import { regionOption } from '../../src/commands/regionOption.js';
import { scoreFolders } from '../../src/commands/scoreFolders.js';
import { UserError } from '../../src/userError.js';
import { niftiBytes, put, putImage, putNifti, temporaryFolder } from '../tasks/fixtures.js';
import { pngBytes, tiffBytes, type TiffPage } from '../tasks/imageBytes.js';

/** Two folders of masks, written by `fill(reference, prediction)`. */
async function folders(fill: (reference: string, prediction: string) => unknown): Promise<[string, string]> {
  const root = temporaryFolder();
  const pair: [string, string] = [join(root, 'reference'), join(root, 'prediction')];
  await fill(...pair);
  return pair;
}

const labels = (...numbers: number[]) => numbers.map((label) => ({ name: String(label), labels: [label] }));
const rows = (a: number, b: number) => (_: number, y: number) => (y >= a && y < b ? 255 : 0);
vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

describe('scoreFolders(reference, prediction)', () => {
  it('pairs images by name, extension apart, and scores them in pixels', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      await putImage(join(r, 'a.png'), 8, 8, rows(2, 6));
      await putImage(join(p, 'a.tif'), 8, 8, rows(4, 7));
    });
    const {
      rows: [row],
    } = await scoreFolders(reference, prediction, {});
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
    const {
      rows: [row],
    } = await scoreFolders(reference, prediction, {});
    expect(row).toMatchObject({ case: 'case1', dice: 0, hausdorffMm: 5, volumeErrorMm3: 0, falsePositiveLesions: 1 });
  });

  it('picks one label of a label map, and refuses to guess', async () => {
    const [reference, prediction] = await folders((r, p) => {
      for (const folder of [r, p]) putNifti(join(folder, 'x.nii'), { values: [0, 1, 2, 4, 0, 0, 0, 1] });
    });
    expect((await scoreFolders(reference, prediction, { regions: labels(1) })).rows[0]!.dice).toBe(1);
    await expect(scoreFolders(reference, prediction, {})).rejects.toThrow(
      /hold the labels 1, 2, 4 .*Name them with --label: 1,2/,
    );
  });

  it('refuses a label that no mask holds, and probabilities whatever the label', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 2] });
      putNifti(join(p, 'x.nii'), { values: [0, 1] });
    });
    expect((await scoreFolders(reference, prediction, { regions: labels(2) })).rows[0]!.dice).toBe(0);
    await expect(scoreFolders(reference, prediction, { regions: labels(3) })).rejects.toThrow(
      /no mask of .* holds the label 3/,
    );
    putNifti(join(prediction, 'x.nii'), { values: [0, 1, NaN] });
    await expect(scoreFolders(reference, prediction, { regions: labels(1) })).rejects.toThrow(
      /is no mask: it holds NaN/,
    );
  });

  it('does not take another label of the prediction for the reference', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 1] });
      putNifti(join(p, 'x.nii'), { values: [0, 2, 2] });
    });
    await expect(scoreFolders(reference, prediction, {})).rejects.toThrow(
      /hold the labels 1, 2 .*reference.*prediction/,
    );
    expect((await scoreFolders(reference, prediction, { regions: labels(1) })).rows[0]!.dice).toBe(0);
  });

  it('counts a missed case as infinite by default, and takes the policies for empty masks', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 0, 0, 0, 0, 0, 0, 0] });
      putNifti(join(p, 'x.nii'), {});
    });
    expect((await scoreFolders(reference, prediction, {})).rows[0]).toMatchObject({ dice: 0, hausdorff95Mm: Infinity });
    expect(
      (await scoreFolders(reference, prediction, { emptyDistance: 'diagonal', empty: 'nan' })).rows[0],
    ).toMatchObject({
      hausdorff95Mm: Math.sqrt(3),
      precision: NaN,
    });
  });

  it('scores each label of a set, sets by name, and all there are', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 1, 2, 4, 4, 0, 0] });
      putNifti(join(p, 'x.nii'), { values: [0, 1, 2, 2, 4, 1, 0, 0] });
      for (const folder of [r, p]) putNifti(join(folder, 'y.nii'), { values: [0, 0, 0, 9] });
    });
    const dice = async (text: string | string[]) => {
      const { rows: found } = await scoreFolders(reference, prediction, { regions: regionOption(text) });
      return found.filter(({ case: name }) => name === 'x').map((row) => [row.region, row.dice]);
    };
    expect(await dice('1,2,4')).toEqual([
      ['1', 1 / 2],
      ['2', 2 / 3],
      ['4', 2 / 3],
    ]);
    // A repeated option names more, and a later one does not win.
    expect(await dice(['1', '2,4'])).toEqual(await dice('1,2,4'));
    expect(await dice('whole=1+2+4,core=1+4,any')).toEqual([
      ['whole', 1],
      ['core', 6 / 7],
      ['any', 1],
    ]);
    expect((await dice('all')).map(([name]) => name)).toEqual(['1', '2', '4', '9']);
    for (const odd of ['', '1,', 'x', 'core=', '1.5', '1,1', '=1']) expect(() => regionOption(odd)).toThrow(UserError);
    await expect(dice('3')).rejects.toThrow(/no mask .* holds the label 3: they hold 1, 2, 4, 9/);
  });

  it('leaves out an ignored label of the reference, and what no mask of valid pixels marks', async () => {
    const root = temporaryFolder();
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 1, 0, 2, 2, 0, 0, 0] });
      putNifti(join(p, 'x.nii'), { values: [1, 1, 0, 1, 1, 0, 0, 1] });
      putNifti(join(root, 'x.nii'), { values: [1, 1, 1, 1, 1, 1, 1, 0] });
    });
    const dice = async (options: object) =>
      (await scoreFolders(reference, prediction, { regions: labels(1), ...options })).rows[0]!.dice;
    expect(await dice({})).toBe(4 / 7);
    expect(await dice({ ignore: [2] })).toBe(4 / 5);
    expect(await dice({ valid: root })).toBe(4 / 6);
    expect(await dice({ ignore: [2], valid: root })).toBe(1);
    await expect(dice({ valid: prediction.replace('prediction', 'nowhere') })).rejects.toThrow('there is no folder');
  });

  it('leaves out an ignored label of 8-bit images too, and takes the only other one for the target', async () => {
    const at = (values: number[]) => (x: number) => values[Math.floor(x / 10)] ?? 0;
    const [reference, prediction] = await folders(async (r, p) => {
      await putImage(join(r, 'map.png'), 40, 40, at([1, 1, 0, 255]));
      await putImage(join(r, 'grey.png'), 40, 40, at([255, 255, 0, 128]));
      // Nothing but what is ignored: its white is no target.
      await putImage(join(r, 'void.png'), 40, 40, at([0, 0, 0, 255]));
      for (const name of ['map', 'grey']) await putImage(join(p, `${name}.png`), 40, 40, at([1, 1, 0, 1]));
      await putImage(join(p, 'void.png'), 40, 40, at([0, 0, 0, 1]));
    });
    const dice = async (options: object) =>
      (await scoreFolders(reference, prediction, options)).rows.map((row) => [row.case, row.dice]);
    await expect(dice({})).rejects.toThrow(/hold the labels/);
    const scored = await dice({ regions: labels(1), ignore: [255] });
    expect(scored.filter(([name]) => name !== 'grey')).toEqual([
      ['map', 1],
      ['void', 1],
    ]);
    const [only] = await folders(() => {}).then(async ([r, p]) => {
      await putImage(join(r, 'grey.png'), 40, 40, at([255, 255, 0, 128]));
      await putImage(join(p, 'grey.png'), 40, 40, at([255, 255, 0, 255]));
      return (await scoreFolders(r, p, { ignore: [128] })).rows;
    });
    expect(only?.dice).toBe(1);
  });

  it('cuts at a threshold that a 32-bit float rounds to just below', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [0, 1, 1, 0] });
      putNifti(join(p, 'x.nii'), { values: Float32Array.of(0.1, 0.7, 0.9, 0.69) });
    });
    expect(
      (await scoreFolders(reference, prediction, { reading: { prediction: { threshold: 0.7 } } })).rows[0],
    ).toEqual(expect.objectContaining({ dice: 1 }));
  });

  it('measures images in pixels, unless their spacing is told', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      await putImage(join(r, 'a.png'), 8, 8, rows(2, 6));
      await putImage(join(p, 'a.png'), 8, 8, rows(4, 7));
    });
    const row = async (spacing?: number[]) => (await scoreFolders(reference, prediction, { spacing })).rows[0]!;
    expect(await row()).toMatchObject({ unit: 'px', hausdorffMm: 2 });
    expect(await row([0.5])).toMatchObject({ unit: 'mm', hausdorffMm: 1, volumeErrorMm3: -2 });
    expect(await row([0.5, 3])).toMatchObject({ unit: 'mm', hausdorffMm: 1, volumeErrorMm3: -12 });
    await expect(row([1, 1, 1])).rejects.toThrow('gives 3 lengths');
    const volumes = await folders((r, p) => [r, p].forEach((folder) => putNifti(join(folder, 'a.nii'))));
    await expect(scoreFolders(...volumes, { spacing: [2] })).rejects.toThrow('tells its own spacing, 1×1×1 mm');
  });

  it('pairs names that differ in their endings, or by a pattern, and tells once what is left', async () => {
    const names = (truth: string, guess: string) =>
      folders(async (r, p) => {
        for (const n of [1, 2, 3, 10, 11, 12, 13]) {
          await putImage(join(r, truth.replace('#', String(n))), 4, 4, rows(0, 1));
          await putImage(join(p, guess.replace('#', String(n))), 4, 4, rows(0, 1));
        }
      });
    for (const [truth, guess] of [
      ['fine_#_mask.png', 'fine_#_fram.png'],
      ['#_gt.png', '#.tif'],
      ['#.png', '#_pred.png'],
    ] as const)
      expect((await scoreFolders(...(await names(truth, guess)))).rows).toHaveLength(7);
    const tooth = await folders(async (r, p) => {
      await putImage(join(r, 'x_38.ome.tiff'), 4, 4, rows(0, 1));
      await putImage(join(p, 'x.png'), 4, 4, rows(0, 1));
    });
    expect((await scoreFolders(...tooth)).rows.map(({ dice }) => dice)).toEqual([1]);
    const odd = await names('case#_b.png', 'p#-x.png');
    await expect(scoreFolders(...odd)).rejects.toThrow(/case1_b\.png, .*case11_b\.png and 2 more lack .*--names/);
    expect((await scoreFolders(...odd, { names: /(\d+)/ })).rows.map((row) => row.case)).toContain('12');
    await expect(scoreFolders(...odd, { names: /case(\d+)/ })).rejects.toThrow(/names no case in p1-x\.png, /);
  });

  it('cuts predicted probabilities where a threshold says so', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 1, 0, 0] });
      putNifti(join(p, 'x.nii'), { values: [0.9, 0.4, 0.6, 0.1] });
    });
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(/no mask.*`threshold`/);
    const reading = { prediction: { threshold: 0.5 } };
    expect((await scoreFolders(reference, prediction, { reading })).rows[0]!.dice).toBe(1 / 2);
  });

  it('reads references in the layout of a task, with what it ignores, and predictions named as predict names them', async () => {
    const root = temporaryFolder();
    const [data, masks] = [join(root, 'wmh'), join(root, 'masks')];
    const parts = { size: [4, 4, 2], values: [1, 1, 0, 2, 2] };
    for (const name of ['pre/FLAIR', 'pre/T1'])
      putNifti(join(data, `Utrecht/0/${name}.nii.gz`), { size: [4, 4, 2], values: Array(32).fill(50) });
    putNifti(join(data, 'Utrecht/0/wmh.nii.gz'), parts);
    putNifti(join(masks, 'Utrecht_0.nii.gz'), { size: [4, 4, 2], values: [1, 1, 0, 1, 1, 1] });
    const { rows: found } = await scoreFolders(data, masks, { task: 'wm17' });
    expect(found).toMatchObject([{ case: 'Utrecht_0', dice: 4 / 5 }]);
    expect((await scoreFolders(data, masks, { task: 'wm17', ignore: [] })).rows[0]!.dice).toBe(4 / 7);
    const radiographs = join(root, 'teeth');
    await putImage(join(radiographs, 'images/7.png'), 8, 8, () => 90);
    await putImage(join(radiographs, 'masks/7.png'), 8, 8, rows(0, 2));
    await putImage(join(root, 'polyps/7.png'), 8, 8, rows(0, 2));
    await expect(scoreFolders(radiographs, join(root, 'nothing'), { task: 'wm17' })).rejects.toThrow(UserError);
    putNifti(join(masks, 'Utrecht_1.nii.gz'), parts);
    await expect(scoreFolders(data, masks, { task: 'wm17' })).rejects.toThrow(
      /Utrecht_1\.nii\.gz lacks a case of that name/,
    );
  });

  it('takes black and white for label 1, or for the number of its white, and for no other', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      for (const folder of [r, p]) await putImage(join(folder, 'a.png'), 8, 8, rows(2, 6));
    });
    for (const label of [1, 255])
      expect((await scoreFolders(reference, prediction, { regions: labels(label) })).rows[0]!.dice).toBe(1);
    await expect(scoreFolders(reference, prediction, { regions: labels(7) })).rejects.toThrow(
      'is black and white, and marks with 255, which --label 7 does not name',
    );
  });

  it('lists all that cannot be read, and leaves it out where it may', async () => {
    const [reference, prediction] = await folders((r, p) => {
      for (const name of ['a', 'b', 'c'])
        for (const folder of [r, p]) putNifti(join(folder, `${name}.nii`), { values: [1] });
      put(join(p, 'b.nii'), Buffer.from('no volume'));
      putNifti(join(p, 'c.nii'), { size: [3, 2, 2] });
    });
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /2 of 3 cases cannot be scored:\n {2}b: .*\n {2}c: .*different grids.*\n.*--skip-bad/s,
    );
    const { rows: left, bad } = await scoreFolders(reference, prediction, { skipBad: true });
    expect(left.map((row) => row.case)).toEqual(['a']);
    expect(bad).toHaveLength(2);
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
    [
      'a missing folder',
      /there is no folder .*prediction, and a folder of masks is expected/,
      (r) => putNifti(join(r, 'a.nii')),
    ],
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
    const [table = '', found, conventions] = printed().trim().split('\n\n');
    expect(found).toBe('Nothing is marked in both: b.');
    expect(conventions).toMatch(/^Conventions: 0\/0 is left out .*HD95 .*both directions together.*\.$/);
    const lines = table.split('\n').map((line) => line.split(/  +/));
    expect(lines.map(([first]) => first)).toEqual([
      'case',
      'a',
      'b',
      'mean of 2',
      '95 % from',
      '95 % to',
      'left out, undefined',
    ]);
    expect(lines.map((line) => line[1])).toEqual(['Dice', '0.667', '–', '0.667', '–', '–', '1']);
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

  it('prints a table for each label, the units, and the rule that makes lesions', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      for (const folder of [r, p]) await putImage(join(folder, 'a.png'), 4, 4, (x) => (x < 2 ? 255 : 0));
    });
    await command.run(
      { reference, prediction, 'lesion-overlap': '0.5', 'lesion-one-to-one': true, surface: 'elements' },
      [],
    );
    const images = printed();
    for (const part of [
      'HD95 px',
      'HD95 max px',
      'volume error px',
      'surface elements by area',
      'an IoU of at least 0.5',
    ])
      expect(images).toContain(part);
    expect(images).not.toMatch(/\bmm\b/);
    out.mockClear();
    const [volumes, guesses] = await folders((r, p) =>
      [r, p].forEach((folder) => putNifti(join(folder, 'x.nii'), { values: [1, 2, 4] })),
    );
    await command.run({ reference: volumes, prediction: guesses, label: ['1', 'core=1+4'] }, []);
    expect(printed()).toMatch(/^label 1\ncase .*HD95 mm.*\n\ncore\ncase .*\n\nConventions: /s);
    out.mockClear();
    await command.run({ reference: volumes, prediction: guesses, label: ['1,2'], json: true }, []);
    expect(JSON.parse(printed())).toMatchObject({
      regions: [{ region: '1', cases: [{ dice: 1 }], means: { dice: { mean: 1, cases: 1 } } }, { region: '2' }],
      unit: 'mm',
      conventions: { hausdorff: expect.stringContaining('both directions together') },
    });
  });

  it('refuses options without meaning with a sentence', async () => {
    const [reference, prediction] = await two();
    for (const [options, sentence] of [
      [{ label: 'x' }, '--label takes whole numbers'],
      [{ 'ignore-label': 'all' }, 'nothing would count'],
      [{ spacing: '0' }, '--spacing takes lengths above 0'],
      [{ names: '(a)(b)' }, '--names takes a regular expression with one group'],
      [{ names: '(' }, '--names takes a regular expression with one group'],
      [{ invert: 'yes' }, '--invert is reference, prediction, both'],
      [{ surface: 'area' }, '--surface is voxels, elements'],
      [{ 'lesion-overlap': '50' }, '--lesion-overlap is a part of a lesion, 0 to 1, not 50'],
      [{ 'lesion-voxels': '0.5' }, '--lesion-voxels is a whole number'],
      [{ label: '0,1' }, '0 is the background'],
      [{ task: 'xx' }, "unknown task 'xx'"],
    ] as const)
      await expect(command.run({ reference, prediction, ...options }, [])).rejects.toThrow(sentence);
  });

  it('reads .hdr with .img as one mask, packed or not, and tells the file that is missing', async () => {
    const half = (folder: string, name: string, packed: boolean, parts = ['hdr', 'img']) => {
      const file = niftiBytes({ size: [3, 1, 1], values: [0, 1, 1], datatype: 2 });
      file.set([0x6e, 0x69, 0x31, 0], 344);
      const bytes = { hdr: file.slice(0, 348), img: file.slice(352) };
      // The voxels of a pair begin at the first byte of .img.
      new DataView(bytes.hdr.buffer).setFloat32(108, 0, true);
      for (const part of parts as ['hdr', 'img'])
        put(join(folder, `${name}.${part}${packed ? '.gz' : ''}`), bytes[part]);
    };
    const [reference, prediction] = await folders((r, p) => {
      for (const folder of [r, p]) for (const packed of [false, true]) half(folder, `case${packed}`, packed);
    });
    const { rows: found } = await scoreFolders(reference, prediction);
    expect(found.map(({ case: name, dice }) => [name, dice])).toEqual([
      ['casefalse', 1],
      ['casetrue', 1],
    ]);
    half(reference, 'x', false, ['hdr']);
    half(prediction, 'x', false, ['img']);
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /x\.hdr has its voxels in .*x\.img, which is not there/,
    );
    half(reference, 'x', false);
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /x\.img has its header in .*x\.hdr, which is not there/,
    );
  });

  it('says what a file of another format is, and what turns it into one that is read', async () => {
    const foreign = (start: string, name: string) =>
      folders((r, p) => {
        put(
          join(r, name),
          Uint8Array.from(start.padEnd(200, '\0'), (sign) => sign.charCodeAt(0)),
        );
        put(join(p, name), new Uint8Array(200));
        if (name === 'x.mhd') [r, p].forEach((folder) => put(join(folder, 'x.raw'), new Uint8Array(8)));
      });
    for (const [start, name, sentence] of [
      [
        'ObjectType = Image\n',
        'x.mha',
        /x\.mha is a MetaImage volume, which is not read\. .*ReadImage\('x\.mha'\), 'x\.nii\.gz'\)\.$/,
      ],
      ['ObjectType = Image\n', 'x.mhd', /x\.mhd is a MetaImage volume/],
      ['NRRD0005\n', 'x.nrrd', /an NRRD volume.*SimpleITK/],
      ['BM6', 'x.bmp', /a BMP image, which is not read\. Save it as PNG/],
      ['\x1f\x8b\x08', 'x.mgz', /packed by gzip.*nibabel/],
      ['BZh91', 'x.nii.bz2', /a packed file.*Unpack it/],
      [`${'\0'.repeat(128)}DICM`, 'x.dcm', /a DICOM file.*dcm2niix/],
    ] as const) {
      const [reference, prediction] = await foreign(start, name);
      await expect(scoreFolders(reference, prediction)).rejects.toThrow(sentence);
    }
  });

  it('scores a label below 0 by its number only', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [-1, -1, 0], datatype: 4 });
      putNifti(join(p, 'x.nii'), { values: [0, -1, 0], datatype: 4 });
    });
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /hold the label -1, which is below 0 .*--label=-1/,
    );
    expect((await scoreFolders(reference, prediction, { regions: labels(-1) })).rows[0]!.dice).toBe(2 / 3);
    await expect(scoreFolders(reference, prediction, { regions: [{ name: 'any', labels: 'any' }] })).rejects.toThrow(
      'holds a label above 0: they hold -1',
    );
  });

  it('tells a label that only one of the folders holds', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 2] });
      putNifti(join(p, 'x.nii'), { values: [7, 2] });
    });
    const told = vi.spyOn(process.stderr, 'write').mockClear();
    expect((await scoreFolders(reference, prediction, { regions: labels(7) })).rows[0]!.dice).toBe(0);
    expect(told.mock.calls.join('')).toMatch(/warning: no mask of .*reference holds the label 7: they hold 1, 2\./);
    told.mockClear();
    await scoreFolders(reference, prediction, { regions: labels(2) });
    expect(told.mock.calls.join('')).not.toContain('warning');
  });

  it('does not ask for the meaning of reference labels that do not count', async () => {
    const [reference, prediction] = await folders((r, p) => {
      putNifti(join(r, 'x.nii'), { values: [1, 1, 2, 0], size: [4, 1, 1] });
      putNifti(join(p, 'x.nii'), { values: [1, 0, 1, 0], size: [4, 1, 1] });
    });
    // Without the third voxel: 1 common, 2 and 1 marked.
    expect((await scoreFolders(reference, prediction, { ignore: [2] })).rows[0]!.dice).toBe(2 / 3);
    await expect(scoreFolders(reference, prediction, { ignore: [3] })).rejects.toThrow('the labels 1, 2');
  });

  it('tells colours as colours, with the options that give them labels', async () => {
    const colours = [0, 0, 0, 128, 0, 0, 0, 128, 0];
    const [reference, prediction] = await folders((r, p) => {
      for (const folder of [r, p])
        put(join(folder, 'x.png'), pngBytes({ width: 3, height: 1, bits: 8, type: 2, values: colours }));
    });
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /hold the colours #008000, #800000 .*`colours` '#008000=1,#800000=2'.*--label/,
    );
    put(join(prediction, 'x.png'), pngBytes({ width: 3, height: 1, values: [0, 1, 2] }));
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      /hold the labels 1, 2, and the colours #008000, #800000/,
    );
  });

  it('asks what the labels of a task’s images mean, where the layout does not tell', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      for (const [name, label] of [
        ['1', 1],
        ['2', 3],
      ] as const) {
        await putImage(join(r, 'images', `${name}.png`), 4, 4, (x) => 40 * x);
        await putImage(join(r, 'masks', `${name}.png`), 4, 4, (x) => (x > 1 ? label : 0));
        await putImage(join(p, `${name}.png`), 4, 4, (x) => (x > 2 ? 255 : 0));
      }
    });
    await expect(scoreFolders(reference, prediction, { task: 'is18' })).rejects.toThrow(/the labels 1, 3 .*--label/);
    const regions = [{ name: 'target', labels: [1, 3, 255] }];
    expect((await scoreFolders(reference, prediction, { task: 'is18', regions })).rows.map(({ dice }) => dice)).toEqual(
      [2 / 3, 2 / 3],
    );
  });

  it('pairs predictions with the cases of a task by endings, or by the pattern', async () => {
    const [reference, prediction] = await folders(async (r, p) => {
      for (const name of ['fine_1', 'fine_2']) {
        await putImage(join(r, 'images', `${name}_fram.png`), 4, 4, (x) => [x, 9, 90]);
        await putImage(join(r, 'masks', `${name}_mask.png`), 4, 4, (x) => (x > 1 ? 255 : 0));
        await putImage(join(p, `${name}_pred.png`), 4, 4, (x) => (x > 2 ? 255 : 0));
      }
    });
    const dices = async (names?: RegExp) =>
      (await scoreFolders(reference, prediction, { task: 'po18', names })).rows.map((row) => [row.case, row.dice]);
    const expected = [
      ['fine_1_fram', 2 / 3],
      ['fine_2_fram', 2 / 3],
    ];
    expect(await dices()).toEqual(expected);
    expect(await dices(/^(fine_\d+)/)).toEqual(expected);
    await expect(dices(/^(fine)/)).rejects.toThrow(
      /names fine_1_pred\.png and fine_2_pred\.png .* both fine\. Give --names/,
    );
  });

  it('refuses stacks that tell different spacings', async () => {
    const page = { width: 2, height: 1, blocks: [Uint8Array.of(0, 255)] };
    const stack = (mm: number): TiffPage[] => [
      {
        ...page,
        tags: [
          [270, 2, `ImageJ=1.53\nimages=2\nslices=2\nunit=mm\nspacing=${mm}\n`],
          [282, 5, [1, 1]],
          [283, 5, [1, 1]],
        ],
      },
      page,
    ];
    const [reference, prediction] = await folders((r, p) => {
      put(join(r, 'x.tif'), tiffBytes(stack(2)));
      put(join(p, 'x.tif'), tiffBytes(stack(3)));
    });
    await expect(scoreFolders(reference, prediction)).rejects.toThrow(
      'voxels of 2×1×1 mm against 3×1×1 mm (slice, row, column)',
    );
    put(join(prediction, 'x.tif'), tiffBytes(stack(2)));
    expect((await scoreFolders(reference, prediction)).rows[0]!.unit).toBe('mm');
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
