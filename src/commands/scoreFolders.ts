import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { printable } from '../printable.js';
import { progress } from '../progress.js';
import {
  classesOf,
  labelsOfSet,
  readMask,
  unexplainedLabels,
  type LabelMap,
  type LabelRemedy,
  type Mask,
  type MaskLabels,
  type MaskOptions,
  type TaskId,
} from '../tasks/index.js';
import { UserError } from '../userError.js';
import { masksIn, pairFolders, pairTask, type MaskPair } from './maskPairs.js';
import { AXES, readPair, type ReadPair, type ReadPairOptions } from './readPair.js';
import type { Region } from './regionOption.js';
import { checkSeen, labelsOf, type Seen } from './seenLabels.js';

export interface ScoreFoldersOptions extends Omit<CaseScoreOptions, 'shape' | 'spacingMm' | 'valid'>, ReadPairOptions {
  /** What is scored; `all`: each label of the set. Default: the only label there is, or the target of `task`. */
  regions?: readonly Region[] | 'all';
  /** The reference folder is a data set in a layout of this task. */
  task?: TaskId;
  /** What names a case in the names of files: the pattern's first group. */
  names?: RegExp;
  /** Of images, whose files tell none: one length for each axis, or one for all, in millimetres. */
  spacing?: readonly number[];
  /** Leaves out pairs that cannot be read, in place of refusing. */
  skipBad?: boolean;
}

/** All measures of one region of one case. */
export interface CaseRow extends CaseScores {
  case: string;
  region: string;
  /** Of the distances: millimetres, or pixels where nothing tells the spacing. */
  unit: 'mm' | 'px';
}

/** Scores every predicted mask against its reference, region by region. */
export async function scoreFolders(
  reference: string,
  prediction: string,
  options: ScoreFoldersOptions = {},
): Promise<{ rows: CaseRow[]; bad: string[] }> {
  const { task, names, valid, skipBad = false } = options;
  const pairs = task
    ? await pairTask(task, reference, prediction, names)
    : await pairFolders(reference, prediction, names);
  const validFiles = valid === undefined ? undefined : await masksIn(valid, names);
  const bad: string[] = [];
  const rows: CaseRow[] = [];
  const seen: Seen = { truths: [], guesses: [] };
  const notes: string[] = [];
  const regions = options.regions === 'all' ? await allRegions(pairs, options, reference, prediction) : options.regions;
  const bar = progress('Scoring', pairs.length);
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const read = await readPair(pair, options, validFiles).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      bad.push(error.message.startsWith(pair.name) ? error.message : `${pair.name}: ${error.message}`);
    });
    if (!read) continue;
    notes.push(...read.notes);
    if (pair.reference !== undefined) seen.truths.push(labelsOf(read.truth, options.ignore ?? pair.task?.ignored));
    seen.guesses.push(labelsOf(read.guess, options.ignore));
    rows.push(...scoreRegions(pair, read, regions, seen, options));
  }
  bar.end(`${pairs.length - bad.length} cases`);
  if (bad.length > 0 && (!skipBad || rows.length === 0)) throw new UserError(listBad(bad, pairs.length));
  tellNotes(notes);
  checkSeen(regions, seen, reference, prediction);
  return { rows, bad };
}

/** What one file of a set is like the others are too: the first few tell. */
const SHOWN_NOTES = 3;

function tellNotes(notes: readonly string[]): void {
  const different = [...new Set(notes)];
  const more = different.length - SHOWN_NOTES;
  for (const note of different.slice(0, SHOWN_NOTES)) process.stderr.write(printable(`warning: ${note}\n`));
  if (more > 0) process.stderr.write(`warning: and ${more} more such remarks\n`);
}

/** How `--label` names what is scored. */
const byLabel: LabelRemedy = (labels) =>
  labels.every((label) => label < 0)
    ? `Name it with --label=${labels[0]}.`
    : `Name them with --label: ${labels.slice(0, 2).join(',')} is a table for each, target=${labels.slice(0, 2).join('+')} both together, any all together, all each label there is.`;

