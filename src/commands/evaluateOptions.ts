import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { EmptyDistance } from '../evaluation/index.js';
import type { MaskOptions } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import type { Method } from './maskPairs.js';
import { numberOption } from './numberOption.js';
import { regionOption } from './regionOption.js';
import type { ScoreFoldersOptions } from './scoreFolders.js';
import { taskOption } from './taskOption.js';

type Values = Parameters<Command['run']>[0];

/** What the options of `evaluate` ask for. Throws a UserError where one means nothing. */
export async function optionsOf(values: Values): Promise<ScoreFoldersOptions> {
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
    pairs: typeof values.pairs === 'string' ? values.pairs : undefined,
    patients: typeof values.patients === 'string' ? values.patients : undefined,
    images: typeof values.images === 'string' ? values.images : undefined,
    skipBad: values['skip-bad'] === true,
  };
}

/** `<folder>` or `<name>=<folder>`, each once. */
export function methodsOption(value: Values[string]): Method[] {
  const given = value === undefined ? [] : [value].flat().map(String);
  const methods = given.map((text): Method => {
    const at = existsSync(text) ? -1 : text.indexOf('=');
    return at > 0
      ? { name: text.slice(0, at), folder: text.slice(at + 1) }
      : { name: basename(resolve(text)), folder: text };
  });
  const names = methods.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) < k);
  if (twice !== undefined)
    throw new UserError(
      `two of --prediction are called ${twice}: name them, as in --prediction a=${methods.find(({ name }) => name === twice)!.folder}.`,
    );
  return methods;
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
