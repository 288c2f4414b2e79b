import { existsSync } from 'node:fs';
import {
  listFiles,
  openTask,
  refuseProblems,
  type Case,
  type LabelMap,
  type PatientsFrom,
  type TaskId,
} from '../tasks/index.js';
import { UserError } from '../userError.js';

/** A folder of predicted masks. */
export interface Method {
  name: string;
  folder: string;
}

/** The predicted masks of a case and its reference, as files. */
export interface MaskPair {
  name: string;
  /** Undefined where the layout says that no file means no target. */
  reference: string | undefined;
  /** One for each method, in their order. */
  predictions: string[];
  /** What a task's layout says of the labels of its reference. */
  task?: { target: LabelMap; ignored: readonly number[]; arbitraryLabels: boolean };
  /** Where something tells it. */
  patient?: string;
  /** What the masks were drawn on, where something tells it. */
  image?: string;
}

/** The cases of folders, and what holds for all of them. */
export interface PairedCases {
  methods: Method[];
  pairs: MaskPair[];
  patientsFrom: PatientsFrom;
  /** Class names, background first, where a folder of one's own names several. */
  classes?: string[];
}

/** What names of masks end in beside what the masks of one case share. */
const ENDING =
  /[-_. /](mask|msk|gt|groundtruth|ground[-_]truth|seg|segmentation|labels?|labelmap|annotation|anno|pred|predicted|prediction|output|fram|frame|image|img)$/i;

/** What masks of the lower left third molar, tooth 38, are called: `x_38.ome.tiff` beside `x`. */
const TOOTH = /_38\.ome\.tiff?$/i;

/**
 * Pairs the masks of two folders: by their names, extension apart; by the group of `pattern` in them where one is given;
 * else those that are left, by their names without endings such as `_gt` and `_pred`.
 *
 * @throws UserError where a mask has no fellow, with all such files in one sentence
 */
export async function pairFolders(
  reference: string,
  prediction: string,
  pattern?: RegExp,
): Promise<{ name: string; reference: string; prediction: string }[]> {
  const [truths, guesses] = [await masksIn(reference, pattern), await masksIn(prediction, pattern)];
  const fellows = new Map([...truths.keys()].filter((name) => guesses.has(name)).map((name) => [name, name]));
  if (!pattern) pairEndings(truths, guesses, fellows);
  const taken = new Set(fellows.values());
  const hint = pattern ? '' : '. Names that differ are paired by --names <pattern>';
  refuseLonely(
    [...truths].filter(([name]) => !fellows.has(name)),
    `a prediction in ${prediction}. A missing prediction is no empty one: add the file, or take the reference away${hint}`,
  );
  refuseLonely(
    [...guesses].filter(([name]) => !taken.has(name)),
    `a reference in ${reference}. Add the file, or take the prediction away${hint}`,
  );
  return [...fellows].map(([name, other]) => ({
    name,
    reference: `${reference}/${truths.get(name) ?? ''}`,
    prediction: `${prediction}/${guesses.get(other) ?? ''}`,
  }));
}

/**
 * Pairs the references of a data set in a layout of its task with predictions named after its cases, as `predict` names
 * them.
 */
export async function pairTask(
  task: TaskId,
  reference: string,
  methods: readonly Method[],
  { patients, names }: { patients?: string | undefined; names?: RegExp | undefined },
): Promise<Omit<PairedCases, 'methods'>> {
  const found = await openTask(task, reference, true, patients === undefined ? {} : { patients });
  const { cases, problems, patientsFrom, own } = found;
  refuseProblems(problems, task, reference);
  const predictions = await Promise.all(methods.map(({ folder }) => masksOfCases(cases, reference, folder, names)));
  const pairs = cases.map(({ id, mask, patient, files }, k): MaskPair => ({
    name: id,
    reference: mask?.path,
    predictions: predictions.map((files) => files[k]!),
    task: {
      target: mask?.target ?? 'any',
      ignored: mask?.ignored ?? [],
      // Where there is no mask there is no label to explain.
      arbitraryLabels: mask === undefined || mask.arbitraryLabels === true,
    },
    patient,
    image: files[0]!,
  }));
  return { pairs, patientsFrom, ...(own && own.classes.length > 2 && { classes: own.classes }) };
}

