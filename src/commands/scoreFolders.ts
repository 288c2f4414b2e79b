import { existsSync } from 'node:fs';
import { caseScores, type CaseScoreOptions, type CaseScores } from '../evaluation/index.js';
import { progress } from '../progress.js';
import { affinesAgree, voxelSpacing } from '../tasks/readers/affine.js';
import { listFiles } from '../tasks/readers/listFiles.js';
import { readBinaryMask } from '../tasks/readers/readBinaryMask.js';
import { readImage } from '../tasks/readers/readImage.js';
import { readNifti } from '../tasks/readers/readNifti.js';
import { describeGrid, type Volume } from '../tasks/readers/volume.js';
import { UserError } from '../userError.js';

export interface ScoreFoldersOptions extends Omit<CaseScoreOptions, 'shape' | 'spacingMm'> {
  /** The value that is foreground; default: the only one beside 0. */
  label?: number;
}

/** A mask as a file holds it: where its voxels lie, and a volume for its place in space. */
interface Mask {
  data: Uint8Array;
  shape: number[];
  spacingMm: number[];
  volume?: Volume;
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
  for (const [name, file] of truths) {
    bar.update(rows.length, name);
    const [truth, guess] = [
      await readMask(`${reference}/${file}`, label),
      await readMask(`${prediction}/${guesses.get(name)!}`, label),
    ];
    refuseOtherGrid(name, truth, guess);
    labelSeen ||= truth.data.includes(1) || guess.data.includes(1);
    rows.push({
      case: name,
      ...caseScores(truth.data, guess.data, { ...options, shape: truth.shape, spacingMm: truth.spacingMm }),
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

async function readMask(path: string, label?: number): Promise<Mask> {
  if (!/\.nii(\.gz)?$/i.test(path)) {
    if (label === undefined) {
      const { raster, mask, note } = await readBinaryMask(path);
      if (note !== undefined) process.stderr.write(`warning: ${note}\n`);
      return { data: mask, shape: [raster.height, raster.width], spacingMm: [1, 1] };
    }
    const { data, channels, height, width } = await readImage(path);
    return { data: labelMask(data, label, channels), shape: [height, width], spacingMm: [1, 1] };
  }
  const volume = await readNifti(path);
  if (volume.frames > 1)
    throw new UserError(
      `${path} is a series of ${volume.frames} volumes, and a mask is one. Give each volume of it a file of its own.`,
    );
  const labels = labelsOf(volume);
  if (label === undefined && labels.length > 1)
    throw new UserError(
      `${path} holds several labels (${labels.slice(0, 5).join(', ')}${labels.length > 5 ? ', …' : ''}): name one with --label.`,
    );
  const data = labelMask(volume.data, label ?? labels[0] ?? 1);
  return { data, shape: [...volume.size].reverse(), spacingMm: voxelSpacing(volume.affine).reverse(), volume };
}

/** 1 where the first channel holds the label. Masks stored as scaled floats hold 0.99999997 for 1. */
function labelMask(values: ArrayLike<number>, label: number, channels = 1): Uint8Array {
  const mask = new Uint8Array(values.length / channels);
  for (let i = 0; i < mask.length; i++) mask[i] = Number(Math.abs(values[i * channels]! - label) < 1e-3);
  return mask;
}

/** The labels beside 0, in order. */
function labelsOf({ data, path }: Volume): number[] {
  const labels = new Set<number>();
  for (const value of data) {
    if (!(Math.abs(value - Math.round(value)) < 1e-3))
      throw new UserError(`${path} is no mask: it holds ${value}. Threshold probabilities first.`);
    if (value !== 0) labels.add(Math.round(value));
  }
  return [...labels].filter((label) => label !== 0).sort((a, b) => a - b);
}

function refuseOtherGrid(name: string, truth: Mask, guess: Mask): void {
  const [a, b] = [truth.volume, guess.volume];
  const same =
    String(truth.shape) === String(guess.shape) &&
    (a === undefined) === (b === undefined) &&
    (!a || affinesAgree(a.affine, b!.affine));
  if (same) return;
  const [here, there] = [truth, guess].map(({ volume, shape }) =>
    volume ? describeGrid(volume) : `an image of ${shape[1]}×${shape[0]} pixels`,
  );
  throw new UserError(
    `${name}: reference and prediction lie on different grids: ${here} against ${there}. Write the prediction on the reference's grid.`,
  );
}