function scoreRegions(
  pair: MaskPair,
  { truth, guess, valid }: ReadPair,
  regions: readonly Region[] | undefined,
  { truths, guesses }: Seen,
  options: ScoreFoldersOptions,
): CaseRow[] {
  const { empty, emptyDistance, toleranceMm, surface, lesions } = options;
  const { spacingMm, unit } = spacingOf(truth, options.spacing);
  const score = (region: string, classes: readonly [Uint8Array, Uint8Array]): CaseRow => ({
    case: pair.name,
    region,
    unit,
    ...caseScores(...classes, {
      ...{ shape: truth.shape, spacingMm, valid },
      ...{ empty, emptyDistance, toleranceMm, surface, lesions },
    }),
  });
  if (regions)
    return regions.map(({ name, labels }) => {
      const map: LabelMap = labels === 'any' ? 'any' : new Map(labels.map((label) => [label, 1]));
      return score(name, [classesAs(truth, map), classesAs(guess, map)]);
    });
  const target: LabelMap = pair.task?.target ?? 'any';
  const counts = (label: number) => !options.ignore?.includes(label);
  const marked = ({ kind, values }: Mask, classes: Uint8Array) =>
    classes.map((label, v) => Number(label > 0 && (kind === 'brightness' || counts(Number(values[v])))));
  // A layout that tells what its labels mean needs no other word.
  const unknown = pair.task ? (target === 'any' ? truths : []) : [...truths, ...guesses];
  const unexplained =
    pair.task?.arbitraryLabels && truth.labels.length <= 1 ? undefined : unexplainedLabels(unknown, byLabel);
  if (unexplained !== undefined) throw new UserError(`${pair.name}: ${unexplained}`);
  return [score('target', [marked(truth, classesOf(truth, target)), marked(guess, classesOf(guess, 'any'))])];
}

/** The classes of a mask by the labels that the command line names. */
function classesAs(mask: Mask, map: LabelMap): Uint8Array {
  if (map !== 'any' && mask.kind === 'brightness' && mask.labels.length > 0 && !map.has(1) && !map.has(mask.white))
    throw new UserError(
      `${mask.path} is black and white, and marks with ${mask.white}, which --label ${[...map.keys()].join('+')} does not name. It counts as ${mask.white}, or 1: name it too, as in --label target=${[...map.keys(), mask.white].join('+')}, or take all labels together with --label any.`,
    );
  return classesOf(mask, map);
}

/** Each label that a mask of the set holds; every file is read once more for it. */
async function allRegions(
  pairs: readonly MaskPair[],
  options: ScoreFoldersOptions,
  reference: string,
  prediction: string,
): Promise<Region[]> {
  const bar = progress('Looking for labels', pairs.length);
  const seen: MaskLabels[] = [];
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const files: [string | undefined, MaskOptions | undefined][] = [
      [pair.reference, options.reading?.reference],
      [pair.prediction, options.reading?.prediction],
    ];
    for (const [file, reading] of files) {
      if (file === undefined) continue;
      // What cannot be read is told when it is scored.
      const mask = await readMask(file, reading).catch(() => undefined);
      if (mask?.coloured) throw new UserError(unexplainedLabels([mask], byLabel)!);
      // White on black is label 1.
      if (mask) seen.push({ path: mask.path, kind: 'labels', labels: mask.labels });
    }
  }
  bar.end(`${pairs.length} cases`);
  const ignored = options.ignore ?? pairs[0]?.task?.ignored ?? [];
  const labels = [...labelsOfSet(seen).keys()].filter((label) => !ignored.includes(label));
  if (labels.length === 0)
    throw new UserError(
      `no mask of ${reference} or ${prediction} holds a label beside 0, so there is nothing to score.`,
    );
  return labels.map((label) => ({ name: String(label), labels: [label] }));
}

function listBad(bad: readonly string[], cases: number): string {
  if (bad.length === 1 && bad[0] !== undefined) return bad[0];
  const shown = bad.slice(0, 10).join('\n  ');
  return `${bad.length} of ${cases} cases cannot be scored:\n  ${shown}${bad.length > 10 ? `\n  and ${bad.length - 10} more` : ''}\nMend them, or leave them out with --skip-bad.`;
}

/** Of a mask, as its file or `--spacing` tells it; photographs tell none, and their distances are in pixels. */
function spacingOf(
  { spacingMm, shape, path }: Mask,
  given: readonly number[] | undefined,
): { spacingMm: number[]; unit: 'mm' | 'px' } {
  if (spacingMm.every((mm) => mm > 0)) {
    if (given) throw new UserError(`${path} tells its own spacing, ${spacingMm.join('×')} mm. Leave --spacing out.`);
    return { spacingMm, unit: 'mm' };
  }
  if (!given) return { spacingMm: shape.map(() => 1), unit: 'px' };
  const [one = NaN] = given;
  if (given.length !== 1 && given.length !== shape.length)
    throw new UserError(
      `--spacing gives ${given.length} lengths, and ${path} has ${shape.length} axes (${AXES[shape.length]}). Give one length for each, or one for all.`,
    );
  return { spacingMm: given.length === 1 ? shape.map(() => one) : [...given], unit: 'mm' };
}
