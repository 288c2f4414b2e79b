import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundCases } from '../layouts/case.js';
import { patientsOfNames, patientsOfRule } from '../layouts/patients.js';
import type { LabelMap } from '../readers/labelMap.js';
import { isNiftiName } from '../readers/readNifti.js';
import { readImage } from '../readers/readImage.js';
import { isImageName } from '../readers/readRasters.js';
import { describedSet } from './describedSet.js';
import { nnunetSet } from './nnunetSet.js';
import { ownCase } from './ownCase.js';
import { meaningOf, type OwnSet } from './ownSet.js';
import { pairedSet } from './pairedSet.js';
import { DESCRIPTION, descriptionIn, type OwnDescription } from './readDescription.js';

export interface FindOwnOptions {
  needsMask: boolean;
  /** Which labels are which class; counts before what the folder says. */
  labels?: LabelMap | undefined;
  /** Counts before the folder's own. */
  description?: OwnDescription | undefined;
  /** So many channels, as a network takes them. */
  channels?: number | undefined;
}

/** So many pictures are looked at to tell grey from colour. */
const LOOKED_AT = 8;

/**
 * The cases of a folder of one's own: as its `own.json` describes them, else as its `dataset.json` does (nnU-Net, Decathlon),
 * else pairs of images and masks. Undefined where none of these finds anything.
 */
export function findOwn(folder: string, all: readonly string[], options: FindOwnOptions): FoundCases | undefined {
  const { needsMask, labels, channels } = options;
  const files = all.filter((file) => isImageName(file) || isNiftiName(file));
  const description = options.description ?? descriptionIn(folder);
  const set = description
    ? describedSet(description, files, needsMask)
    : (nnunetSet(folder, files, needsMask) ?? pairedSet(files, needsMask, channels));
  if (!set || set.cases.length + set.problems.length === 0) return undefined;
  const volumes = set.cases.filter(({ images }) => isNiftiName(images[0]!));
  if (volumes.length > 0 && volumes.length < set.cases.length) {
    const picture = set.cases.find(({ images }) => !isNiftiName(images[0]!))!;
    set.problems.push({
      file: picture.images[0]!,
      severity: 'error',
      message: `is a picture among ${volumes.length} volumes. Keep one kind in a folder.`,
    });
  }
  const dimensions = volumes.length > 0 ? 3 : 2;
  // Volumes by themselves, such as the Decathlon's imagesTs: one file then holds what a network of several channels takes.
  if (!set.channels && dimensions === 3 && channels !== undefined && volumes.every(({ images }) => images.length === 1))
    set.channels = Array.from({ length: channels }, (_, k) => `channel ${k}`);
  const meaning = meaningOf(set.classes, labels);
  const patients = patientsOf(set, folder);
  let seen: Promise<1 | 3> | undefined;
  const colours = () =>
    (seen ??= channels === 1 || channels === 3 ? Promise.resolve(channels) : coloursOf(folder, set));
  return {
    layout: set.layout,
    problems: set.problems,
    patientsFrom: patients.from,
    own: {
      dimensions,
      classes: meaning.names,
      channels:
        set.channels?.length ?? Math.max(dimensions === 2 ? 3 : 1, ...set.cases.map(({ images }) => images.length)),
    },
    cases: set.cases.map((one, index) =>
      ownCase({ folder, files: one, patient: patients.of[index]!, set, meaning, colours }),
    ),
  };
}

function patientsOf({ cases, patients }: OwnSet, folder: string) {
  const names = cases.map(({ id }) => id);
  if (patients !== undefined) {
    // A table of patients lies beside the description.
    const table = join(folder, patients);
    return patientsOfRule(existsSync(table) ? table : patients, names, `${DESCRIPTION}: patients`);
  }
  const told = cases.map(({ patient }) => patient);
  return told.length > 0 && told.every((patient) => patient !== undefined)
    ? { from: 'publisher' as const, of: told }
    : patientsOfNames(names);
}

/** Grey where all of some pictures, evenly spread, are grey; what is said in dataset.json of three channels counts. */
async function coloursOf(folder: string, { cases, channels }: OwnSet): Promise<1 | 3> {
  if (channels?.length === 3 || channels?.length === 1) return channels.length;
  const step = Math.max(1, Math.floor(cases.length / LOOKED_AT));
  for (let k = 0; k < cases.length; k += step) {
    // What cannot be read is told when its turn comes.
    const image = await readImage(join(folder, cases[k]!.images[0]!)).catch(() => undefined);
    if (image !== undefined && image.channels > 1) return 3;
  }
  return 1;
}
