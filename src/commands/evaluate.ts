import type { CaseScores, EmptyDistance } from '../evaluation/index.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';

const HEADINGS: Partial<Record<keyof CaseScores, string>> = {
  dice: 'Dice',
  jaccard: 'Jaccard',
  sensitivity: 'sensitivity',
  precision: 'precision',
  volumeErrorMm3: 'volume error',
  hausdorff95Mm: 'HD95',
  averageSymmetricSurfaceDistanceMm: 'ASSD',
  normalizedSurfaceDice: 'surface Dice',
  lesionF1: 'lesion F1',
  falsePositiveLesions: 'false lesions',
};

type Row = { case: string } & CaseScores;

export const command: Command = {
  summary: 'Scores a folder of predicted masks against a folder of reference masks.',
  usage: `npx dice-workbook evaluate --reference <folder> --prediction <folder> [options]

  --reference <folder>     masks: NIfTI (.nii, .nii.gz), PNG, JPEG or TIFF
  --prediction <folder>    masks of the same names, extension apart, on the same grids
  --label <n>              the value that is foreground; default: the only one beside 0
  --empty <what>           score of 0/0: one, zero or nan; default one
  --empty-distance <what>  distance where one mask is empty: infinite, diagonal, nan or millimetres; default infinite
  --tolerance <mm>         of the surface Dice; default 1
  --json                   every measure of every case as JSON: "Infinity" is infinite, null undefined

Distances are in millimetres by the volumes' headers, in pixels for images. Means leave out what is undefined, and say of how many cases.

Example: npx dice-workbook evaluate --reference data/masks --prediction runs/masks --empty nan`,
  options: {
    reference: { type: 'string' },
    prediction: { type: 'string' },
    label: { type: 'string' },
    empty: { type: 'string' },
    'empty-distance': { type: 'string' },
    tolerance: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const { scoreFolders } = await import('./scoreFolders.js');
    const { reference, prediction } = values;
    if (typeof reference !== 'string' || typeof prediction !== 'string')
      throw new UserError('evaluate needs --reference <folder> and --prediction <folder>, both holding masks.');
    const rows = await scoreFolders(reference, prediction, {
      label: numberOption('label', values.label),
      empty: oneOf('empty', values.empty ?? 'one', ['one', 'zero', 'nan'] as const),
      emptyDistance: distanceOption(values['empty-distance'] ?? 'infinite'),
      toleranceMm: numberOption('tolerance', values.tolerance),
    });
    process.stdout.write(
      values.json ? `${JSON.stringify({ cases: rows, means: means(rows) }, jsonNumber, 1)}\n` : `${table(rows)}\n`,
    );
  },
};

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

const jsonNumber = (_: string, value: unknown) =>
  typeof value === 'number' && Math.abs(value) === Infinity ? String(value) : value;

/** The mean of every measure over the cases where it is defined. */
function means(rows: Row[]): Record<string, { mean: number; cases: number }> {
  const names = Object.keys(rows[0]!).filter((name) => name !== 'case') as (keyof CaseScores)[];
  return Object.fromEntries(
    names.map((name) => {
      const defined = rows.map((row) => row[name]).filter((value) => !Number.isNaN(value));
      return [name, { mean: defined.reduce((sum, value) => sum + value, 0) / defined.length, cases: defined.length }];
    }),
  );
}

function table(rows: Row[]): string {
  const columns = Object.keys(HEADINGS) as (keyof CaseScores)[];
  const overall = means(rows);
  const leftOut = columns.map((name) => rows.length - overall[name]!.cases);
  const lines = [
    ['case', ...Object.values(HEADINGS)],
    ...rows.map((row) => [row.case, ...columns.map((name) => cell(row[name]))]),
    [`mean of ${rows.length}`, ...columns.map((name) => cell(overall[name]!.mean))],
    ...(leftOut.some((n) => n > 0) ? [['left out, undefined', ...leftOut.map(String)]] : []),
  ];
  const widths = lines[0]!.map((_, k) => Math.max(...lines.map((line) => line[k]!.length)));
  return lines
    .map((line) => line.map((text, k) => (k === 0 ? text.padEnd(widths[k]!) : text.padStart(widths[k]!))).join('  '))
    .join('\n');
}

function cell(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) === Infinity ? '∞' : Number.isInteger(value) ? String(value) : value.toFixed(3);
}