/** The prediction of each case in a folder. */
async function masksOfCases(
  cases: readonly Pick<Case, 'id'>[],
  reference: string,
  prediction: string,
  pattern: RegExp | undefined,
): Promise<string[]> {
  const guesses = new Map(
    [...(await masksIn(prediction, pattern))].map(([name, file]) => [name.replaceAll('/', '_').normalize('NFC'), file]),
  );
  const nameOf = (id: string) => pattern?.exec(id)?.[1] ?? id;
  const names = new Map(cases.map(({ id }) => [nameOf(id), id]));
  if (names.size < cases.length)
    throw new UserError(
      `the pattern ${pattern} names several cases of ${reference} alike. Give --names one that does not.`,
    );
  const fellows = new Map([...names.keys()].filter((name) => guesses.has(name)).map((name) => [name, name]));
  if (!pattern) pairEndings(names, guesses, fellows);
  refuseLonely(
    [...names].filter(([name]) => !fellows.has(name)).map(([name, id]) => [name, `the case ${id}`]),
    `a prediction in ${prediction}. A missing prediction is no empty one: write one, or take the case away`,
  );
  const taken = new Set(fellows.values());
  refuseLonely(
    [...guesses].filter(([name]) => !taken.has(name)),
    `a case of that name in ${reference}. Masks are named after their cases, as predict names them`,
  );
  return cases.map(({ id }) => `${prediction}/${guesses.get(fellows.get(nameOf(id))!)!}`);
}

/** The mask files of a folder by what names their case: the name without extension, or what the pattern's group holds. */
export async function masksIn(folder: string, pattern?: RegExp): Promise<Map<string, string>> {
  if (!existsSync(folder)) throw new UserError(`there is no folder ${folder}, and a folder of masks is expected.`);
  const names = new Map<string, string>();
  const unnamed: string[] = [];
  const files = await listFiles(folder);
  const all = new Set(files);
  for (const file of files) {
    if (isDataOfHeader(file, all)) continue;
    const stem = stemOf(file);
    const name = pattern ? pattern.exec(stem)?.[1] : stem;
    if (name === undefined) unnamed.push(file);
    else if (names.has(name))
      throw new UserError(
        pattern
          ? `the pattern ${pattern} names ${names.get(name)} and ${file} of ${folder} both ${name}. Give --names one that tells them apart.`
          : `${folder} holds two masks of one name, ${names.get(name)} and ${file}: keep one.`,
      );
    else names.set(name, file);
  }
  if (unnamed.length > 0)
    throw new UserError(
      `the pattern ${pattern} names no case in ${some(unnamed)} of ${folder}. Give --names a pattern that fits every file, with one group: '^(\\d+)_'.`,
    );
  return names;
}

/** The name without its ending: `x` of x.nii.gz, x.ome.tiff, x.hdr.gz. */
const stemOf = (file: string) => file.replace(/\.gz$/i, '').replace(/(\.nii|\.ome)?\.[^./]+$/i, '');

/** True for the second file of two that are one mask: x.img beside x.hdr, x.raw beside x.mhd. */
function isDataOfHeader(file: string, all: ReadonlySet<string>): boolean {
  const headers = /\.img(\.gz)?$/i.test(file)
    ? ['.hdr', '.hdr.gz', '.HDR']
    : /\.z?raw$/i.test(file)
      ? ['.mhd', '.nhdr', '.MHD']
      : [];
  return headers.some((ending) => all.has(stemOf(file) + ending));
}

function pairEndings(truths: Map<string, string>, guesses: Map<string, string>, fellows: Map<string, string>): void {
  const stems = (names: ReadonlyMap<string, string>, taken: (name: string) => boolean) => {
    const found = new Map<string, string[]>();
    for (const [name, file] of names) {
      if (taken(name)) continue;
      const stem = name.replace(TOOTH.test(file) ? /_38$/ : ENDING, '');
      found.set(stem, [...(found.get(stem) ?? []), name]);
    }
    return found;
  };
  const used = new Set(fellows.values());
  const others = stems(guesses, (name) => used.has(name));
  for (const [stem, [name, ...more]] of stems(truths, (n) => fellows.has(n))) {
    const [other, ...rest] = others.get(stem) ?? [];
    // A name that fits several is left without.
    if (name !== undefined && other !== undefined && more.length + rest.length === 0) fellows.set(name, other);
  }
}

function refuseLonely(lonely: [string, string][], missing: string): void {
  if (lonely.length === 0) return;
  const files = lonely.map(([, file]) => file);
  throw new UserError(`${some(files)} lack${files.length === 1 ? 's' : ''} ${missing}.`);
}

/** The first five, and how many more. */
const some = (files: readonly string[]) =>
  `${files.slice(0, 5).join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}`;
