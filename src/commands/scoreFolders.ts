import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { printable } from '../printable.js';
import { progress } from '../progress.js';
import {
  classesOf,
  gridDifference,
  inOrderOf,
  labelsOfSet,
  readMask,
  unexplainedLabels,
  type LabelMap,
  type Mask,
  type MaskLabels,
  type MaskOptions,
  type PatientsFrom,
} from '../tasks/index.js';
import { UserError } from '../userError.js';
import { masksIn, pairCases, type MaskPair, type Method, type PairedCases, type PairOptions } from './maskPairs.js';
import type { Region } from './regionOption.js';

export interface ScoreFoldersOptions extends PairOptions, Omit<CaseScoreOptions, 'shape' | 'spacingMm' | 'valid'> {
  /** What is scored; `all`: each label of the set. Default: the only label there is, or the target of `task`. */
  regions?: readonly Region[] | 'all';
  /** Labels of the reference whose pixels do not count. */
  ignore?: readonly number[];
  /** A folder of masks named as the references are: what is marked there counts, nothing else does. */
  valid?: string;
  /** Of images, whose files tell none: one length for each axis, or one for all, in millimetres. */
  spacing?: readonly number[];
  /** How masks are read. */
  reading?: { reference?: MaskOptions; prediction?: MaskOptions };
  /** Leaves out pairs that cannot be read, in place of refusing. */
  skipBad?: boolean;
}

/** All measures of one region of one case, as one method predicts it. */
export interface CaseRow extends CaseScores {
  case: string;
  region: string;
  method: string;
  /** Of the case, where something tells it. */
  patient?: string;
  /** Which of the masks marks nothing there. */
  empty?: 'reference' | 'prediction' | 'both';
  /** Of the distances: millimetres, or pixels where nothing tells the spacing. */
  unit: 'mm' | 'px';
}

/** Two labels that stand for each other in a prediction. */
export interface SwappedLabels {
  case: string;
  method: string;
  labels: [number, number];
  /** Mean Dice of the two as they are, and if the prediction's were exchanged. */
  dice: number;
  exchanged: number;
}

/** Scores of folders of masks, and what was found on the way. */
export interface FolderScores {
  rows: CaseRow[];
  methods: Method[];
  pairs: MaskPair[];
  patientsFrom: PatientsFrom;
  /** What is scored: as `regions`, settled. Undefined: the only label there is. */
  regions: readonly Region[] | undefined;
  /** Cases that could not be read, and why: they are left out of every method. */
  bad: string[];
  swapped: SwappedLabels[];
}

/**
 * Scores every predicted mask against its reference, region by region. A reference is read once, whatever the number of methods,
 * and one prediction at a time.
 *
 * @param prediction - a folder, or several methods' by name; empty where `pairs` names the files
 */
export async function scoreFolders(
  reference: string | undefined,
  prediction: string | readonly Method[],
  options: ScoreFoldersOptions = {},
): Promise<FolderScores> {
  const { names, valid, skipBad = false } = options;
  const given = typeof prediction === 'string' ? [{ name: 'prediction', folder: prediction }] : prediction;
  const paired = await pairCases(reference, given, options);
  const { methods, pairs, patientsFrom } = paired;
  const validFiles = valid === undefined ? undefined : await masksIn(valid, names);
  const where = [reference ?? options.pairs, ...given.map(({ folder }) => folder)].join(' or ');
  const regions =
    options.regions === 'all' ? await allRegions(pairs, options, where) : (options.regions ?? declaredRegions(paired));
  const found: FolderScores = { rows: [], methods, pairs, patientsFrom, regions, bad: [], swapped: [] };
  const seen: MaskLabels[] = [];
  const bar = progress('Scoring', pairs.length);
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const own: Pick<FolderScores, 'rows' | 'swapped'> = { rows: [], swapped: [] };
    try {
      const truth = pair.reference === undefined ? undefined : await readTruth(pair.reference, options);
      for (const [m, { name }] of methods.entries()) {
        const read = await readPair(pair, m, truth, options, validFiles);
        seen.push(...[read.truth, read.guess].map(({ path, kind, labels }) => ({ path, kind, labels })));
        own.rows.push(...scoreRegions(pair, name, read, regions, seen, options));
        own.swapped.push(...swappedLabels(read, regions).map((two) => ({ case: pair.name, method: name, ...two })));
      }
      found.rows.push(...own.rows);
      found.swapped.push(...own.swapped);
    } catch (error) {
      // What the masks' values mean is asked of the user once, not told of a case.
      if (!(error instanceof UserError) || error instanceof UnexplainedLabels) throw error;
      found.bad.push(error.message.startsWith(pair.name) ? error.message : `${pair.name}: ${error.message}`);
    }
  }
  bar.end(`${pairs.length - found.bad.length} cases`);
  if (found.bad.length > 0 && (!skipBad || found.rows.length === 0))
    throw new UserError(listBad(found.bad, pairs.length));
  refuseUnseen(regions, seen, where);
  return found;
}

