import type { EmptyDistance } from '../evaluation/index.js';
import type { MaskOptions } from '../tasks/index.js';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';
import { regionOption } from './regionOption.js';
import { taskOption } from './taskOption.js';
import type { CaseRow, ScoreFoldersOptions } from './scoreFolders.js';

export const command: Command = {
  summary: 'Scores a folder of predicted masks against a folder of reference masks.',
  usage: `npx dice-workbook evaluate --reference <folder> --prediction <folder> [options]

  --reference <folder>     masks: NIfTI (.nii, .nii.gz), PNG, JPEG or TIFF
  --prediction <folder>    masks of the same names on the same grids; extensions, and endings such as _gt and _pred, may differ
  --task <id>              the reference is a data set in a layout of this task; predictions are named as predict names them
  --names <pattern>        what names a case in the names of files, as one group: '^(\\d+)_'
  --label <set>            what is foreground: 1,2,4 (a table for each), whole=1+2+4,core=1+4 (sets by name), any
                           (all above 0 together) or all (a table for each there is); may be repeated;
                           default: the only label beside 0 that is not ignored, or the task's target
  --ignore-label <set>     labels of the reference whose pixels do not count: 2 or 2,255; default: those that the task's layout ignores
  --valid <folder>         masks of the same names: only what is marked there counts
  --spacing <mm>           of images, whose files tell none: 0.5, or one for each axis, 0.5,0.7 (row, column)
  --threshold <x>          cuts predicted probabilities, on the files' own scale; default: they are refused
  --invert <which>         the target is dark in the masks of: reference, prediction or both
  --colours <map>          masks in colour, the label of each: '#ff0000=1,#00ff00=2'
  --empty <what>           score of 0/0: one, zero or nan; default one
  --empty-distance <what>  distance where one mask is empty: infinite, diagonal, nan or millimetres; default infinite
  --tolerance <mm>         of the surface Dice; default 1
  --surface <what>         the surface Dice counts voxels, or elements by their area; default voxels
  --lesion-overlap <x>     the part of a lesion that must be predicted, 0 to 1; default 0: one voxel
  --lesion-one-to-one      a predicted component finds one lesion at most, and --lesion-overlap is their IoU
  --lesion-voxels <n>      components of fewer voxels do not count; default 1
  --skip-bad               leaves out pairs that cannot be read, and tells them; default: all are listed and refused
  --json                   every measure of every case as JSON: "Infinity" is infinite, null undefined

Distances are in millimetres by the volumes' headers, in pixels for images without --spacing. Means leave out what is undefined, and say of
how many cases. The line below the tables tells the conventions.

Example: npx dice-workbook evaluate --reference data/masks --prediction runs/masks --empty nan`,
  options: {
    reference: { type: 'string' },
    prediction: { type: 'string' },
    task: { type: 'string' },
    names: { type: 'string' },
    label: { type: 'string', multiple: true },
    'ignore-label': { type: 'string', multiple: true },
    valid: { type: 'string' },
    spacing: { type: 'string' },
    threshold: { type: 'string' },
    invert: { type: 'string' },
    colours: { type: 'string' },
    empty: { type: 'string' },
    'empty-distance': { type: 'string' },
    tolerance: { type: 'string' },
    surface: { type: 'string' },
    'lesion-overlap': { type: 'string' },
    'lesion-one-to-one': { type: 'boolean' },
    'lesion-voxels': { type: 'string' },
    'skip-bad': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const { reference, prediction } = values;
    if (typeof reference !== 'string' || typeof prediction !== 'string')
      throw new UserError('evaluate needs --reference <folder> and --prediction <folder>, both holding masks.');
    const options = await optionsOf(values);
    const { scoreFolders } = await import('./scoreFolders.js');
    const { rows, bad } = await scoreFolders(reference, prediction, options);
    const text = values.json ? await json(rows, bad, options) : await tables(rows, bad, options);
    process.stdout.write(printable(`${text}\n`));
  },
};

type Values = Parameters<Command['run']>[0];

