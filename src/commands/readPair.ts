import { printable } from '../printable.js';
import { classesOf, gridDifference, inOrderOf, readMask, type Mask, type MaskOptions } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { MaskPair } from './maskPairs.js';

/** How the masks of a pair are read, and which of their pixels count. */
export interface PairOptions {
  /** Labels of the reference whose pixels do not count. */
  ignore?: readonly number[];
  /** A folder of masks named as the references are: what is marked there counts, nothing else does. */
  valid?: string;
  /** How masks are read. */
  reading?: { reference?: MaskOptions; prediction?: MaskOptions };
}

/** Both masks of a pair on one grid; `valid` is 1 where a pixel counts, undefined where all do. */
export interface ReadPair {
  truth: Mask;
  guess: Mask;
  valid: Uint8Array | undefined;
}

/** Reads both masks of a pair, the prediction in the reference's order of voxels. */
export async function readPair(
  pair: MaskPair,
  options: PairOptions,
  validFiles: Map<string, string> | undefined,
): Promise<ReadPair> {
  const { reading } = options;
  const guess = await readMask(pair.prediction, reading?.prediction);
  const truth =
    pair.reference === undefined
      ? { ...guess, values: new Uint8Array(guess.values.length), labels: [] }
      : await readMask(pair.reference, reading?.reference);
  for (const note of new Set([...truth.notes, ...guess.notes])) process.stderr.write(printable(`warning: ${note}\n`));
  return {
    truth,
    guess: onGridOf(truth, guess, pair.name),
    valid: await validPixels(pair, truth, options, validFiles),
  };
}

async function validPixels(
  pair: MaskPair,
  truth: Mask,
  { ignore = pair.task?.ignored ?? [], valid }: PairOptions,
  files: Map<string, string> | undefined,
): Promise<Uint8Array | undefined> {
  // Where black and white is read as 0 and 1, its white is the label that it stands for.
  const leftOut = truth.kind === 'labels' ? ignore : ignore.includes(truth.white) ? [1] : [];
  if (leftOut.length === 0 && !files) return undefined;
  const counts = new Uint8Array(truth.values.length).fill(1);
  if (leftOut.length > 0)
    for (let v = 0; v < counts.length; v++) if (leftOut.includes(Number(truth.values[v]))) counts[v] = 0;
  if (!files) return counts;
  const file = files.get(pair.name);
  if (file === undefined)
    throw new UserError(`${pair.name} lacks a mask of what counts in ${valid}. Add one of that name.`);
  const region = classesOf(onGridOf(truth, await readMask(`${valid}/${file}`), pair.name), 'any');
  return counts.map((one, v) => one & (region[v] ?? 0));
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