/** A table for each class that a folder of one's own names; undefined where it names one or none. */
function declaredRegions({ classes, pairs }: PairedCases): Region[] | undefined {
  const target = pairs.find(({ task }) => task)?.task?.target;
  if (classes === undefined || target === undefined || target === 'any') return undefined;
  return classes.slice(1).map((name, k) => ({
    name,
    labels: [...target].flatMap(([label, own]) => (own === k + 1 ? [label] : [])),
  }));
}

/** No damage of a case: the command lacks an option. */
class UnexplainedLabels extends UserError {}

/** Both masks of a pair on one grid; `valid` is 1 where a pixel counts, undefined where all do. */
export interface ReadPair {
  truth: Mask;
  guess: Mask;
  valid: Uint8Array | undefined;
}

function scoreRegions(
  pair: MaskPair,
  method: string,
  { truth, guess, valid }: ReadPair,
  regions: readonly Region[] | undefined,
  seen: readonly MaskLabels[],
  options: ScoreFoldersOptions,
): CaseRow[] {
  const { empty, emptyDistance, toleranceMm, surface, lesions } = options;
  const { spacingMm, unit } = spacingOf(truth, options.spacing);
  const score = (region: string, classes: readonly [Uint8Array, Uint8Array]): CaseRow => ({
    case: pair.name,
    region,
    method,
    ...(pair.patient !== undefined && { patient: pair.patient }),
    ...emptyOf(classes, valid),
    unit,
    ...caseScores(...classes, {
      ...{ shape: truth.shape, spacingMm, valid },
      ...{ empty, emptyDistance, toleranceMm, surface, lesions },
    }),
  });
  const classes = (region?: Region) =>
    [classesIn(truth, pair, region, true), classesIn(guess, pair, region, false)] as const;
  if (regions) return regions.map((region) => score(region.name, classes(region)));
  const unexplained = pair.task ? undefined : unexplainedLabels(seen);
  if (unexplained !== undefined)
    throw new UnexplainedLabels(
      `${pair.name}: ${unexplained.replace(/Name them with `labels`.*$/, '')}Name them with --label: 1,2 is a table for each, target=1+2 both together, any all together, all each label there is.`,
    );
  return [score('target', classes())];
}

function emptyOf(
  [truth, guess]: readonly [Uint8Array, Uint8Array],
  valid: Uint8Array | undefined,
): Pick<CaseRow, 'empty'> {
  const marks = (mask: Uint8Array) => (valid ? mask.some((one, v) => one > 0 && valid[v] !== 0) : mask.includes(1));
  const [reference, prediction] = [!marks(truth), !marks(guess)];
  if (!reference && !prediction) return {};
  return { empty: reference && prediction ? 'both' : reference ? 'reference' : 'prediction' };
}

/** What a mask marks of a region, 0 and 1; of the only label there is where no region is named. */
export function classesIn(mask: Mask, pair: MaskPair, region: Region | undefined, reference: boolean): Uint8Array {
  if (region) return classesAs(mask, mapOf(region));
  return classesOf(mask, reference ? (pair.task?.target ?? 'any') : 'any').map((label) => Number(label > 0));
}

const mapOf = ({ labels }: Region): LabelMap => (labels === 'any' ? 'any' : new Map(labels.map((label) => [label, 1])));

/** The classes of a mask by the labels that the command line names. */
function classesAs(mask: Mask, map: LabelMap): Uint8Array {
  if (map !== 'any' && mask.kind === 'brightness' && mask.labels.length > 0 && !map.has(1) && !map.has(mask.white))
    throw new UserError(
      `${mask.path} is black and white, and marks with ${mask.white}. Its foreground is --label ${mask.white}, or 1.`,
    );
  return classesOf(mask, map);
}

/** Reads a reference. */
export async function readTruth(path: string, { reading }: ScoreFoldersOptions): Promise<Mask> {
  const truth = await readMask(path, reading?.reference);
  tellNotes(truth.notes);
  return truth;
}

/**
 * Reads the prediction of a method, in the order of the reference's voxels.
 *
 * @param reference - absent where no file means no target
 */
export async function readPair(
  pair: MaskPair,
  method: number,
  reference: Mask | undefined,
  options: ScoreFoldersOptions,
  validFiles?: Map<string, string>,
): Promise<ReadPair> {
  const guess = await readMask(pair.predictions[method]!, options.reading?.prediction);
  const truth = reference ?? { ...guess, values: new Uint8Array(guess.values.length), labels: [] };
  tellNotes(guess.notes);
  return {
    truth,
    guess: onGridOf(truth, guess, pair.name),
    valid: await validPixels(pair, truth, options, validFiles),
  };
}

function tellNotes(notes: readonly string[]): void {
  for (const note of new Set(notes)) process.stderr.write(printable(`warning: ${note}\n`));
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
  const region = classesOf(onGridOf(truth, await readMask(`${valid}/${file}`), pair.name), 'any');
  return counts.map((one, v) => one & (region[v] ?? 0));
}

