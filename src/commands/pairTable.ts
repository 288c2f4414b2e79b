import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../userError.js';
import type { MaskPair, Method, PairedCases } from './maskPairs.js';

/** Columns of a table of pairs that are no method. */
const COLUMNS = ['case', 'patient', 'reference', 'image'];

/**
 * The cases of a table with headings: `reference`, and `prediction` or a column for each method by its name; also `case`,
 * `patient` and `image` where they are known. Paths are relative to the folders of the references and predictions where these
 * are given, else to the table's.
 */
export function pairTable(path: string, reference: string | undefined, given: readonly Method[]): PairedCases {
  const { headings, rows } = readTable(path);
  const columns = headings.filter((name) => !COLUMNS.includes(name));
  const wrong = (what: string) =>
    new UserError(`${path}: ${what}. Expected headings such as case,patient,reference,prediction.`);
  if (!headings.includes('reference')) throw wrong('it has no column reference');
  if (columns.length === 0) throw wrong('it has no column of predictions');
  const here = dirname(path);
  const alone = columns.length === 1 && columns[0] === 'prediction';
  const methods = given.length > 0 ? [...given] : columns.map((name) => ({ name, folder: here }));
  const missing = alone ? undefined : methods.find(({ name }) => !columns.includes(name));
  if (missing) throw wrong(`it has no column for the method ${missing.name}, only ${columns.join(', ')}`);
  const pairs = rows.map((row, k): MaskPair => {
    const file = (column: string, folder: string) => {
      const cell = row.get(column) ?? '';
      if (cell === '') throw wrong(`line ${k + 2} names no ${column}`);
      return resolve(folder, cell);
    };
    const [patient, image, name = basename(row.get('reference') ?? '').replace(/(\.nii|\.ome)?\.[^.]+$/i, '')] = [
      'patient',
      'image',
      'case',
    ].map((c) => row.get(c) || undefined);
    return {
      name,
      reference: file('reference', reference ?? here),
      predictions: methods.map((method) => file(alone ? 'prediction' : method.name, method.folder)),
      ...(patient !== undefined && { patient }),
      ...(image !== undefined && { image: resolve(here, image) }),
    };
  });
  const names = pairs.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (pairs.length === 0) throw wrong('it has headings and no line');
  if (twice !== undefined) throw wrong(`two lines are of the case ${twice}; a column case tells them apart`);
  const told = pairs.filter(({ patient }) => patient !== undefined).length;
  if (told > 0 && told < pairs.length) throw wrong('some lines name a patient and some do not');
  return { methods, pairs, patientsFrom: told > 0 ? 'user' : 'unknown' };
}

function readTable(path: string): { headings: string[]; rows: Map<string, string>[] } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `the table ${path} cannot be read: ${(error as Error).message}. Give --pairs a file of lines reference,prediction.`,
    );
  }
  const [first = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const separator = [',', ';', '\t'].find((one) => first.includes(one)) ?? ',';
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const headings = cells(first);
  const short = lines.findIndex((line) => cells(line).length !== headings.length);
  if (short >= 0)
    throw new UserError(
      `${path}: line ${short + 2} has ${cells(lines[short]!).length} cells, and there are ${headings.length} headings. Mend it.`,
    );
  return { headings, rows: lines.map((line) => new Map(cells(line).map((cell, k) => [headings[k]!, cell]))) };
}
