import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { printable } from '../printable.js';
import { progress } from '../progress.js';
import {
  classesOf,
  gridDifference,
  inOrderOf,
  labelsOfSet,
  listed,
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
import type { Region } from './regionOption.js';

export interface ScoreFoldersOptions extends Omit<CaseScoreOptions, 'shape' | 'spacingMm' | 'valid'> {
  /** What is scored; `all`: each label of the set. Default: the only label there is, or the target of `task`. */
  regions?: readonly Region[] | 'all';
  /** Labels of the reference whose pixels do not count. */
  ignore?: readonly number[];
  /** A folder of masks named as the references are: what is marked there counts, nothing else does. */
  valid?: string;
  /** The reference folder is a data set in a layout of this task. */
  task?: TaskId;
  /** What names a case in the names of files: the pattern's first group. */
  names?: RegExp;
  /** Of images, whose files tell none: one length for each axis, or one for all, in millimetres. */
  spacing?: readonly number[];
  /** How masks are read. */
  reading?: { reference?: MaskOptions; prediction?: MaskOptions };
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
  const pairs = task ? await pairTask(task, reference, prediction) : await pairFolders(reference, prediction, names);
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
    seen.guesses.push(labelsOf(read.guess));
    rows.push(...scoreRegions(pair, read, regions, seen, options));
  }
  bar.end(`${pairs.length - bad.length} cases`);
  if (bad.length > 0 && (!skipBad || rows.length === 0)) throw new UserError(listBad(bad, pairs.length));
  tellNotes(notes);
  checkSeen(regions, seen, reference, prediction);
  return { rows, bad };
}

/** The labels of both folders, without those that do not count. */
interface Seen {
  truths: MaskLabels[];
  guesses: MaskLabels[];
}

const labelsOf = ({ path, kind, labels, coloured }: Mask, ignored: readonly number[] = []): MaskLabels => ({
  ...{ path, kind, labels: labels.filter((label) => !ignored.includes(label)) },
  ...(coloured && { coloured }),
});

/** What one file of a set is like the others are too: the first few tell. */
const SHOWN_NOTES = 3;

function tellNotes(notes: readonly string[]): void {
  const different = [...new Set(notes)];
  const more = different.length - SHOWN_NOTES;
  for (const note of different.slice(0, SHOWN_NOTES)) process.stderr.write(printable(`warning: ${note}\n`));
  if (more > 0) process.stderr.write(`warning: and ${more} more such remarks\n`);
}

/** Both masks of a pair on one grid; `valid` is 1 where a pixel counts, undefined where all do. */
interface ReadPair {
  truth: Mask;
  guess: Mask;
  valid: Uint8Array | undefined;
  notes: string[];
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
  const marked = (classes: Uint8Array) => classes.map((label) => Number(label > 0));
  // A layout that tells what its labels mean needs no other word.
  const unknown = pair.task ? (target === 'any' ? truths : []) : [...truths, ...guesses];
  const unexplained =
    pair.task?.arbitraryLabels && truth.labels.length <= 1 ? undefined : unexplainedLabels(unknown, byLabel);
  if (unexplained !== undefined) throw new UserError(`${pair.name}: ${unexplained}`);
  return [score('target', [marked(classesOf(truth, target)), marked(classesOf(guess, 'any'))])];
}

/** The classes of a mask by the labels that the command line names. */
function classesAs(mask: Mask, map: LabelMap): Uint8Array {
  if (map !== 'any' && mask.kind === 'brightness' && mask.labels.length > 0 && !map.has(1) && !map.has(mask.white))
    throw new UserError(
      `${mask.path} is black and white, and marks with ${mask.white}, which --label ${[...map.keys()].join('+')} does not name. It counts as ${mask.white}, or 1: name it too, as in --label target=${[...map.keys(), mask.white].join('+')}, or take all labels together with --label any.`,
    );
  return classesOf(mask, map);
}

/** Reads both masks of a pair, the prediction in the reference's order of voxels. */
async function readPair(
  pair: MaskPair,
  options: ScoreFoldersOptions,
  validFiles: Map<string, string> | undefined,
): Promise<ReadPair> {
  const { reading } = options;
  const [ofReference, guess] = [
    { ...reading?.reference, canCut: false },
    await readMask(pair.prediction, reading?.prediction),
  ];
  const truth =
    pair.reference === undefined
      ? { ...guess, values: new Uint8Array(guess.values.length), labels: [] }
      : await readMask(pair.reference, ofReference);
  return {
    truth,
    guess: onGridOf(truth, guess, pair.name),
    valid: await validPixels(pair, truth, options, validFiles),
    notes: [...truth.notes, ...guess.notes],
  };
}