/** Each label that a mask of the set holds; every file is read once more for it. */
async function allRegions(pairs: readonly MaskPair[], options: ScoreFoldersOptions, where: string): Promise<Region[]> {
  const bar = progress('Looking for labels', pairs.length);
  const seen: MaskLabels[] = [];
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const files: [string | undefined, MaskOptions | undefined][] = [
      [pair.reference, options.reading?.reference],
      ...pair.predictions.map((file) => [file, options.reading?.prediction] as [string, MaskOptions | undefined]),
    ];
    for (const [file, reading] of files) {
      if (file === undefined) continue;
      // What cannot be read is told when it is scored.
      const mask = await readMask(file, reading).catch(() => undefined);
      if (mask) seen.push({ path: mask.path, kind: 'labels', labels: mask.labels });
    }
  }
  bar.end(`${pairs.length} cases`);
  const ignored = options.ignore ?? pairs[0]?.task?.ignored ?? [];
  const labels = [...labelsOfSet(seen).keys()].filter((label) => !ignored.includes(label));
  if (labels.length === 0)
    throw new UserError(`no mask of ${where} holds a label beside 0, so there is nothing to score.`);
  return labels.map((label) => ({ name: String(label), labels: [label] }));
}

/** A table of labels by labels grows by its square. */
const MOST_LABELS = 32;

/** Labels of which each stands where the reference has the other: a mistake of export that no mean shows. */
function swappedLabels(
  { truth, guess }: ReadPair,
  regions: readonly Region[] | undefined,
): Omit<SwappedLabels, 'case' | 'method'>[] {
  const labels = (regions ?? []).flatMap(({ labels: own }) => (own === 'any' || own.length !== 1 ? [] : own));
  if (labels.length < 2 || labels.length > MOST_LABELS || truth.kind !== 'labels' || guess.kind !== 'labels') return [];
  const at = new Map(labels.map((label, k) => [label, k]));
  const n = labels.length;
  // both[a * n + b]: voxels of label a in the reference and b in the prediction.
  const [both, inTruth, inGuess] = [new Float64Array(n * n), new Float64Array(n), new Float64Array(n)];
  for (let v = 0; v < truth.values.length; v++) {
    const [reference, prediction] = [truth.values[v]!, guess.values[v]!];
    if (reference === 0 && prediction === 0) continue;
    const [a, b] = [at.get(Number(reference)), at.get(Number(prediction))];
    if (a !== undefined) inTruth[a]!++;
    if (b !== undefined) inGuess[b]!++;
    if (a !== undefined && b !== undefined) both[a * n + b]!++;
  }
  const dice = (a: number, b: number) => (2 * both[a * n + b]!) / (inTruth[a]! + inGuess[b]!);
  const found: Omit<SwappedLabels, 'case' | 'method'>[] = [];
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      if (dice(a, b) > dice(a, a) && dice(b, a) > dice(b, b))
        found.push({
          labels: [labels[a]!, labels[b]!],
          dice: (dice(a, a) + dice(b, b)) / 2,
          exchanged: (dice(a, b) + dice(b, a)) / 2,
        });
  return found;
}

/** Two empty masks agree: a mistyped label would score 1 everywhere. */
function refuseUnseen(regions: readonly Region[] | undefined, seen: readonly MaskLabels[], where: string): void {
  const held = new Set(seen.flatMap(({ labels }) => labels));
  // What is marked in brightness counts as label 1, or as its white.
  if (seen.some(({ kind, labels }) => kind === 'brightness' && labels.length > 0)) return;
  for (const { name, labels } of regions ?? [])
    if (labels !== 'any' && !labels.some((label) => held.has(label)))
      throw new UserError(
        `no mask of ${where} holds the label ${labels.join(' or ')}${name === labels.join('+') ? '' : ` of ${name}`}: they hold ${[...held].sort((a, b) => a - b).join(', ') || 'nothing but 0'}. Name a value that the masks hold with --label.`,
      );
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
      `--spacing gives ${given.length} lengths, and ${path} has ${shape.length} axes (${shape.length === 2 ? 'row, column' : 'slice, row, column'}). Give one length for each, or one for all.`,
    );
  return { spacingMm: given.length === 1 ? shape.map(() => one) : [...given], unit: 'mm' };
}

/** The mask in the reference's order of voxels. Throws a UserError where they lie on different grids. */
function onGridOf(truth: Mask, guess: Mask, name: string): Mask {
  const [a, b] = [truth.volume, guess.volume];
  if (a && b) {
    const ordered = inOrderOf({ ...b, data: guess.values }, a);
    if (ordered) return { ...guess, values: ordered.data, shape: truth.shape };
    throw otherGrid(name, gridDifference(a, b));
  }
  if (String(truth.shape) === String(guess.shape)) return guess;
  const [here, there] = [truth, guess].map(({ shape }) =>
    shape.length === 2 ? `an image of ${shape[1]}×${shape[0]} pixels` : `${[...shape].reverse().join('×')} voxels`,
  );
  throw otherGrid(name, `${here} against ${there}`);
}

const otherGrid = (name: string, difference: string) =>
  new UserError(
    `${name}: reference and prediction lie on different grids: ${difference}. Write the prediction on the reference's grid.`,
  );