async function optionsOf(values: Values): Promise<ScoreFoldersOptions> {
  const { names, valid } = values;
  const ignored = values['ignore-label'] === undefined ? undefined : regionOption(values['ignore-label']);
  if (ignored === 'all' || ignored?.some(({ labels }) => labels === 'any'))
    throw new UserError('--ignore-label takes labels, such as 2,255: with all or any nothing would count.');
  const [overlap, voxels] = [
    numberOption('lesion-overlap', values['lesion-overlap']),
    numberOption('lesion-voxels', values['lesion-voxels']),
  ];
  if (overlap !== undefined && !(overlap >= 0 && overlap <= 1))
    throw new UserError(`--lesion-overlap is a part of a lesion, 0 to 1, not ${overlap}.`);
  if (voxels !== undefined && !(Number.isInteger(voxels) && voxels >= 1))
    throw new UserError(`--lesion-voxels is a whole number from 1 up, not ${voxels}.`);
  return {
    regions: regionOption(values.label),
    ignore: ignored?.flatMap(({ labels }) => (labels === 'any' ? [] : labels)),
    valid: typeof valid === 'string' ? valid : undefined,
    task: values.task === undefined ? undefined : await taskOption(values.task),
    names: typeof names === 'string' ? patternOption(names) : undefined,
    spacing: spacingOption(values.spacing),
    reading: await readingOf(values),
    empty: oneOf('empty', values.empty ?? 'one', ['one', 'zero', 'nan'] as const),
    emptyDistance: distanceOption(values['empty-distance'] ?? 'infinite'),
    toleranceMm: numberOption('tolerance', values.tolerance),
    surface: oneOf('surface', values.surface ?? 'voxels', ['voxels', 'elements'] as const),
    lesions: {
      ...(overlap !== undefined && { minimumOverlap: overlap }),
      ...(voxels !== undefined && { minimumVoxels: voxels }),
      ...(values['lesion-one-to-one'] === true && { oneToOne: true }),
    },
    skipBad: values['skip-bad'] === true,
  };
}

async function readingOf(values: Values): Promise<{ reference: MaskOptions; prediction: MaskOptions }> {
  const { parseColourMap } = await import('../tasks/index.js');
  const threshold = numberOption('threshold', values.threshold);
  const dark =
    values.invert === undefined
      ? undefined
      : oneOf('invert', values.invert, ['reference', 'prediction', 'both'] as const);
  const colours = typeof values.colours === 'string' ? { colours: parseColourMap(values.colours) } : {};
  return {
    reference: { ...colours, invert: dark === 'reference' || dark === 'both' },
    prediction: {
      ...colours,
      ...(threshold !== undefined && { threshold }),
      invert: dark === 'prediction' || dark === 'both',
    },
  };
}

function patternOption(text: string): RegExp {
  try {
    const pattern = new RegExp(text);
    // With an alternative that is empty every pattern matches, and tells how many groups it has.
    if (new RegExp(`${text}|`).exec('')?.length === 2) return pattern;
  } catch {
    // Told below.
  }
  throw new UserError(`--names takes a regular expression with one group, such as '^(\\d+)_', not '${text}'.`);
}

function spacingOption(value: Values[string]): number[] | undefined {
  if (value === undefined) return undefined;
  const lengths = String(value)
    .split(/[,x×]/)
    .map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (!lengths.every((mm) => mm > 0 && mm < Infinity) || lengths.length > 3)
    throw new UserError(
      `--spacing takes lengths above 0 in millimetres, 0.5 or 0.5,0.7 (row, column), not '${String(value)}'.`,
    );
  return lengths;
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[], otherwise = ''): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UserError(`--${name} is ${allowed.join(', ')}${otherwise}, not '${value}'.`);
  return found;
}

function distanceOption(value: unknown): EmptyDistance {
  const length = value === '' ? NaN : Number(value);
  if (length >= 0 && length < Infinity) return length;
  return oneOf(
    'empty-distance',
    value,
    ['infinite', 'diagonal', 'nan'] as const,
    ' or a length of 0 or more in millimetres',
  );
}

/** The rows of each region, in the order of the regions. */
const byRegion = (rows: readonly CaseRow[]): [string, CaseRow[]][] =>
  [...new Set(rows.map(({ region }) => region))].map((region) => [region, rows.filter((row) => row.region === region)]);

async function tables(rows: readonly CaseRow[], bad: readonly string[], options: ScoreFoldersOptions): Promise<string> {
  const { conventionsOf, table, unitOf } = await import('./evaluationText.js');
  const regions = byRegion(rows);
  const parts = regions.map(([region, own]) => {
    const head =
      options.regions === undefined || (regions.length === 1 && options.regions !== 'all') ? '' : `${headOf(region)}\n`;
    return head + table(own);
  });
  const left = bad.length > 0 ? [`Left out, as they cannot be read: ${bad.length}\n  ${bad.join('\n  ')}`] : [];
  const conventions = Object.values(conventionsOf(unitOf(rows), options)).join('; ');
  return [...parts, ...left, `Conventions: ${conventions}.`].join('\n\n');
}

const headOf = (region: string) => (/^-?\d+(\+-?\d+)*$/.test(region) ? `label ${region}` : region);

async function json(rows: readonly CaseRow[], bad: readonly string[], options: ScoreFoldersOptions): Promise<string> {
  const { conventionsOf, means, unitOf } = await import('./evaluationText.js');
  const regions = byRegion(rows).map(([region, cases]) => ({ region, cases, means: means(cases) }));
  const unit = unitOf(rows);
  const [first] = regions;
  const whole = {
    ...(regions.length === 1 && first ? { cases: first.cases, means: first.means } : { regions }),
    unit,
    conventions: conventionsOf(unit, options),
    bad,
  };
  return JSON.stringify(whole, jsonNumber, 1);
}

const jsonNumber = (_: string, value: unknown) =>
  typeof value === 'number' && Math.abs(value) === Infinity ? String(value) : value;
