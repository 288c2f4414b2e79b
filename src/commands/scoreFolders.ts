import { existsSync } from 'node:fs';
import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { progress } from '../progress.js';
import {
  classesOf,
  gridDifference,
  inOrderOf,
  listFiles,
  readMask,
  unexplainedLabels,
  type Mask,
  type MaskLabels,
} from '../tasks/index.js';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';

export interface ScoreFoldersOptions extends Omit<CaseScoreOptions, 'shape' | 'spacingMm'> {
  /** The value that is foreground; default: the only one beside 0. */
  label?: number;
}

/** Scores every mask file of one folder against the file of the same name, extension apart, in another. */
export async function scoreFolders(
  reference: string,
  prediction: string,
  { label, ...options }: ScoreFoldersOptions,
): Promise<({ case: string } & CaseScores)[]> {
  const [truths, guesses] = [await masksIn(reference), await masksIn(prediction)];
  refuseUnpaired(
    truths,
    guesses,
    `a prediction in ${prediction}. A missing prediction is no empty one: add the file, or take the reference away`,
  );
  refuseUnpaired(guesses, truths, `a reference in ${reference}. Add the file, or take the prediction away`);
  const bar = progress('Scoring', truths.size);
  const rows: ({ case: string } & CaseScores)[] = [];
  let labelSeen = false;
  const seen: MaskLabels[] = [];
  for (const [name, file] of truths) {
    bar.update(rows.length, name);
    const truth = await readMask(`${reference}/${file}`);
    const guess = onGridOf(truth, await readMask(`${prediction}/${guesses.get(name)!}`), name);
    for (const note of [...truth.notes, ...guess.notes]) process.stderr.write(printable(`warning: ${note}\n`));
    seen.push(...[truth, guess].map(({ path, kind, labels }) => ({ path, kind, labels })));
    const unexplained = label === undefined ? unexplainedLabels(seen) : undefined;
    if (unexplained !== undefined) throw new UserError(`${name}: ${unexplained.replaceAll('`labels`', '`label`')}`);
    const map = label === undefined ? 'any' : new Map([[label, 1]]);
    const [truthClasses, guessClasses] = [classesOf(truth, map), classesOf(guess, map)];
    labelSeen ||= truthClasses.includes(1) || guessClasses.includes(1);
    rows.push({
      case: name,
      ...caseScores(truthClasses, guessClasses, { ...options, shape: truth.shape, spacingMm: spacingOf(truth) }),
    });
  }
  bar.end(`${rows.length} cases`);
  // Two empty masks agree: a mistyped label would score 1 everywhere.
  if (label !== undefined && !labelSeen)
    throw new UserError(
      `no mask of ${reference} or ${prediction} holds the label ${label}. Name a value that the masks hold with --label.`,
    );
  return rows;
}

/** The mask files of a folder by their names without extension. */
async function masksIn(folder: string): Promise<Map<string, string>> {
  if (!existsSync(folder))
    throw new UserError(`there is no folder ${folder}: --reference and --prediction each name a folder of masks.`);
  const names = new Map<string, string>();
  for (const file of await listFiles(folder)) {
    const name = file.replace(/(\.nii)?\.[^./]+$/, '');
    if (names.has(name))
      throw new UserError(`${folder} holds two masks of one name, ${names.get(name)} and ${file}: keep one.`);
    names.set(name, file);
  }
  return names;
}

function refuseUnpaired(names: Map<string, string>, others: Map<string, string>, missing: string): void {
  const lonely = [...names].filter(([name]) => !others.has(name)).map(([, file]) => file);
  if (lonely.length > 0)
    throw new UserError(
      `${lonely.slice(0, 5).join(', ')}${lonely.length > 5 ? ` and ${lonely.length - 5} more` : ''} lack${lonely.length === 1 ? 's' : ''} ${missing}.`,
    );
}

/** Photographs tell no spacing: their distances are in pixels. */
const spacingOf = ({ spacingMm }: Mask) => (spacingMm.every((mm) => mm > 0) ? spacingMm : spacingMm.map(() => 1));

/** The prediction in the reference's order of voxels. Throws a UserError where they lie on different grids. */
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
