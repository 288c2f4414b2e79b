import { classesOf, gridDifference, inOrderOf, readMask, type Mask, type MaskOptions } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { MaskPair } from './maskPairs.js';

export interface ReadPairOptions {
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

/** Reads a case's reference; undefined where no file means no target. */
export async function readTruth(pair: MaskPair, { reading }: ReadPairOptions): Promise<Mask | undefined> {
  return pair.reference === undefined ? undefined : readMask(pair.reference, { ...reading?.reference, canCut: false });
}

/** Reads what a method predicts, in the reference's order of voxels. */
export async function readPair(
  pair: MaskPair,
  method: number,
  reference: Mask | undefined,
  options: ReadPairOptions,
  validFiles?: Map<string, string>,
): Promise<ReadPair> {
  const guess = await readMask(pair.predictions[method]!, options.reading?.prediction);
  const truth = reference ?? { ...guess, values: new Uint8Array(guess.values.length), labels: [] };
  return {
    truth,
    guess: onGridOf(truth, guess, pair.name),
    valid: await validPixels(pair, truth, options, validFiles),
  };
}

async function validPixels(
  pair: MaskPair,
  truth: Mask,
  { ignore = pair.task?.ignored ?? [], valid }: ReadPairOptions,
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
  const path = `${valid}/${file}`;
  const region = classesOf(onGridOf(truth, await readMask(path, { canCut: false }), pair.name, path), 'any');
  return counts.map((one, v) => one & (region[v] ?? 0));
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

/** The axes of a mask in order, by their number. */
export const AXES: Record<number, string> = { 2: 'row, column', 3: 'slice, row, column' };

const otherGrid = (name: string, what: string, difference: string) =>
  new UserError(
    `${name}: reference and ${what} lie on different grids: ${difference}. Write the ${what === 'prediction' ? what : 'latter'} on the reference's grid.`,
  );