async function validPixels(
  pair: MaskPair,
  truth: Mask,
  { ignore = pair.task?.ignored ?? [], valid }: ScoreFoldersOptions,
  files: Map<string, string> | undefined,
): Promise<Uint8Array | undefined> {
  const ignored = ignore.length > 0 && truth.kind === 'labels';
  if (!ignored && !files) return undefined;
  const counts = new Uint8Array(truth.values.length).fill(1);
  if (ignored) for (let v = 0; v < counts.length; v++) if (ignore.includes(Number(truth.values[v]))) counts[v] = 0;
  if (!files) return counts;
  const file = files.get(pair.name);
  if (file === undefined)
    throw new UserError(`${pair.name} lacks a mask of what counts in ${valid}. Add one of that name.`);
  const path = `${valid}/${file}`;
  const region = classesOf(onGridOf(truth, await readMask(path, { canCut: false }), pair.name, path), 'any');
  return counts.map((one, v) => one & (region[v] ?? 0));
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

/**
 * Two empty masks agree, so a mistyped label would score 1 everywhere: it is refused. One that only one of the folders
 * holds scores 0, and that is told.
 */
function checkSeen(
  regions: readonly Region[] | undefined,
  { truths, guesses }: Seen,
  reference: string,
  prediction: string,
): void {
  // What is marked in brightness counts as label 1, or as its white.
  const held = (masks: readonly MaskLabels[]) => ({
    labels: [...labelsOfSet(masks).keys()],
    white: masks.some(({ kind, labels }) => kind === 'brightness' && labels.length > 0),
  });
  const [first, second] = [held(truths), held(guesses)];
  const holds = ({ labels: own, white }: typeof first, { labels }: Region) =>
    white || (labels === 'any' ? own.some((label) => label > 0) : labels.some((label) => own.includes(label)));
  const numbers = (own: readonly number[]) => listed(own) || 'nothing but 0';
  for (const region of regions ?? []) {
    const { name, labels } = region;
    const [inFirst, inSecond] = [holds(first, region), holds(second, region)];
    const what = labels === 'any' ? 'a label above 0' : `the label ${labels.join(' or ')}`;
    const of = labels === 'any' || name === labels.join('+') ? '' : ` of ${name}`;
    const all = [...new Set([...first.labels, ...second.labels])].sort((a, b) => a - b);
    if (!inFirst && !inSecond && (labels !== 'any' || all.length > 0))
      throw new UserError(
        `no mask of ${reference} or ${prediction} holds ${what}${of}: they hold ${numbers(all)}. Name a value that the masks hold with --label.`,
      );
    const [folder, lacking] = inFirst ? [prediction, second] : [reference, first];
    if (inFirst !== inSecond && lacking.labels.length > 0)
      process.stderr.write(
        printable(
          `warning: no mask of ${folder} holds ${what}${of}: they hold ${numbers(lacking.labels)}. Is it numbered otherwise there?\n`,
        ),
      );
  }
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

/**
 * The mask in the reference's order of voxels. Throws a UserError where they lie on different grids; `what` is the
 * mask's name where it is no prediction.
 */
function onGridOf(truth: Mask, guess: Mask, name: string, what = 'prediction'): Mask {
  const [a, b] = [truth.volume, guess.volume];
  if (a && b) {
    const ordered = inOrderOf({ ...b, data: guess.values }, a);
    if (ordered) return { ...guess, values: ordered.data, shape: truth.shape };
    throw otherGrid(name, what, gridDifference(a, b));
  }
  if (String(truth.shape) === String(guess.shape)) {
    const [here, there] = [truth.spacingMm, guess.spacingMm];
    // Stacks of pages may tell their spacing; where both do, they tell one.
    const other = here.some((mm, axis) => Math.abs(there[axis]! / mm - 1) * truth.shape[axis]! > 0.01);
    if (!other) return guess;
    throw otherGrid(name, what, `voxels of ${here.join('×')} mm against ${there.join('×')} mm (${AXES[here.length]})`);
  }
  const [here, there] = [truth, guess].map(({ shape }) =>
    shape.length === 2 ? `an image of ${shape[1]}×${shape[0]} pixels` : `${[...shape].reverse().join('×')} voxels`,
  );
  throw otherGrid(name, what, `${here} against ${there}`);
}

const AXES: Record<number, string> = { 2: 'row, column', 3: 'slice, row, column' };

const otherGrid = (name: string, what: string, difference: string) =>
  new UserError(
    `${name}: reference and ${what} lie on different grids: ${difference}. Write the ${what === 'prediction' ? what : 'latter'} on the reference's grid.`,
  );
