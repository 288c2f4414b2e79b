import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { printable } from '../printable.js';
import { progress } from '../progress.js';
import { classesOf, unexplainedLabels, type LabelMap, type Mask, type PatientsFrom } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { masksIn, type MaskPair, type Method } from './maskPairs.js';
import { pairCases, type PairOptions } from './pairCases.js';
import { AXES, readPair, readTruth, type ReadPair, type ReadPairOptions } from './readPair.js';
import { byLabel, type Region } from './regionOption.js';
import { allRegions, declaredRegions } from './regionsOfSet.js';
import { checkSeen, labelsOf, type Seen } from './seenLabels.js';
import { swappedLabels, type SwappedLabels } from './swappedLabels.js';

export interface ScoreFoldersOptions
  extends PairOptions, Omit<CaseScoreOptions, 'shape' | 'spacingMm' | 'valid'>, ReadPairOptions {
  /** What is scored; `all`: each label of the set. Default: the only label there is, or the target of `task`. */
  regions?: readonly Region[] | 'all';
  /** Of images, whose files tell none: one length for each axis, or one for all, in millimetres. */
  spacing?: readonly number[];
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

export type Measure = keyof CaseScores;

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
  const references = reference ?? options.pairs ?? '';
  const regions =
    options.regions === 'all'
      ? await allRegions(pairs, options, [references, ...given.map(({ folder }) => folder)].join(' or '))
      : (options.regions ?? declaredRegions(paired));
  const found: FolderScores = { rows: [], methods, pairs, patientsFrom, regions, bad: [], swapped: [] };
  const seen: Seen = { truths: [], guesses: methods.map(() => []) };
  const notes: string[] = [];
  const bar = progress('Scoring', pairs.length);
  for (const [k, pair] of pairs.entries()) {
    bar.update(k, pair.name);
    const own: Pick<FolderScores, 'rows' | 'swapped'> = { rows: [], swapped: [] };
    try {
      const truth = await readTruth(pair, options).catch(unreadable);
      notes.push(...(truth?.notes ?? []));
      if (truth) seen.truths.push(labelsOf(truth, options.ignore ?? pair.task?.ignored));
      for (const [m, { name }] of methods.entries()) {
        const read = await readPair(pair, m, truth, options, validFiles).catch(unreadable);
        notes.push(...read.guess.notes);
        seen.guesses[m]!.push(labelsOf(read.guess, options.ignore));
        own.rows.push(...scoreRegions(pair, name, read, regions, seen, options));
        own.swapped.push(...swappedLabels(read, regions).map((two) => ({ case: pair.name, method: name, ...two })));
      }
      found.rows.push(...own.rows);
      found.swapped.push(...own.swapped);
    } catch (error) {
      if (!(error instanceof UnreadableCase)) throw error;
      found.bad.push(error.message.startsWith(pair.name) ? error.message : `${pair.name}: ${error.message}`);
    }
  }
  bar.end(`${pairs.length - found.bad.length} cases`);
  if (found.bad.length > 0 && (!skipBad || found.rows.length === 0))
    throw new UserError(listBad(found.bad, pairs.length));
  tellNotes(notes);
  checkSeen(
    regions,
    seen,
    references,
    methods.map(({ name, folder }) => (given.length > 0 ? folder : name)),
    { declared: options.regions === undefined },
  );
  return found;
}

/** What is wrong with a case's files; what the masks' values mean is asked of the user once, not told of a case. */
class UnreadableCase extends UserError {}

function unreadable(error: unknown): never {
  throw error instanceof UserError ? new UnreadableCase(error.message) : error;
}

/** What one file of a set is like the others are too: the first few tell. */
const SHOWN_NOTES = 3;

function tellNotes(notes: readonly string[]): void {
  const different = [...new Set(notes)];
  const more = different.length - SHOWN_NOTES;
  for (const note of different.slice(0, SHOWN_NOTES)) process.stderr.write(printable(`warning: ${note}\n`));
  if (more > 0) process.stderr.write(`warning: and ${more} more such remarks\n`);
}

function scoreRegions(
  pair: MaskPair,
  method: string,
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
    [
      classesIn(truth, pair, region, { reference: true, ignore: options.ignore }),
      classesIn(guess, pair, region, { reference: false, ignore: options.ignore }),
    ] as const;
  if (regions) return regions.map((region) => score(region.name, classes(region)));
  // A layout that tells what its labels mean needs no other word.
  const unknown = pair.task ? (pair.task.target === 'any' ? truths : []) : [...truths, ...guesses.flat()];
  const unexplained =
    pair.task?.arbitraryLabels && truth.labels.length <= 1 ? undefined : unexplainedLabels(unknown, byLabel);
  if (unexplained !== undefined) throw new UserError(`${pair.name}: ${unexplained}`);
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

/**
 * What a mask marks of a region, 0 and 1; of the only label there is where no region is named, without labels that do not
 * count.
 */
export function classesIn(
  mask: Mask,
  pair: MaskPair,
  region: Region | undefined,
  { reference, ignore = [] }: { reference: boolean; ignore?: readonly number[] | undefined },
): Uint8Array {
  if (region) return classesAs(mask, mapOf(region));
  const { kind, values } = mask;
  return classesOf(mask, reference ? (pair.task?.target ?? 'any') : 'any').map((label, v) =>
    Number(label > 0 && (kind === 'brightness' || !ignore.includes(Number(values[v])))),
  );
}

const mapOf = ({ labels }: Region): LabelMap => (labels === 'any' ? 'any' : new Map(labels.map((label) => [label, 1])));

/** The classes of a mask by the labels that the command line names. */
function classesAs(mask: Mask, map: LabelMap): Uint8Array {
  if (map !== 'any' && mask.kind === 'brightness' && mask.labels.length > 0 && !map.has(1) && !map.has(mask.white))
    throw new UserError(
      `${mask.path} is black and white, and marks with ${mask.white}, which --label ${[...map.keys()].join('+')} does not name. It counts as ${mask.white}, or 1: name it too, as in --label target=${[...map.keys(), mask.white].join('+')}, or take all labels together with --label any.`,
    );
  return classesOf(mask, map);
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
